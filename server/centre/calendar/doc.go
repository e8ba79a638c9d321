// Package calendar is opening hours: when a queue is open and how much business
// time lies between two instants.
//
// Hours are wall-clock times of the calendar's zone; what elapses is counted in
// instants. So 01:00–04:00 is two hours on the night when clocks go forward and
// four when they go back, and a day that is open round the clock has 23 or 25.
// An instant is open exactly when the clock on the wall shows an open time: the
// algorithm walks the stretches of constant offset and cuts each day's hours
// out of them, and never multiplies minutes by days.
//
// A date with an exception has the exception's hours and no others. Without
// one, a public holiday and the day on which it is observed are closed.
//
// It will not search further than five years ahead: a calendar that is not open
// by then is never open.
package calendar
