// Package simulate has customers and agents of our making use the product as people do:
// over the public chat socket and the console's own, against a running server. Calls come in
// as they do from a telephone system, at the REST door, with a token; their callers and agents
// live by a clock that is given, which may go faster than ours and stand still.
//
// It promises to be a client like any other: it imports nothing of the server, waits for
// what a person would wait for, comes back with its last position when a socket ends, and
// sends again with the same client id what was not acknowledged. What it counts is what
// it saw; Check then asks the database whether it saw the truth.
package simulate
