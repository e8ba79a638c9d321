package ticket

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Service is the use cases around tickets.
type Service struct {
	tx    centre.Transactor[Store]
	read  Reader
	clock centre.Clock
}

// NewService makes the service.
func NewService(tx centre.Transactor[Store], read Reader, clock centre.Clock) *Service {
	return &Service{tx: tx, read: read, clock: clock}
}

// Ticket gives one ticket.
func (s *Service) Ticket(ctx context.Context, id centre.TicketID) (Ticket, error) {
	return s.read.Ticket(ctx, id)
}

// Tickets gives a page of tickets, the one changed last first.
func (s *Service) Tickets(ctx context.Context, f Filter, p centre.Page) (centre.List[Ticket], error) {
	return s.read.Tickets(ctx, f, p)
}

// Comments gives a page of what was said about a ticket, the latest first.
func (s *Service) Comments(ctx context.Context, id centre.TicketID, p centre.Page) (centre.List[Comment], error) {
	return s.read.Comments(ctx, id, p)
}

// Begin opens a ticket.
func (s *Service) Begin(ctx context.Context, by centre.Actor, d Draft) (Ticket, error) {
	var t Ticket
	err := s.tx.Do(ctx, func(w Store) (err error) {
		t, err = Begin(ctx, w, by, d, s.clock())
		return err
	})
	return t, err
}

// Edit changes a ticket, unless somebody else did so first.
func (s *Service) Edit(ctx context.Context, by centre.Actor, id centre.TicketID, e Edit) (Ticket, error) {
	if err := e.check(); err != nil {
		return Ticket{}, err
	}
	return s.change(ctx, by, id, func(w Store, t *Ticket, now time.Time) error {
		if t.Version != e.Version {
			return centre.Outdated(ctx, w, string(t.ID), e.Version, *t)
		}
		custom, err := ownFields(ctx, w, t.Custom, e.Custom)
		if err != nil {
			return err
		}
		return alter(ctx, w, by, t, "", now, func() error { return e.apply(t, custom, now) })
	})
}

// Comment notes what somebody says about a ticket and what follows from it: an
// agent's answer opens a new ticket, a customer's opens one that was solved. To
// a ticket that is closed the customer's words open another, which follows it.
func (s *Service) Comment(ctx context.Context, by centre.Actor, id centre.TicketID, r Remark) (Comment, error) {
	if err := r.check(); err != nil {
		return Comment{}, err
	}
	var c Comment
	_, err := s.change(ctx, by, id, func(w Store, t *Ticket, now time.Time) error {
		about := t
		if r.From == FromCustomer && !t.reopenable(now) {
			next, err := Begin(ctx, w, by, t.successor(), now)
			if err != nil {
				return err
			}
			about = &next
		}
		var err error
		if c, err = say(ctx, w, by, about, r, now); err != nil {
			return err
		}
		return alter(ctx, w, by, about, "ticket.commented", now, func() error { return about.hear(c, r.State, now) })
	})
	return c, err
}

// Note keeps a remark for colleagues, in the transaction of who put the ticket down.
func Note(ctx context.Context, w Store, by centre.Actor, id centre.TicketID, text string, now time.Time) error {
	r := Remark{Text: text, Internal: true}
	if err := r.check(); err != nil {
		return err
	}
	t, err := w.LockTicket(ctx, id)
	if err != nil {
		return err
	}
	c, err := say(ctx, w, by, &t, r, now)
	if err != nil {
		return err
	}
	return alter(ctx, w, by, &t, "ticket.commented", now, func() error { return t.hear(c, "", now) })
}

// Close closes a ticket that has been solved for seven days. Doing so twice, or
// after it was opened again, changes nothing; before its time it is centre.Early.
func (s *Service) Close(ctx context.Context, id centre.TicketID) error {
	return s.tx.Do(ctx, func(w Store) error {
		now := s.clock()
		t, err := w.LockTicket(ctx, id)
		if err != nil || t.State != Solved {
			return err
		}
		if early := t.SolvedAt.Add(ReopenFor).Sub(now); early > 0 {
			return centre.Early(early)
		}
		return alter(ctx, w, centre.System, &t, "", now, func() error { return t.move(Closed, now) })
	})
}
