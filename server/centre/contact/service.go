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
	tickets Tickets
}

// Tickets is what becomes of tickets around contacts, in the contacts' own transactions.
type Tickets struct {
	Open OpenTicket
	Note NoteTicket
}

// NoteTicket keeps what an agent says of their work on a ticket, for colleagues alone.
type NoteTicket func(ctx context.Context, w Store, by centre.Actor, id centre.TicketID, text string, now time.Time) error

// OpenTicket makes a ticket out of a contact, in the contact's own transaction.
type OpenTicket func(ctx context.Context, w Store, by centre.Actor, c Contact, t NewTicket, now time.Time) error

// NewTicket is a case that a contact leaves behind.
type NewTicket struct {
	Subject  string
	Priority int // 1…5
}

// New makes the service. Routing is given by Route, since routing follows contacts.
func New(tx centre.Transactor[Store], reader Reader, clock centre.Clock, tickets Tickets) *Service {
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
	CallbackID centre.CallbackID
	Preferred  centre.AgentID
	Custom     field.Values // the company's own fields, for rules to go by
	Phone      string       // of who calls; empty: not known
}

// Rejoin gives a contact that begins the place that is kept in its queue for its customer, who
// was to be called; false when there is none. Phone is the caller's number, if it is known.
type Rejoin func(ctx context.Context, w Store, by centre.Actor, c Contact, phone string, now time.Time) (routing.Item, bool, error)

// CalledBack is the outcome of a contact whose customer waited in it and chose to be called instead.
const CalledBack = "callback"

// Begin opens a contact for which no agent has to be found.
func Begin(ctx context.Context, w Opener, by centre.Actor, o Opening, now time.Time) (Contact, error) {
	c := Contact{
		ID: centre.NewID[centre.ContactID](), Channel: o.Channel, Direction: o.Direction, CustomerID: o.CustomerID,
		QueueID: o.QueueID, Subject: o.Subject, OpenedAt: now, Page: o.Page, ExternalID: o.ExternalID, CallbackID: o.CallbackID,
		Version: 1,
	}
	var err error
	if c.Custom, err = ownFields(ctx, w, nil, o.Custom); err != nil {
		return c, err
	}
	if c.Direction == "" {
		c.Direction = In
	}
	if c.Direction == Out && by.Kind == centre.ByAgent {
		c.AgentID = centre.AgentID(by.ID)
	}
	if err := w.AddContact(ctx, &c); err != nil {
		return c, err
	}
	return c, w.Append(ctx, c.event("contact.opened", by, now))
}

// Open begins a contact and puts it in line, in the transaction of the door that met it: in the
// place that is kept for its customer if they were to be called, and otherwise at the end.
func Open(ctx context.Context, w Store, by centre.Actor, o Opening, rejoin Rejoin, now time.Time) (Contact, routing.Item, error) {
	c, err := Begin(ctx, w, by, o, now)
	if err != nil {
		return c, routing.Item{}, err
	}
	if it, kept, err := rejoin(ctx, w, by, c, o.Phone, now); err != nil || kept {
		return c, it, err
	}
	it, err := routing.Arrive(ctx, w, by, routing.Arrival{
		QueueID: o.QueueID, Channel: o.Channel, ContactID: c.ID, CustomerID: o.CustomerID, Tier: o.Tier,
		PreferredAgent: o.Preferred,
	}, now)
	return c, it, err
}

// waitedFor reports whether the item is a callback in queue, and the contact the one in which its
// customer waited before.
func waitedFor(it routing.Item, c *Contact) bool {
	return it.Channel == routing.Callback && c.Channel != routing.Callback
}

// Accepted notes who answered; it follows routing. Who is to be called was not answered yet.
func (s *Service) Accepted(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return s.follow(ctx, w, it, "contact.answered", now, func(c *Contact) bool {
		if waitedFor(it, c) {
			return false
		}
		c.AgentID = it.AgentID
		if c.AnsweredAt == nil {
			c.AnsweredAt = &now
		}
		return true
	})
}

// Ended notes that the customer's part is over; it follows routing.
func (s *Service) Ended(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return s.follow(ctx, w, it, "contact.closed", now, func(c *Contact) bool {
		c.ClosedAt = &now
		switch {
		case waitedFor(it, c):
			c.Outcome = CalledBack
		case c.Outcome != "": // what became of a call we made is known already
		case it.State == routing.WrapUp:
			c.Outcome = string(routing.Completed)
		default:
			c.Outcome = string(it.State)
		}
		return true
	})
}

// Transferred notes in which queue the contact is now; it follows routing.
func (s *Service) Transferred(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	return s.follow(ctx, w, it, "contact.transferred", now, func(c *Contact) bool {
		c.QueueID = it.QueueID
		return true
	})
}

// NotSet is the code of the disposition that stands where an agent had to choose one and
// did not; it is no one's to choose.
const NotSet = "not_set"

// Unsaid notes that wrap-up ended without the disposition that its queue asks for; it
// follows routing. Of a ticket none is asked.
func (s *Service) Unsaid(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	if it.ContactID == "" {
		return nil
	}
	c, err := w.LockContact(ctx, it.ContactID)
	if err != nil || c.DispositionID != "" {
		return err
	}
	if c.DispositionID, err = w.DispositionCoded(ctx, NotSet); err != nil {
		return err
	}
	return Save(ctx, w, &c, "contact.finished", centre.System, now)
}

func (s *Service) follow(ctx context.Context, w Store, it routing.Item, kind string, now time.Time, change func(*Contact) bool) error {
	if it.ContactID == "" {
		return nil
	}
	c, err := w.LockContact(ctx, it.ContactID)
	if err != nil {
		return err
	}
	if c.ClosedAt != nil || !change(&c) {
		return nil
	}
	return Save(ctx, w, &c, kind, centre.System, now)
}

// Save keeps a contact as changed and notes what happened.
func Save(ctx context.Context, w Keeper, c *Contact, kind string, by centre.Actor, now time.Time) error {
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

// Finish ends wrap-up with what the agent says of the contact. Of a ticket there is a
// note alone, which becomes an internal comment; the rest stands in the ticket itself.
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
			return s.noted(ctx, w, it, r, now)
		}
		return s.finished(ctx, w, it, r, now)
	})
	return item, err
}

// finished keeps the result with the item's contact.
func (s *Service) finished(ctx context.Context, w Store, it routing.Item, r Result, now time.Time) error {
	c, err := w.LockContact(ctx, it.ContactID)
	if err != nil {
		return err
	}
	if r.DispositionID != "" {
		err := w.Choosable(ctx, r.DispositionID, it.QueueID)
		if centre.IsKind(err, centre.NotFound) {
			return centre.Field("disposition_id", "cannot be chosen in this queue")
		}
		if err != nil {
			return err
		}
		c.DispositionID = r.DispositionID
	}
	if r.Note != "" {
		c.Note = r.Note
	}
	if err := Save(ctx, w, &c, "contact.finished", centre.Agent(it.AgentID), now); err != nil || r.Ticket == nil {
		return err
	}
	return s.tickets.Open(ctx, w, centre.Agent(it.AgentID), c, *r.Ticket, now)
}

// noted keeps the result of work on a ticket.
func (s *Service) noted(ctx context.Context, w Store, it routing.Item, r Result, now time.Time) error {
	var wrong []centre.FieldFault
	if r.DispositionID != "" {
		wrong = append(wrong, centre.FieldFault{Field: "disposition_id", Message: "how a ticket ends is said in the ticket"})
	}
	if r.Ticket != nil {
		wrong = append(wrong, centre.FieldFault{Field: "ticket", Message: "this is a ticket already"})
	}
	if len(wrong) > 0 || r.Note == "" {
		return centre.InvalidFields(wrong)
	}
	return s.tickets.Note(ctx, w, centre.Agent(it.AgentID), it.TicketID, r.Note, now)
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
		if c.Custom, err = ownFields(ctx, w, c.Custom, change.Custom); err != nil {
			return err
		}
		return Save(ctx, w, &c, "contact.changed", by, s.clock())
	})
	return c, err
}

// ownFields applies the values asked for to those that a contact holds.
func ownFields(ctx context.Context, w field.Reader, held, asked field.Values) (field.Values, error) {
	if len(asked) == 0 {
		return field.Change(nil, held, nil)
	}
	defs, err := w.Fields(ctx, field.Contact)
	if err != nil {
		return nil, err
	}
	return field.Change(defs, held, asked)
}

// Contact gives one contact.
func (s *Service) Contact(ctx context.Context, id centre.ContactID) (Contact, error) {
	return s.reader.Contact(ctx, id)
}

// Of gives a page of a customer's contacts in reach, the latest first.
func (s *Service) Of(ctx context.Context, r centre.Reach, id centre.CustomerID, p centre.Page) (centre.List[Contact], error) {
	return s.reader.ContactsOf(ctx, r, id, p)
}

// Browse keeps where the customer is now; nil when they would rather not say. A contact
// that is closed stays as it was.
func Browse(ctx context.Context, w Store, by centre.Actor, c *Contact, page *Page, now time.Time) error {
	if c.ClosedAt != nil || page == c.Page || page != nil && c.Page != nil && *page == *c.Page {
		return nil
	}
	c.Page = page
	return Save(ctx, w, c, "contact.page_changed", by, now)
}

// Rate keeps what the customer thought of the contact.
func Rate(ctx context.Context, w Store, by centre.Actor, c *Contact, score int, text string, now time.Time) error {
	c.Rating, c.RatingText = &score, text
	return Save(ctx, w, c, "contact.rated", by, now)
}
