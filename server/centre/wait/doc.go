// Package wait tells how long those in line will wait, and what of it to say aloud.
//
// The estimate is the delay of a line with abandonment, QLm of Whitt 1999: with k people
// ahead, agents who take m people a second and each of those who wait leaving at a rate
// θ, the wait is Σ 1/(m+iθ) for i from 0 to k. Both rates are folded from what happened
// in the last hour, so that nobody has to set them and a change of staff shows within a
// quarter of an hour. It promises:
//
//   - position counts those ahead whom an agent could serve who could serve this one too,
//     in the order in which the router serves them: with the head start of their queues, and
//     without the agents who are kept from a customer;
//   - what is announced is the 80th percentile, rounded up: four of five wait less;
//   - nothing is announced where nobody is there to answer, or nothing is known yet;
//   - the same customer never hears a worse position: when somebody of higher rank came
//     in between, the time alone is told until the place told before is reached;
//   - a call instead of waiting is offered to who is expected to wait longer than their queue
//     sets, in a surge to everybody, if their turn comes ten minutes before it closes at the
//     latest; not to who was offered one by an overflow rule, which offers none in its turn to
//     who has this one before them.
//
// It decides nothing: routing orders the line, and this package looks at it.
package wait
