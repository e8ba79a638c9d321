// Package rehearse has days happen in virtual time: a day's callers, a number of agents,
// and package virtual, which decides with routing.Decide as the router does. A day of
// seventeen hours and two thousand calls takes a tenth of a second. It also asks Decide of real
// records, one start of a service after the other, whether it would have taken the same caller.
//
// It promises that what is compared had the same arrivals, patience and services, call by
// call: rules differ in their table of tiers alone.
package rehearse
