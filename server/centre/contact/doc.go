// Package contact is a moment of truth: one interaction with a customer on one
// channel, from the moment they reach us until both sides are done.
//
// It promises that every contact has a customer and a queue, that who answered
// and when, how it ended and what the customer thought of it is kept with it, and
// that a contact is opened together with the work item that looks for an agent.
// What is said in it belongs to its channel's own package (chat, ticket, …).
package contact
