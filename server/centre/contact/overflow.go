package contact

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// unserved is what a ticket is called of somebody who did not say what they want.
const unserved = "Nobody could be reached in time"

// Overflowed makes a ticket of a contact for which an overflow rule says so; it follows
// routing.
func (s *Service) Overflowed(ctx context.Context, w Store, it routing.Item, r routing.Overflow, now time.Time) error {
	if r.Action != routing.ToTicket || it.ContactID == "" {
		return nil
	}
	c, err := w.LockContact(ctx, it.ContactID)
	if err != nil {
		return err
	}
	t := NewTicket{Subject: c.Subject}
	if t.Subject == "" {
		t.Subject = unserved
	}
	return s.tickets.Open(ctx, w, centre.System, c, t, now)
}
