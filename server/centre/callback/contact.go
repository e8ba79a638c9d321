package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

// notDialled is the outcome of a contact whose agent had the promise and did not call.
const notDialled = "not_dialled"

// begin opens the contact of a try, in an agent's name.
func (c *Callback) begin(ctx context.Context, w Store, by centre.Actor, now time.Time) (contact.Contact, error) {
	return contact.Begin(ctx, w, by, contact.Opening{
		Channel: routing.Callback, Direction: contact.Out, CustomerID: c.Customer.ID,
		QueueID: centre.QueueID(c.Queue.ID), Subject: c.Topic, CallbackID: c.ID,
	}, now)
}

// dialled makes sure that the try has a contact: one began when its agent took the work,
// and who calls without waiting for it begins one now.
func (h *held) dialled(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	waited := h.callback.waitedIn(h.item)
	if err := leaveLine(ctx, w, by, waited, now); err != nil {
		return err
	}
	if h.item == nil || h.item.ContactID == waited {
		_, err := h.callback.begin(ctx, w, by, now)
		return err
	}
	c, err := w.LockContact(ctx, h.item.ContactID)
	if err != nil || c.AgentID == centre.AgentID(by.ID) {
		return err
	}
	c.AgentID = centre.AgentID(by.ID) // who had it before let it go
	return contact.Save(ctx, w, &c, "contact.changed", by, now)
}

// undialled says of a contact that nobody called in it, and closes it if it is open.
func undialled(ctx context.Context, w Store, by centre.Actor, id centre.ContactID, now time.Time) error {
	if id == "" {
		return nil
	}
	c, err := w.LockContact(ctx, id)
	if err != nil {
		return err
	}
	c.Outcome = notDialled
	if c.ClosedAt == nil {
		c.ClosedAt = &now
	}
	return contact.Save(ctx, w, &c, "contact.closed", by, now)
}

// told keeps with the try's contact how it went; it stays open as long as its agent has it.
func (h *held) told(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	id, err := w.LastCall(ctx, h.callback.ID)
	if centre.IsKind(err, centre.NotFound) {
		return nil // dialled before calls were contacts
	}
	if err != nil {
		return err
	}
	c, err := w.LockContact(ctx, id)
	if err != nil {
		return err
	}
	c.Outcome = string(h.callback.Outcome)
	if results[h.callback.Outcome] == Kept {
		c.AnsweredAt = h.callback.DialledAt
	}
	if c.Note == "" {
		c.Note = h.callback.Note
	}
	inHand := h.item != nil && h.item.ContactID == id && h.item.State == routing.Active
	if inHand || c.ClosedAt != nil {
		return contact.Save(ctx, w, &c, "contact.changed", by, now)
	}
	c.ClosedAt = &now
	return contact.Save(ctx, w, &c, "contact.closed", by, now)
}
