// Package live pushes what happens to the screens that it concerns: agents'
// consoles, customers' chat widgets and boards, over WebSockets.
//
// It promises:
//
//   - one ordered stream per screen. Every event frame carries pos, its place in
//     the one order of the whole installation, and the subject's full new state,
//     so a client that applies pos after pos and drops what it knows is never wrong;
//   - a socket that comes back with the last pos it applied is told exactly what
//     its topics missed, or gets a snapshot when that is too much or no longer
//     kept. Never a window of time. A socket joins the live feed at a known pos
//     before the past is read, so nothing is lost or doubled between the two;
//   - the bus is a hint. Redis may drop messages, restart or be away: who sees a
//     gap in pos reads the stream, and each second everybody looks at its head;
//   - a batch of events costs one query per kind of subject, and none when no
//     screen on this node watches;
//   - a visitor sees only what a View gave as public: internal notes have no such
//     part and cannot leave by this door;
//   - an agent watches only what they reach (package agent): a ticket, customer,
//     contact or callback of another site is refused like one that never was, and
//     the work of a queue that they do not reach is not told under any topic,
//     unless it is their own. How far they reach is looked at when they come and
//     once a minute;
//   - a client that does not read is cut with a code that says come back, and
//     never holds up another. A bad frame is answered with an error and the
//     socket stays; who keeps sending them is cut with a code that says why.
//
// A socket lives no longer than the session that it was opened with: whatever ends
// a session is told, and ends its sockets on every node with code 4001.
//
// An agent is linked to this node while any socket of theirs lives here: several
// tabs count once. A node that stood still, and whose agents were given up meanwhile, says
// within seconds that they are here. What a broken link means, and when, is the presence
// service's business.
//
// The socket is never the truth: whatever it says can be read again over HTTP.
// All frames and close codes stand in frame.go.
package live
