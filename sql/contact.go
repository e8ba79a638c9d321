package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

var (
	_ contact.Store  = (*Work)(nil)
	_ contact.Reader = (*Work)(nil)
)

type contactRow struct {
	ID            centre.ContactID      `db:"id"`
	Channel       routing.Channel       `db:"channel"`
	Direction     contact.Direction     `db:"direction"`
	CustomerID    centre.CustomerID     `db:"customer_id"`
	QueueID       centre.QueueID        `db:"queue_id"`
	AgentID       *centre.AgentID       `db:"agent_id"`
	Subject       string                `db:"subject"`
	OpenedAt      time.Time             `db:"opened_at"`
	AnsweredAt    *time.Time            `db:"answered_at"`
	ClosedAt      *time.Time            `db:"closed_at"`
	Outcome       string                `db:"outcome"`
	DispositionID *centre.DispositionID `db:"disposition_id"`
	Note          string                `db:"note"`
	Rating        *int                  `db:"rating"`
	RatingText    string                `db:"rating_text"`
	Page          doc[*contact.Page]    `db:"page"`
	Custom        doc[map[string]any]   `db:"custom"`
	ExternalID    *string               `db:"external_id"`
	CallbackID    *centre.CallbackID    `db:"callback_id"`
	Version       int                   `db:"version"`
}

func (r contactRow) contact() contact.Contact {
	return contact.Contact{
		ID: r.ID, Channel: r.Channel, Direction: r.Direction, CustomerID: r.CustomerID, QueueID: r.QueueID,
		AgentID: value(r.AgentID), Subject: r.Subject, OpenedAt: r.OpenedAt, AnsweredAt: r.AnsweredAt, ClosedAt: r.ClosedAt,
		Outcome: r.Outcome, DispositionID: value(r.DispositionID), Note: r.Note, Rating: r.Rating, RatingText: r.RatingText,
		Page: r.Page.V, Custom: r.Custom.V, ExternalID: value(r.ExternalID), CallbackID: value(r.CallbackID), Version: r.Version,
	}
}

// AddContact keeps a new contact.
func (w *Work) AddContact(ctx context.Context, c *contact.Contact) error {
	_, err := w.exec(ctx, "add-contact", c.ID, c.Channel, c.Direction, c.CustomerID, c.QueueID, orNull(c.AgentID), c.Subject, c.OpenedAt,
		orNullDoc(c.Page), orNull(c.ExternalID), orNull(c.CallbackID), doc[map[string]any]{c.Custom})
	return err
}

// orNullDoc writes an absent document as NULL.
func orNullDoc[T any](p *T) any {
	if p == nil {
		return nil
	}
	return doc[*T]{p}
}

// Contact reads a contact.
func (w *Work) Contact(ctx context.Context, id centre.ContactID) (contact.Contact, error) {
	return w.contact(ctx, "contact", id)
}

// LockContact reads a contact and holds it.
func (w *Work) LockContact(ctx context.Context, id centre.ContactID) (contact.Contact, error) {
	return w.contact(ctx, "lock-contact", id)
}

// ContactNamed finds a contact by the id that another system gave it.
func (w *Work) ContactNamed(ctx context.Context, externalID string) (centre.ContactID, error) {
	var id centre.ContactID
	err := w.one(ctx, "contact-named", &id, externalID)
	return id, err
}

// LastCall names the last contact that was to keep a promise.
func (w *Work) LastCall(ctx context.Context, id centre.CallbackID) (centre.ContactID, error) {
	var last centre.ContactID
	err := w.one(ctx, "last-call", &last, id)
	return last, err
}

// DispositionCoded names the disposition of a code.
func (w *Work) DispositionCoded(ctx context.Context, code string) (centre.DispositionID, error) {
	var id centre.DispositionID
	err := w.one(ctx, "disposition-coded", &id, code)
	return id, err
}

// Choosable finds a disposition among those that agents of a queue may choose.
func (w *Work) Choosable(ctx context.Context, id centre.DispositionID, in centre.QueueID) error {
	var found centre.DispositionID
	return w.one(ctx, "choosable-disposition", &found, id, in)
}

func (w *Work) contact(ctx context.Context, statement string, id any) (contact.Contact, error) {
	var r contactRow
	err := w.one(ctx, statement, &r, id)
	return r.contact(), err
}

// SaveContact keeps a contact as changed, with its next version.
func (w *Work) SaveContact(ctx context.Context, c *contact.Contact) error {
	c.Version++
	return w.change(ctx, "save-contact", c.ID, c.QueueID, orNull(c.AgentID), c.Subject, c.AnsweredAt, c.ClosedAt, c.Outcome,
		orNull(c.DispositionID), c.Note, c.Rating, c.RatingText, orNullDoc(c.Page), doc[map[string]any]{c.Custom}, c.Version)
}

// ContactsOf gives a page of a customer's contacts in reach, the latest first.
func (w *Work) ContactsOf(ctx context.Context, r centre.Reach, id centre.CustomerID, p centre.Page) (centre.List[contact.Contact], error) {
	after, err := p.After()
	if err != nil {
		return centre.List[contact.Contact]{}, err
	}
	by := seenBy(r)
	var rows []contactRow
	if err := w.all(ctx, "contacts-of", &rows, id, after.At, after.ID, p.Size()+1, by.queues, by.own); err != nil {
		return centre.List[contact.Contact]{}, err
	}
	contacts := make([]contact.Contact, len(rows))
	for i, r := range rows {
		contacts[i] = r.contact()
	}
	return centre.ListOf(contacts, p.Size(), func(c contact.Contact) centre.Key {
		return centre.Key{At: c.OpenedAt, ID: string(c.ID)}
	}), nil
}
