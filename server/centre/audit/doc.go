// Package audit is the journal as those read it who ask afterwards what happened,
// when and by whom, and the auditor who compares it with what is kept.
//
// It gives what was noted, newest first, of everything or of one subject. It
// changes nothing, and knows no names and no texts: the journal holds none, so that
// a person can be forgotten. That nothing was changed afterwards is shown by the
// hash chain of the stream, which the store verifies.
//
// The auditor folds the journal as it grows and compares each item and desk that it
// speaks of with the tables and with the promises of routing; besides, it walks through
// all items in turn, so that what is changed behind the journal's back is found as well.
// It remembers how far it came, reads a bounded part at a time, each account in one
// statement and so as of one instant, and mends nothing.
package audit
