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
// all items in turn, those that only the journal still knows with them, so that what is changed
// or lost behind the journal's back is found as well. Nothing shortens the journal; were a
// month of it taken out, its items would be missed by their journal, and those that are gone
// as well by nobody but the hash chain.
//
// That work is served in order it checks within a line, where everybody sees all alike: whoever
// could be offered what stands behind could be offered what stands before it. Each offer made by
// turn is held against those who had stood there for ten seconds, so that every router had seen
// them, with nothing that keeps them from being next: held for an agent, let pass just now, kept
// from somebody, moved by a supervisor. Who took work or was given it out of its turn passes
// nobody. Between lines it checks nothing: what came before what there the rules alone say,
// which may have been others then.
//
// It remembers how far it came, reads a bounded part at a time, each account in one
// statement and so as of one instant, and mends nothing.
package audit
