package sql_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// shift is a floor at work: the services around contacts on a clock that the test
// moves.
type shift struct {
	*sqltest.Floor
	*sqltest.Clock
	t        *testing.T
	ctx      context.Context
	routing  *routing.Service
	spills   *routing.Spiller
	waits    *wait.Service
	contacts *contact.Service
	chats    *chat.Service
	presence *presence.Service
}

var shiftBegins = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func newShift(t *testing.T) *shift {
	t.Helper()
	s := &shift{Floor: sqltest.NewFloor(t), Clock: sqltest.ClockAt(shiftBegins), t: t, ctx: context.Background()}
	s.contacts = contact.New(sql.Transact[contact.Store](s.Store), s.Store.Read(), s.Now, contact.Tickets{
		Open: func(ctx context.Context, w contact.Store, by centre.Actor, c contact.Contact, t contact.NewTicket, now time.Time) error {
			_, err := ticket.Begin(ctx, w.(ticket.Store), by, ticket.Draft{Subject: t.Subject, Priority: t.Priority, QueueID: c.QueueID, CustomerID: c.CustomerID, ContactID: c.ID}, now)
			return err
		},
		Note: func(ctx context.Context, w contact.Store, by centre.Actor, id centre.TicketID, text string, now time.Time) error {
			return ticket.Note(ctx, w.(ticket.Store), by, id, text, now)
		},
	})
	s.routing = routing.New(sql.Transact[routing.Batch](s.Store), s.Now, routing.Follows{
		Accepted:    []routing.Follow{follow(s.contacts.Accepted), follow(ticket.Accepted), follow(callback.Accepted)},
		Released:    []routing.Follow{follow(ticket.Released), follow(callback.Released)},
		Transferred: []routing.Follow{follow(s.contacts.Transferred), follow(ticket.Transferred)},
		Ended:       []routing.Follow{follow(s.contacts.Ended), follow(callback.Ended)},
		Unsaid:      []routing.Follow{follow(s.contacts.Unsaid)},
	})
	s.contacts.Route(s.routing)
	s.chats = chat.New(sql.Transact[chat.Store](s.Store), s.Store.Read(), s.Now, s.routing,
		func(_ context.Context, _ chat.Store, id centre.CustomerID, _, _ string, _ time.Time) (centre.CustomerID, error) {
			return id, nil
		}, sqltest.Rejoin)
	s.waits = wait.New(s.Store.Read(), s.Now)
	s.spills = routing.NewSpiller(sql.Transact[routing.SpillWork](s.Store), s.Store.Read(), s.waits, s.routing,
		spill(s.chats.Overflowed), spill(s.contacts.Overflowed))
	s.presence = presence.New(sql.Transact[presence.Store](s.Store), s.Now)
	return s
}

// follow lets a service that needs the part W of the store follow routing.
func follow[W any](f func(context.Context, W, routing.Item, time.Time) error) routing.Follow {
	return func(ctx context.Context, w routing.Work, it routing.Item, now time.Time) error {
		return f(ctx, w.(W), it, now)
	}
}

// spill lets a service that needs the part W of the store follow overflow rules.
func spill[W any](f func(context.Context, W, routing.Item, routing.Overflow, time.Time) error) routing.SpillFollow {
	return func(ctx context.Context, w routing.Work, it routing.Item, r routing.Overflow, now time.Time) error {
		return f(ctx, w.(W), it, r, now)
	}
}

// must fails the test with an error.
func (s *shift) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// decide lets the router decide until there is nothing left, and gives the number of offers.
func (s *shift) decide() int {
	s.t.Helper()
	all := 0
	for {
		made, err := s.routing.Round(s.ctx, s.Site)
		s.must(err)
		if all += made; made == 0 {
			return all
		}
	}
}

// rings gives the offers that ring at an agent's desk.
func (s *shift) rings(agent centre.AgentID) []routing.OfferCard {
	s.t.Helper()
	offers, _, err := s.Store.Read().HeldCards(s.ctx, agent)
	s.must(err)
	return offers
}

// ring gives the one offer that rings at an agent's desk.
func (s *shift) ring(agent centre.AgentID) centre.OfferID {
	s.t.Helper()
	offers := s.rings(agent)
	if len(offers) != 1 {
		s.t.Fatalf("%d offers ring at the desk, want one", len(offers))
	}
	return offers[0].ID
}

// accepts lets the agent take what rings.
func (s *shift) accepts(agent centre.AgentID) centre.ItemID {
	s.t.Helper()
	it, err := s.routing.Accept(s.ctx, agent, s.ring(agent))
	s.must(err)
	return it.ID
}

func (s *shift) item(id centre.ItemID) routing.Card {
	s.t.Helper()
	cards, err := s.Store.Read().ItemCards(s.ctx, []centre.ItemID{id})
	s.must(err)
	if len(cards) != 1 {
		s.t.Fatalf("there is no item %s", id)
	}
	return cards[0]
}

func (s *shift) contact(id centre.ContactID) contact.Contact {
	s.t.Helper()
	c, err := s.Store.Read().Contact(s.ctx, id)
	s.must(err)
	return c
}

func (s *shift) desk(agent centre.AgentID) presence.Desk {
	s.t.Helper()
	desks, err := s.Store.Read().Desks(s.ctx, []centre.AgentID{agent})
	s.must(err)
	return desks[0]
}

// wantItem fails the test unless the item is in the state, held by the agent, in its place.
func (s *shift) wantItem(id centre.ItemID, state routing.State, agent centre.AgentID, arrived time.Time) {
	s.t.Helper()
	it := s.item(id)
	if it.State != state || it.AgentID != agent {
		s.t.Errorf("the item is %s at %q, want %s at %q", it.State, it.AgentID, state, agent)
	}
	if !it.EnqueuedAt.Equal(arrived) {
		s.t.Errorf("the item's place is %s, it arrived at %s", it.EnqueuedAt, arrived)
	}
}

// wantDesk fails the test unless the desk is seen so, at that load.
func (s *shift) wantDesk(agent centre.AgentID, state presence.State, load int) {
	s.t.Helper()
	if d := s.desk(agent); d.State != state || d.Load != load {
		s.t.Errorf("the desk is %s at load %d, want %s at %d", d.State, d.Load, state, load)
	}
}

// wantCode fails the test unless err is a conflict of that code.
func (s *shift) wantCode(err error, code string) {
	s.t.Helper()
	if !centre.IsKind(err, centre.Conflict) || !centre.IsCode(err, code) {
		s.t.Errorf("got %v, want a conflict %s", err, code)
	}
}

// leaves lets the customer go away.
func (s *shift) leaves(id centre.ContactID) {
	s.t.Helper()
	s.must(s.Store.Do(s.ctx, func(w *sql.Work) error {
		return s.routing.Leave(s.ctx, w, centre.System, id, s.Now())
	}))
}
