// Package zone is time as a person at a place reads it: IANA zones and the step
// from a wall clock to an instant.
//
// It promises that a wall-clock time is never silently moved: where clocks were
// put forward it does not exist, where they were put back it exists twice, and
// Instants says so. Zones come with the program, so that a machine without a
// zone database answers the same.
package zone
