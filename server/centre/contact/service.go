package contact

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Service is the use cases around contacts.
type Service struct {
	tx      centre.Transactor[Store]
	reader  Reader
	clock   centre.Clock
	routing *routing.Service
	tickets OpenTicket
}

// OpenTicket makes a ticket out of a contact, in the contact's own transaction.
type OpenTicket func(ctx context.Context, w Store, by centre.Actor, c Contact, t NewTicket, now time.Time) error

// NewTicket is a case that a contact leaves behind.
type NewTicket struct {
	Subject  string
	Priority int // 1…5
}

// New makes the service. Routing is given by Route, since routing follows contacts.
func New(tx centre.Transactor[Store], reader Reader, clock centre.Clock, tickets OpenTicket) *Service {
	return &Service{tx: tx, reader: reader, clock: clock, tickets: tickets}
}

// Route tells the service who routes.
func (s *Service) Route(r *routing.Service) { s.routing = r }

// Opening is a contact that begins.
type Opening struct {
	Channel    routing.Channel
	Direction  Direction
	CustomerID centre.CustomerID
	Tier       string
	QueueID    centre.QueueID
	Subject    string
	Page       *Page
	ExternalID string
	Preferred  centre.AgentID
}

// preferredFor is how long a returning customer waits for the agent who knows them.
const preferredFor = 60 * time.Second

// Open begins a contact and puts it in line, in the transaction of the door that met it.
func Open(ctx context.Context, w Store, by centre.Actor, o Opening, now time.Time) (Contact, routing.Item, error) {
	c := Contact{
		ID: centre.NewID[centre.ContactID](), Channel: o.Channel, Direction: o.Direction, CustomerID: o.CustomerID,
		QueueID: o.QueueID, Subject: o.Subject, OpenedAt: now, Page: o.Page, ExternalID: o.ExternalID,
		Custom: field.Values{}, Version: 1,
	}
	if c.Direction == "" {
		c.Direction = In
	}
	if err := w.AddContact(ctx, &c); err != nil {
		return c, routing.Item{}, err
	}
	if err := w.Append(ctx, c.event("contact.opened", by, now)); err != nil {
		return c, routing.Item{}, err
	}
	it, err := routing.Arrive(ctx, w, by, routing.Arrival{
		QueueID: o.QueueID, Channel: o.Channel, ContactID: c.ID, CustomerID: o.CustomerID, Tier: o.Tier,
		PreferredAgent: o.Preferred, PreferredFor: preferredFor,
	}, now)
	return c, it, err
}

// Accepted notes who answered; it follows routing.
func (s *Service) Accepted(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return s.follow(ctx, w, it, "contact.answered", now, func(c *Contact) {
		c.AgentID = it.AgentID
		if c.AnsweredAt == nil {
			c.AnsweredAt = &now
		}
	})
}

// Ended notes that the customer's part is over; it follows routing.
func (s *Service) Ended(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return s.follow(ctx, w, it, "contact.closed", now, func(c *Contact) {
		c.ClosedAt, c.Outcome = &now, string(it.State)
		if it.State == routing.WrapUp {
			c.Outcome = string(routing.Completed)
		}
	})
}

func (s *Service) follow(ctx context.Context, w Store, it routing.Item, kind string, now time.Time, change func(*Contact)) error {
	if it.ContactID == "" {
		return nil
	}
	c, err := w.LockContact(ctx, it.ContactID)
	if err != nil {
		return err
	}
	if c.ClosedAt != nil {
		return nil
	}
	change(&c)
	return save(ctx, w, &c, kind, centre.System, now)
}

func save(ctx context.Context, w Store, c *Contact, kind string, by centre.Actor, now time.Time) error {
	if err := w.SaveContact(ctx, c); err != nil {
		return err
	}
	return w.Append(ctx, c.event(kind, by, now))
}

// Result is what an agent says of a contact when wrap-up ends.
type Result struct {
	DispositionID centre.DispositionID
	Note          string
	Ticket        *NewTicket
}

// Finish ends wrap-up with what the agent says of the contact.
func (s *Service) Finish(ctx context.Context, agent centre.AgentID, id centre.ItemID, r Result) (routing.Item, error) {
	var item routing.Item
	err := s.tx.Do(ctx, func(w Store) error {
		now := s.clock()
		it, err := s.routing.Finish(ctx, w, agent, id, r.DispositionID != "", now)
		if err != nil {
			return err
		}
		item = it
		if it.ContactID == "" {
			return nil
		}
		c, err := w.LockContact(ctx, it.ContactID)
		if err != nil {
			return err
		}
		if r.DispositionID != "" {
			c.DispositionID = r.DispositionID
		}
		if r.Note != "" {
			c.Note = r.Note
		}
		if err := save(ctx, w, &c, "contact.finished", centre.Agent(agent), now); err != nil || r.Ticket == nil {
			return err
		}
		return s.tickets(ctx, w, centre.Agent(agent), c, *r.Ticket, now)
	})
	return item, err
}

// Change is what may be put right on a contact afterwards; nil leaves a thing as it is.
type Change struct {
	Version int // as last seen
	Subject *string
	Note    *string
	Custom  field.Values // by key; nil takes one away
}

// Edit changes a contact, unless somebody else did so first.
func (s *Service) Edit(ctx context.Context, by centre.Actor, id centre.ContactID, change Change) (Contact, error) {
	var c Contact
	err := s.tx.Do(ctx, func(w Store) error {
		var err error
		if c, err = w.LockContact(ctx, id); err != nil {
			return err
		}
		if c.Version != change.Version {
			return centre.Raced("version_conflict", "somebody changed this contact meanwhile", c)
		}
		if change.Subject != nil {
			c.Subject = *change.Subject
		}
		if change.Note != nil {
			c.Note = *change.Note
		}
		defs, err := w.Fields(ctx, field.Contact)
		if err != nil {
			return err
		}
		if c.Custom, err = field.Change(defs, c.Custom, change.Custom); err != nil {
			return err
		}
		return save(ctx, w, &c, "contact.changed", by, s.clock())
	})
	return c, err
}

// Contact gives one contact.
func (s *Service) Contact(ctx context.Context, id centre.ContactID) (Contact, error) {
	return s.reader.Contact(ctx, id)
}

// Of gives a page of a customer's contacts, the latest first.
func (s *Service) Of(ctx context.Context, id centre.CustomerID, p centre.Page) (centre.List[Contact], error) {
	return s.reader.ContactsOf(ctx, id, p)
}

// Browse keeps where the customer is now; nil when they would rather not say. A contact
// that is closed stays as it was.
func Browse(ctx context.Context, w Store, by centre.Actor, c *Contact, page *Page, now time.Time) error {
	if c.ClosedAt != nil || page == c.Page || page != nil && c.Page != nil && *page == *c.Page {
		return nil
	}
	c.Page = page
	return save(ctx, w, c, "contact.page_changed", by, now)
}

// Rate keeps what the customer thought of the contact.
func Rate(ctx context.Context, w Store, by centre.Actor, c *Contact, score int, text string, now time.Time) error {
	c.Rating, c.RatingText = &score, text
	return save(ctx, w, c, "contact.rated", by, now)
}
