// Package audit is the journal as those read it who ask afterwards what happened,
// when and by whom.
//
// It gives what was noted, newest first, of everything or of one subject. It
// changes nothing, and knows no names and no texts: the journal holds none, so that
// a person can be forgotten. That nothing was changed afterwards is shown by the
// hash chain of the stream, which the store verifies.
package audit
