// Package agent is who works here: agents, supervisors and admins, their sites,
// teams and skills, how they sign in and what they may do.
//
// It promises:
//
//   - permissions stand in one table (permission.go); how far they reach is one
//     rule (below), asked by the doors of Scope and of nobody else;
//   - a wrong password and an unknown address get the same answer after the same
//     work, so that nobody learns who works here;
//   - a changed password and a deactivation end a person's other sessions with
//     the next request; a revoked token stops working within a second;
//   - nobody is deleted: what they did stays theirs. They are deactivated: their
//     desk is emptied, and their work goes back to its place in line.
//
// How far: an admin reaches everything. Everybody else reaches
//
//   - the queues of their site, and those in which they serve;
//   - a ticket, contact, callback or work item of such a queue, and what is their
//     own in any other: assigned to them, promised by them, at their desk or on
//     offer to them. What routing gives is always theirs to see;
//   - a customer of their site, one of no site, and the customer of work that is
//     their own; of one who was merged, the survivor counts;
//   - a person or team of their site, and who serves in a queue that they reach.
//
// What is out of reach is not there: NotFound, as if it never was, and left out
// of lists and searches. A customer's screen and timeline are part of the
// customer: who reaches one reads in headings what they had to do with other
// sites too, since who says hello must know of the complaint next door; the
// ticket itself is not opened by that. Sites, skills, calendars and fields are
// the company's and everybody's to read. An identity is one customer's in the
// whole company: taken elsewhere it is refused without saying whose it is.
//
// What an agent is doing right now (status, state, link) is package presence.
package agent
