// Package ticket is a case to solve: from the question that opened it to its
// resolution, over as many contacts as it takes.
//
// It promises:
//
//   - a ticket goes only where the table of moves lets it go, and is not solved
//     without a category and a resolution;
//   - who changes a ticket says which version they saw; of two agents who change
//     it at once the second is told what it has become;
//   - due times are business time of the queue's calendar. The first reply never
//     waits for anybody; the clock of the resolution stands still while the
//     customer is asked (pending), goes on where it stopped after a reopening, and
//     keeps what it counted when priority or queue change;
//   - a solved ticket is reopened by the customer's reply within seven days; after
//     that it is closed, and a reply opens a new one that follows it.
//
// It looks for an agent through package routing, once at a time, and its work follows
// every change in the same transaction. A ticket that is new or open and nobody's waits in
// the line of its queue; one that is given to a colleague, or opened again, waits there for
// its owner as long as they are there or on a break, and otherwise for anybody; it is taken
// off the desk of whoever had it before. Among other work that can wait it stands by the time when
// its first reply or its resolution is due, whichever comes first, and follows it when that moves. Who gives a ticket to themselves, or changes their
// own, has it before them. Pending, on hold or over it waits for nobody.
//
// It sends nothing to the customer: who writes a comment brings it to them.
package ticket
