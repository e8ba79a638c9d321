package centre

import (
	"context"
	"time"
)

// KeyedRequest is a write that its sender may repeat: the same key from the
// same owner for the same operation has its effect once.
type KeyedRequest struct {
	Owner     string // who asks: the person, token or visitor
	Operation string // what is asked, of which thing: "POST /api/v1/tickets"
	Key       string
	Hash      []byte // of all that is asked, to tell a repetition from another request
	At        time.Time
}

// Answer is what the first request with a key was told; Status 0 while it has
// not been, or when the process ended between the change and its answer.
type Answer struct {
	Status int    `db:"status"`
	Body   []byte `db:"body"`
	Hash   []byte `db:"hash"` // of the request; empty when it was not noted
}

type beforehand struct{}

// Beforehand marks what may be done twice: what only prepares a keyed request's own
// transaction does not claim the key, and what is but a part of a task does not end it.
func Beforehand(ctx context.Context) context.Context {
	return context.WithValue(ctx, beforehand{}, true)
}

// IsBeforehand reports whether ctx was marked so.
func IsBeforehand(ctx context.Context) bool { return ctx.Value(beforehand{}) != nil }
