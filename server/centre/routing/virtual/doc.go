// Package virtual runs a floor in virtual time: arrivals, patience, offers and their
// answers, service, wrap-up and agents who come and go, each an event; after every
// event routing.Decide decides, the same pure function that the router calls.
//
// It promises that a day is a function of its description: no clock, no randomness but
// what the day brings along, so that the same arrivals can be served in several orders
// and the figures be compared call by call. Desks are presence.Desk and items are
// routing.Item: what rings, is missed, is taken back or wrapped up follows the rules
// of those packages.
//
// It shows Decide a partial view, as the store does: of each line as many heads as
// there can be offers, and beside them whatever was tried or is held. The cost of an
// event is the number of lines and of agents with room, however many wait.
//
// Overflow rules act after each event, as routing.Item says which; it knows no expected waits,
// and does no transfers.
package virtual
