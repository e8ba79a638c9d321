package field

import (
	"context"
	"fmt"

	"switchboard/server/centre"
)

// Service is the use cases of an administrator.
type Service struct {
	tx    centre.Transactor[Store]
	read  Reader
	clock centre.Clock
}

// New makes the service.
func New(tx centre.Transactor[Store], read Reader, clock centre.Clock) *Service {
	return &Service{tx: tx, read: read, clock: clock}
}

// Fields gives an entity's definitions in the order in which screens show them;
// of every entity when it is empty.
func (s *Service) Fields(ctx context.Context, entity Entity) ([]Definition, error) {
	return s.read.Fields(ctx, entity)
}

// Page gives a page of them.
func (s *Service) Page(ctx context.Context, entity Entity, p centre.Page) (centre.List[Definition], error) {
	all, err := s.read.Fields(ctx, entity)
	if err != nil {
		return centre.List[Definition]{}, err
	}
	return centre.ListOfAll(all, p, func(d Definition) string {
		return fmt.Sprintf("%s %020d %s", d.Entity, int64(d.Position)+1<<62, d.Key) // as they run, for positions below zero too
	})
}

// Define adds a field; ID and Version are given here.
func (s *Service) Define(ctx context.Context, by centre.Actor, d Definition) (Definition, error) {
	d.ID, d.Version = centre.NewID[ID](), 1
	if err := d.Check(); err != nil {
		return Definition{}, err
	}
	err := s.tx.Do(ctx, func(w Store) error {
		if err := w.AddField(ctx, d); err != nil {
			return err
		}
		return w.Append(ctx, s.event("field.defined", by, d))
	})
	return d, err
}

// Edit is what may be changed about a field; nil leaves it.
type Edit struct {
	Label    *string
	Choices  *[]string
	Position *int
	OnOffer  *bool
}

// Edit changes a field as it is known by its version.
func (s *Service) Edit(ctx context.Context, by centre.Actor, id ID, version int, e Edit) (Definition, error) {
	var d Definition
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if d, err = w.LockField(ctx, id); err != nil {
			return err
		}
		if d.Version != version {
			return centre.Raced("version_conflict", "the field was changed meanwhile", d)
		}
		if d = e.apply(d); d.Check() != nil {
			return d.Check()
		}
		if err := w.SaveField(ctx, d); err != nil {
			return err
		}
		return w.Append(ctx, s.event("field.changed", by, d))
	})
	return d, err
}

// Remove takes a definition away; the values that rows hold stay unseen.
func (s *Service) Remove(ctx context.Context, by centre.Actor, id ID) error {
	return s.tx.Do(ctx, func(w Store) error {
		d, err := w.LockField(ctx, id)
		if err != nil {
			return err
		}
		if err := w.RemoveField(ctx, id); err != nil {
			return err
		}
		return w.Append(ctx, s.event("field.removed", by, d))
	})
}

func (e Edit) apply(d Definition) Definition {
	if e.Label != nil {
		d.Label = *e.Label
	}
	if e.Choices != nil {
		d.Choices = *e.Choices
	}
	if e.Position != nil {
		d.Position = *e.Position
	}
	if e.OnOffer != nil {
		d.OnOffer = *e.OnOffer
	}
	d.Version++
	return d
}

func (s *Service) event(kind string, by centre.Actor, d Definition) centre.Event {
	return centre.Event{
		At: s.clock(), Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "field", ID: string(d.ID)},
		Data:    centre.Data{"entity": d.Entity, "type": d.Type, "version": d.Version},
	}
}
