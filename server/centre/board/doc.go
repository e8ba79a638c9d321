// Package board is the floor as it is now and today so far: queues, agents,
// totals and what needs somebody's attention.
//
// Every figure is a fold of the tables at one instant: no counter is kept, so
// none can be wrong. Ratios are made of summed numerators and denominators; one
// without a denominator is nothing, never 0 or 100 %. It promises:
//
//   - waiting, longest and oldest speak of all work in line, on every channel;
//   - what was offered, answered and abandoned today, the service level and the
//     speed of answer speak of people who wait in person: call, chat, walk-in.
//     Tickets and mail have clocks of their own, callbacks are promises;
//   - a contact belongs to the day, by its queue's own zone, in which it
//     arrived, and to the queue it is in;
//   - the service level is SL1: answered within target, of all offered but those
//     who left within target. Who waits longer than the target counts as missed
//     already; who waits shorter does not count yet.
//
// It does not push: the live door does, to those who watch.
package board
