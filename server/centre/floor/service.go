package floor

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// Service is what can be done about the floor's layout.
type Service struct {
	tx    centre.Transactor[Store]
	read  Reader
	clock centre.Clock
}

// New makes the service.
func New(tx centre.Transactor[Store], read Reader, clock centre.Clock) *Service {
	return &Service{tx: tx, read: read, clock: clock}
}

// page reads a page of a list that runs by name.
func page[T any](ctx context.Context, p centre.Page, read func(context.Context, centre.Named, int) ([]T, error), key func(T) centre.Named) (centre.List[T], error) {
	after, err := p.AfterName()
	if err != nil {
		return centre.List[T]{}, err
	}
	rows, err := read(ctx, after, p.Size()+1)
	if err != nil {
		return centre.List[T]{}, err
	}
	return centre.ListByName(rows, p.Size(), key), nil
}

// stale is what somebody gets who saves over a newer version.
func stale(what string, current any) error {
	return centre.Raced("version_conflict", "somebody changed this "+what+" meanwhile", current)
}

func event(subject, id, what string, by agent.Caller, now time.Time, topics ...string) centre.Event {
	return centre.Event{At: now, Kind: subject + "." + what, Actor: by.Actor, Subject: centre.Subject{Kind: subject, ID: id}, Topics: topics}
}
