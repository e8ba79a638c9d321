// Package callback is a promise to call: made for a time on the customer's own
// clock, inside lawful hours, and counted as kept, moved or broken.
//
// It promises:
//
//   - a promise is due at the instant at which the customer's clock shows the time
//     that they were told, clock changes included; a time that does not exist is
//     refused, of one that comes twice the first is meant, and both are explained;
//   - nothing is promised outside lawful hours (package permit) and nothing is
//     dialled without a permit that is valid at that instant; refused permits are
//     kept as well;
//   - for ten minutes from its time it is offered to its owner alone, in whatever queue
//     and with whatever skills, and then to anyone who serves the queue, the owner
//     first. The owner's other work, a break and a console that is silent for a moment
//     are waited out; who signed out, was lost or leaves after their last contact is
//     passed over at once, and so is for half a minute who let it pass;
//   - a callback in queue is promised to who waits, for when it is their turn: the work item stays
//     the one that it is and keeps its place, which the customer cannot lose by going away; they
//     may name another number, which counts from then on, or take it back and wait themselves, and whoever comes back to the queue has it again. A
//     number has one in a queue. Who is not reached keeps the place for one more try;
//   - the same promise made twice is one, and every task may come twice;
//   - a promise that nobody tried to keep before its window ends is broken, and
//     says so; nobody answering is tried again after 5, 15 and 60 minutes, within
//     lawful hours, and then it is broken too;
//   - leave given to an external telephone system is good for a minute and for one dial;
//     a dial of which nobody says how it went counts as unanswered after an hour, and one
//     that could not be made is tried again as if nobody had answered.
//
// Who dials is behind Dialler, a click-to-call link today, or an external telephone
// system by Leave, Use and Report. Whether the line was answered is what the agent says
// (Outcome), or that system.
package callback
