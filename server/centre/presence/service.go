package presence

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// How long a silent link keeps what.
const (
	SilentFor = 15 * time.Second // then grace: no offers
	LostAfter = 60 * time.Second // of grace: then work is re-queued
)

// Service is the use cases around an agent's presence.
type Service struct {
	tx    centre.Transactor[Store]
	clock centre.Clock
}

// New makes the service.
func New(tx centre.Transactor[Store], clock centre.Clock) *Service {
	return &Service{tx: tx, clock: clock}
}

// Declaration is what an agent, or a supervisor for them, says they do; routing
// carries it out, since work may ring at their desk.
type Declaration struct {
	Status Status
	Reason string
	Next   bool // when the last work ends
}

// Linked notes that the agent's console reaches us through node.
func (s *Service) Linked(ctx context.Context, id centre.AgentID, node centre.NodeID) (Desk, error) {
	return s.change(ctx, centre.Agent(id), id, func(d *Desk, now time.Time) error {
		d.Connect(node, now)
		return nil
	})
}

// change applies one pure change to a locked desk and notes it.
func (s *Service) change(ctx context.Context, by centre.Actor, id centre.AgentID, fn func(*Desk, time.Time) error) (Desk, error) {
	var desk Desk
	err := s.tx.Do(ctx, func(w Store) error {
		d, err := w.LockDesk(ctx, id)
		if err != nil {
			return err
		}
		now := s.clock()
		if err := fn(&d, now); err != nil {
			return err
		}
		desk = d
		return Save(ctx, w, by, &desk, now)
	})
	return desk, err
}

// Save keeps a changed desk and notes the change; other packages that change
// desks in their own transactions end with it.
func Save(ctx context.Context, w Store, by centre.Actor, d *Desk, now time.Time) error {
	if err := w.SaveDesk(ctx, d, now); err != nil {
		return err
	}
	return w.Append(ctx, Changed(by, d, now))
}

// Changed is the event of a desk that changed.
func Changed(by centre.Actor, d *Desk, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: "agent.state_changed", Actor: by,
		Subject: centre.Subject{Kind: "agent", ID: string(d.AgentID)},
		Topics:  []string{"agent:" + string(d.AgentID), "board"},
		Data: centre.Data{
			"status": d.Status, "reason": d.Reason, "next_status": d.NextStatus, "state": d.State,
			"link": d.Link, "load": d.Load, "version": d.Version, "link_since": d.LinkSince, "back_at": d.BackAt,
		},
	}
}
