// Package demo is Northlight, the invented company that a newcomer finds: its people,
// queues, customers and their history.
//
// It is made through the same services as everything else, at times of its own in the
// past, so that the rules hold for it and the journal has it. Nothing in it is real:
// telephone numbers are of ranges kept for fiction, addresses end in example.com.
package demo
