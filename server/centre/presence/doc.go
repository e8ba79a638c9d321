// Package presence is whether an agent is there and what they carry.
//
// Status is what the agent declares, link is whether their console reaches us,
// state is what we see from both and from the work they hold. It promises:
//
//   - every change of any of them is a row of the state log and an event; an
//     agent's intervals have neither gaps nor overlaps;
//   - work is only offered to those who declared themselves available, whose
//     link is connected, and who did not just miss an offer;
//   - a request to go away takes effect when the last work ends, and no offer is
//     made after it was committed;
//   - a link silent for 15 s is in grace: offers are withdrawn, work is kept; after 60 s
//     it is lost: the work goes back to its place in line.
//
// It does not decide who gets what; that is routing's.
package presence
