// Package permit decides whether a number may be dialled now: the gate before
// every dial.
//
// Decide is a pure function of the callee, the instant, a rule pack and the
// dials before. Rule packs are data with a version and a date from which they
// hold, each rule with its source; a decision names the pack that it used.
//
// It promises that no dial is allowed unless the callee's clock shows a lawful
// hour in every zone where the callee may be: the zone that they declared, that
// of their address and all those of the number's prefix. Where nothing is known
// about the place, nothing is allowed.
//
// A callback that a customer asked for is no telemarketing, and the law would
// allow it at any hour; the product keeps lawful hours for it all the same. The
// purpose, with its own rules in the pack, says which of the two a dial is.
package permit
