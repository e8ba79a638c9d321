// Package bench measures a running server from outside, as its clients see it, and
// beside each figure a limit of the same machine in the same run: what the same
// Postgres, a bare gin or a bare socket can do.
//
// Load comes from this process, the server is another one, and both share the machine.
// It promises to measure what a client would: times run from the moment a request or a
// frame is sent to the moment its effect arrives, and what no client can see (the
// decision alone) says so in its note. A figure that a run cannot honestly give is null,
// with the reason; none is guessed or kept from an earlier run.
package bench
