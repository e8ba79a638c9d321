// Package floor is how the floor is laid out: its queues, their opening hours,
// who serves them and with which skills, and how their contacts may end.
//
// It promises that what is saved can be worked with: every field is checked and
// named when wrong, a supervisor changes the queues of their own site only, and
// who saves over a newer version is shown that version instead.
//
// What waits in a queue and who is offered it is package routing's; hours are
// reckoned in package calendar.
package floor
