package centre

import "time"

// KeyedRequest is a write that its sender may repeat: the same key from the
// same owner for the same operation has its effect once.
type KeyedRequest struct {
	Owner     string // who asks: the person, token or visitor
	Operation string // what is asked, of which thing: "POST /api/v1/tickets"
	Key       string
	At        time.Time
}

// Answer is what the first request with a key was told; Status 0 while it has
// not been, or when the process ended between the change and its answer.
type Answer struct {
	Status int    `db:"status"`
	Body   []byte `db:"body"`
}
