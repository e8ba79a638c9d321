// Package call is the door for an external telephone system: it announces calls that
// wait there, and reports what becomes of them.
//
// It promises that a call announced twice is one contact, that a caller is recognised by
// their number, and that what the telephone system reports has its effect once, in
// whatever order and however often it comes. Media stays where it is; who is offered
// the call, and why, is decided here.
package call
