// Package visit is what a visitor of a web page may do besides chatting: see
// whether anybody is there, and leave a note that becomes a ticket.
//
// What they say in a chat belongs to package chat, a call that they ask for to
// package callback.
package visit
