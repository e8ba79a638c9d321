// Package agent is who works here: agents, supervisors and admins, their sites,
// teams and skills, how they sign in and what they may do.
//
// It promises:
//
//   - permissions stand in one table (permission.go); a supervisor reaches what
//     belongs to their own site, an admin everything;
//   - a wrong password and an unknown address get the same answer after the same
//     work, so that nobody learns who works here;
//   - a changed password and a deactivation end a person's other sessions with
//     the next request; a revoked token stops working within a second;
//   - nobody is deleted: what they did stays theirs. They are deactivated: their
//     desk is emptied, and their work goes back to its place in line.
//
// What an agent is doing right now (status, state, link) is package presence.
package agent
