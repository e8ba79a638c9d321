// Package centre is the business of a call centre: who works here, who calls,
// what waits, who is offered what and why.
//
// It promises to know no technology: no SQL, no HTTP, no sockets, no clock but
// the one given. Its sub-packages hold one idea each (agent, customer, contact,
// chat, ticket, callback, routing, …): types and rules, the use cases that a
// door may call, and the small interface of what must be kept. This package
// itself holds only what all of them speak: identities, actors, events, faults
// and the transaction.
package centre
