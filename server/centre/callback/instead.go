package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
)

// Turns tells when it is somebody's turn; wait.Service does.
type Turns interface {
	// Turn gives when it is an item's turn, and whether its customer may be called then instead
	// of waiting.
	Turn(ctx context.Context, id centre.ItemID) (time.Time, bool, error)
}

// Instead is where somebody who waits would rather be called.
type Instead struct {
	Phone string // as a person writes it
	Zone  string // the customer's, by its IANA name; empty: where the number is from
}

// CallInstead makes a callback in queue of a contact that waits: the customer is called when it is
// their turn, in the place that they have. Asked again it gives the one that there is, whatever
// contact it is asked in, as long as number and queue are the same: that one's place is kept then,
// and this contact waits no more. Asked again in the same contact with another number, that one
// is called, in the same place, if it may be; when an agent is about to call, it is Conflict.
func (s *Service) CallInstead(ctx context.Context, by centre.Actor, id centre.ContactID, in Instead) (Callback, error) {
	number, err := telephone.Parse(in.Phone, region)
	if err != nil {
		return Callback{}, err
	}
	live, err := s.waiting(ctx, id)
	if err != nil {
		return Callback{}, err
	}
	turn, may, err := s.turns.Turn(ctx, live)
	if err != nil {
		return Callback{}, err
	}
	var c Callback
	try := func() error {
		return s.tx.Do(ctx, func(w Store) error {
			it, err := w.LockItem(ctx, live)
			if err != nil {
				return err
			}
			c, err = instead(ctx, w, by, it, number, in, turn, may, s.clock())
			return err
		})
	}
	if err = try(); centre.IsCode(err, "already_promised") { // at the same moment: now it is there to be found
		err = try()
	}
	return c, err
}

func instead(ctx context.Context, w Store, by centre.Actor, it routing.Item, number telephone.Number, in Instead, turn time.Time, may bool, now time.Time) (Callback, error) {
	if it.CallbackID != "" {
		return renumbered(ctx, w, by, it, number, in, turn, now)
	}
	if !it.Holds() {
		return Callback{}, notWaiting()
	}
	there, err := w.CallbackInLine(ctx, number, it.QueueID)
	if err == nil {
		return attach(ctx, w, by, it, there, now)
	}
	if !centre.IsKind(err, centre.NotFound) {
		return Callback{}, err
	}
	if !may {
		return Callback{}, &centre.Fault{Kind: centre.Conflict, Code: "no_callback", Message: "a call instead of waiting is not offered now: it is your turn soon, or we close before it"}
	}
	c, err := inTurn(ctx, w, by, it, number, in, turn, now)
	if err != nil {
		return Callback{}, err
	}
	if err := w.AddCallback(ctx, &c); err != nil {
		return Callback{}, err
	}
	if err := w.Append(ctx, c.event("callback.promised", by, now, nil)); err != nil {
		return Callback{}, err
	}
	return c, it.CallInstead(ctx, w, by, c.ID, now)
}

// inTurn is the promise to call when it is the item's turn, if that is lawful; it can be kept
// until lawful hours end.
func inTurn(ctx context.Context, w Store, by centre.Actor, it routing.Item, number telephone.Number, in Instead, turn, now time.Time) (Callback, error) {
	who, err := w.WhoToCall(ctx, it.CustomerID)
	if err != nil {
		return Callback{}, err
	}
	callee := permit.Callee{Phone: number, DeclaredZone: in.Zone, AddressZone: who.Zone, Consent: who.Consent}
	d := permit.US(turn).Decide(permit.CallbackRequested, callee, turn, nil)
	if !d.Allowed {
		a := Answer{Reason: d.Reason, Explanation: d.Reason.Text(), Windows: d.Windows, Zones: d.Zones, Phone: number, DueAt: turn}
		f := &centre.Fault{Kind: centre.Invalid, Code: string(d.Reason), Message: a.Explanation, Detail: a}
		f.Fields = []centre.FieldFault{{Field: "phone", Message: "cannot be called in your turn: " + a.Explanation}}
		return Callback{}, f
	}
	at := in.Zone
	if at == "" {
		at = d.Zones[0]
	}
	loc, err := time.LoadLocation(at)
	if err != nil {
		return Callback{}, centre.Field("zone", "is not known")
	}
	k, err := w.LockContact(ctx, it.ContactID)
	if err != nil {
		return Callback{}, err
	}
	return Callback{
		ID: centre.NewID[centre.CallbackID](), Customer: routing.Who{ID: it.CustomerID}, Phone: number,
		Zone: at, Local: turn.In(loc).Format("2006-01-02T15:04"), DueAt: turn, NextAt: turn, WindowFrom: now, WindowTo: lawfulUntil(turn, d.Windows),
		Queue: routing.Named{ID: string(it.QueueID)}, Topic: topicOf(k), State: Due, ContactID: it.ContactID, By: by, CreatedAt: now,
		InLineSince: &it.EnqueuedAt, Version: 1,
	}, nil
}

// renumbered is the callback in queue of an item, to the number that was asked for last.
func renumbered(ctx context.Context, w Store, by centre.Actor, it routing.Item, number telephone.Number, in Instead, turn, now time.Time) (Callback, error) {
	c, err := w.LockCallback(ctx, it.CallbackID)
	if err != nil || c.Phone == number {
		return c, err
	}
	if it.State != routing.Queued || c.State != Due {
		return Callback{}, tooLate()
	}
	if turn.Before(now) {
		turn = now // it is not known when
	}
	fresh, err := inTurn(ctx, w, by, it, number, in, turn, now)
	if err != nil {
		return Callback{}, err
	}
	loc, err := time.LoadLocation(fresh.Zone)
	if err != nil {
		return Callback{}, err
	}
	c.Phone, c.Zone, c.Local, c.WindowTo = fresh.Phone, fresh.Zone, c.DueAt.In(loc).Format("2006-01-02T15:04"), fresh.WindowTo
	if err := w.SaveNumber(ctx, &c); err != nil {
		return Callback{}, err
	}
	return c, w.Append(ctx, c.event("callback.renumbered", by, now, nil))
}

// topicOf is what work is called of who waits to be called: that, and what they came for.
func topicOf(k contact.Contact) string {
	topic := "Callback in queue"
	if k.Subject != "" {
		topic += ": " + k.Subject
	}
	runes := []rune(topic)
	return string(runes[:min(len(runes), 300)])
}

// lawfulUntil is when the lawful hours end that hold an instant.
func lawfulUntil(at time.Time, lawful []calendar.Span) time.Time {
	for _, s := range lawful {
		if !at.Before(s.From) && at.Before(s.To) {
			return s.To
		}
	}
	return at
}

// attach leaves a customer with the callback in queue that their number has already: what they
// waited with besides is over.
func attach(ctx context.Context, w Store, by centre.Actor, it routing.Item, there centre.CallbackID, now time.Time) (Callback, error) {
	if err := routing.Withdraw(ctx, w, by, it.ID, now); err != nil {
		return Callback{}, err
	}
	if err := leaveLine(ctx, w, by, it.ContactID, now); err != nil {
		return Callback{}, err
	}
	return w.Callback(ctx, there)
}

// waiting names the item of a contact that is not over; empty is none.
func (s *Service) waiting(ctx context.Context, id centre.ContactID) (centre.ItemID, error) {
	if id == "" {
		return "", notWaiting()
	}
	live, err := s.read.LiveItem(ctx, id)
	if centre.IsKind(err, centre.NotFound) {
		return "", notWaiting()
	}
	return live, err
}

// notWaiting says that a contact is not one whose customer waits.
func notWaiting() error {
	return &centre.Fault{Kind: centre.Conflict, Code: "not_waiting", Message: "you are not waiting any more"}
}

// tooLate says that a callback in queue cannot be changed any more.
func tooLate() error {
	return &centre.Fault{Kind: centre.Conflict, Code: "too_late", Message: "somebody is about to call you"}
}

// WaitInstead has who accepted a callback in queue wait themselves again, in the same contact and
// place. For one that waits anyway it changes nothing; when an agent is about to call, or the
// contact is over, it is Conflict.
func (s *Service) WaitInstead(ctx context.Context, by centre.Actor, id centre.ContactID) error {
	live, err := s.waiting(ctx, id)
	if err != nil {
		return err
	}
	return s.tx.Do(ctx, func(w Store) error {
		it, err := w.LockItem(ctx, live)
		if err != nil || it.Holds() {
			return err
		}
		if it.State != routing.Queued || it.CallbackID == "" {
			return tooLate()
		}
		c, err := w.LockCallback(ctx, it.CallbackID)
		if err != nil {
			return err
		}
		k, err := w.LockContact(ctx, id)
		if err != nil {
			return err
		}
		if k.ClosedAt != nil {
			return notWaiting()
		}
		return c.giveBack(ctx, w, by, &it, k, s.clock())
	})
}

// Rejoin gives a contact that begins the place in which its customer waits to be called, by who
// they are or by the number; false when there is none. It is not put in line besides.
func Rejoin(ctx context.Context, w Store, by centre.Actor, k contact.Contact, phone string, now time.Time) (routing.Item, bool, error) {
	number, err := telephone.Parse(phone, region)
	if err != nil {
		number = "" // a withheld number, or none: they are known by who they are
	}
	place, err := w.CallbackPlace(ctx, k.CustomerID, k.QueueID, number)
	if centre.IsKind(err, centre.NotFound) {
		return routing.Item{}, false, nil
	}
	if err != nil {
		return routing.Item{}, false, err
	}
	it, err := w.LockItem(ctx, place)
	if err != nil {
		return it, false, err
	}
	c, err := w.LockCallback(ctx, it.CallbackID)
	if err != nil || c.State != Due || it.State != routing.Queued && it.State != routing.Offered {
		return it, false, err // an agent has it by now
	}
	if err := leaveLine(ctx, w, by, it.ContactID, now); err != nil {
		return it, false, err
	}
	return it, true, c.giveBack(ctx, w, by, &it, k, now)
}

// giveBack lets a customer wait in a contact with the place that was kept for them.
func (c *Callback) giveBack(ctx context.Context, w Store, by centre.Actor, it *routing.Item, k contact.Contact, now time.Time) error {
	if err := it.WaitInstead(ctx, w, by, k.ID, k.Channel, k.CustomerID, now); err != nil {
		return err
	}
	c.Note = "the customer waits themselves"
	return c.become(ctx, w, by, Cancelled, "callback.cancelled", now, nil)
}

// leaveLine closes the contact in which somebody waited who is called instead, if it is open.
func leaveLine(ctx context.Context, w Store, by centre.Actor, id centre.ContactID, now time.Time) error {
	if id == "" {
		return nil
	}
	k, err := w.LockContact(ctx, id)
	if err != nil || k.ClosedAt != nil {
		return err
	}
	k.ClosedAt, k.Outcome = &now, contact.CalledBack
	return contact.Save(ctx, w, &k, "contact.closed", by, now)
}

// waitedIn is the contact in which the customer of a callback in queue waited, as long as its work
// is about that one: no agent has had it.
func (c *Callback) waitedIn(it *routing.Item) centre.ContactID {
	if c.InLineSince == nil || it == nil || it.ContactID != c.ContactID {
		return ""
	}
	return it.ContactID
}
