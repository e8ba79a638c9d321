// Package floor is how the floor is laid out: its queues, their opening hours,
// who serves them and with which skills, and how their contacts may end.
//
// It promises that what is saved can be worked with: every field is checked and
// named when wrong, a supervisor changes the queues of their own site only, and
// who saves over a newer version is shown that version instead.
//
// A surge, that more comes to a queue than it can serve, is switched on by a supervisor or, where
// the queue allows it, by the wait that is expected; it always has an end, and a supervisor can end
// any. When it begins and ends by itself stands in gauge.go.
//
// What waits in a queue and who is offered it is package routing's; hours are
// reckoned in package calendar.
package floor
