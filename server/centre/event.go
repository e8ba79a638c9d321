package centre

import (
	"context"
	"time"
)

// Event is something that happened, in the past tense: "offer.made".
//
// Data holds ids, enums and numbers only; personal text lives in its own rows,
// so that erasing a person never touches the journal.
type Event struct {
	ID      int64 // given by the journal while the subject's row is locked; 0 before
	At      time.Time
	Kind    string
	Actor   Actor
	Subject Subject
	Topics  []string // whose screens this concerns: "agent:<id>", "contact:<id>", "queue:<id>", …
	Data    Data
}

// Subject is the thing that an event is about.
type Subject struct {
	Kind string `json:"kind"` // "item", "offer", "agent", "message", "ticket", "callback", …
	ID   string `json:"id"`
}

// Data is the small, impersonal body of an event.
type Data map[string]any

// Journal is where every change is noted, inside the change's own transaction.
type Journal interface {
	// Append notes events in the order given, before the transaction ends. The rows they
	// are about must be locked by it, so that order per subject is commit order.
	Append(ctx context.Context, events ...Event) error
}

// Transactor runs a use case in one transaction. W is the part of the store
// that the use case needs; fn may run more than once when the database asks for
// a retry, so it must have no effect outside W.
type Transactor[W any] interface {
	Do(ctx context.Context, fn func(W) error) error
}

// Clock tells the time. Rules take times; services take a clock.
type Clock func() time.Time
