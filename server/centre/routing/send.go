package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Aim is where work should wait: in which line, how urgent, and for whom.
type Aim struct {
	QueueID  centre.QueueID
	Priority int            // 1…9
	Owner    centre.AgentID // whose it is; empty: anybody's
	AllHours bool           // served though its queue is closed
}

// Kept is live work, locked with the desk of whoever has it, so that it can follow what
// becomes of the thing that it is about.
type Kept struct{ held }

// Keep locks an item, and the desk of who has it. Work that is over is NotFound.
func Keep(ctx context.Context, w Work, id centre.ItemID) (*Kept, error) {
	it, err := w.LockItem(ctx, id)
	if err != nil {
		return nil, err
	}
	if it.State.Final() {
		return nil, centre.Faultf(centre.NotFound, "this work is over")
	}
	if !it.inHand() {
		return &Kept{held{item: it}}, nil
	}
	h, err := lockHeld(ctx, w, id, "")
	return &Kept{h}, err
}

// ID is the item's.
func (k *Kept) ID() centre.ItemID { return k.item.ID }

// InHandOf is the agent who took the work; empty while it waits or rings.
func (k *Kept) InHandOf() centre.AgentID {
	if k.item.inHand() && k.item.State != Offered {
		return k.item.AgentID
	}
	return ""
}

// Send puts work where it should be without losing its place. In its owner's own hands
// it stays; out of anybody else's it is taken. False when it was being wrapped up: that is
// over now, and what there is to do is new work.
func (k *Kept) Send(ctx context.Context, w Work, by centre.Actor, to Aim, now time.Time) (bool, error) {
	it := &k.item
	mine := to.Owner != "" && to.Owner == k.InHandOf()
	if it.State == WrapUp && !mine {
		return false, k.Drop(ctx, w, by, now)
	}
	var over Leg // if somebody works on it
	if it.inHand() && !mine && it.State != Offered {
		over = it.nextLeg(now)
	}
	there := *it
	if err := there.aim(ctx, w, to, now); err != nil {
		return false, err
	}
	if it.meets(to, &there) {
		return true, nil
	}
	had := it.State
	if it.inHand() && !mine {
		if err := k.letGo(ctx, w, over, now); err != nil {
			return false, err
		}
	}
	it.standAs(&there)
	switch {
	case had == Deferred:
		return true, it.open(ctx, w, to.AllHours, now)
	case had == Queued || mine:
		if err := w.SaveItems(ctx, it); err != nil {
			return false, err
		}
		return true, w.Append(ctx, it.event("item.redirected", by, now))
	case had == Offered:
		if err := k.save(ctx, w, by, now, "item.queued"); err != nil {
			return false, err
		}
		return true, w.Append(ctx, k.offer.event("offer.withdrawn", it, by, now))
	}
	return true, k.save(ctx, w, by, now, "item.transferred")
}

// letGo takes the work off the desk where it rings or is done; that leg is over.
func (k *Kept) letGo(ctx context.Context, w Work, over Leg, now time.Time) error {
	if k.item.State == Offered {
		if err := k.offer.decide(OfferCancelled, "it is for somebody else now", now); err != nil {
			return err
		}
		k.desk.Unring(k.offer.Weight, now)
		return k.item.requeue()
	}
	if err := put(ctx, w, &k.offer, &k.desk, false, now); err != nil {
		return err
	}
	k.item.Leg++
	if err := w.AddLeg(ctx, over); err != nil {
		return err
	}
	return k.item.requeue()
}

// meets reports whether the work is where it should be already; there is itself as it
// would stand in line.
func (it *Item) meets(to Aim, there *Item) bool {
	if it.QueueID != there.QueueID || !it.inHand() && (it.Priority != there.Priority || it.Signature != there.Signature) {
		return false
	}
	if it.inHand() {
		return to.Owner == "" && it.State == Offered || to.Owner == it.AgentID
	}
	if to.Owner == "" {
		return !it.Owned
	}
	return it.Owned && it.PreferredAgent == to.Owner
}

// aim puts the item in the line where it should wait, by the rules of its queue.
func (it *Item) aim(ctx context.Context, w Work, to Aim, now time.Time) error {
	rules, err := w.Rules(ctx, to.QueueID)
	if err != nil {
		return err
	}
	a := Arrival{
		Channel: it.Channel, ContactID: it.ContactID, TicketID: it.TicketID, CustomerID: it.CustomerID,
		Tier: it.Tier, Priority: to.Priority,
	}
	if rules, it.Because, err = it.treat(ctx, w, rules, &a); err != nil {
		return err
	}
	moved := it.QueueID != rules.QueueID
	it.QueueID, it.Pool, it.Priority = rules.QueueID, rules.Pool, a.Priority
	if it.Required, _ = Sign(merge(rules.Required, a.Required)); moved {
		it.settle()
	} else {
		it.sign()
	}
	it.PreferredAgent, it.Owned = to.Owner, to.Owner != ""
	it.ReturnAt, it.Returned = time.Time{}, false // whoever sends it knows better than who transferred it
	it.TurnAt = rules.turnAfter(it, now)
	return it.keep(ctx, w, rules, to.AllHours, now)
}

// treat gives the item what is due to it where it is sent. Who sends it to another queue than
// where it arrived knows better than the site's packages.
func (it *Item) treat(ctx context.Context, w Arrivals, rules Rules, a *Arrival) (Rules, *Applied, error) {
	if b := it.Because; b != nil && b.Package != "" && (b.From == rules.Name || b.From == "" && it.QueueID == rules.QueueID) {
		if rules, because, err := pack(ctx, w, rules, a); err != nil || because != nil {
			return rules, because, err
		}
	}
	return divert(ctx, w, rules, a)
}

// standAs takes the other's place in line.
func (it *Item) standAs(other *Item) {
	it.QueueID, it.Pool, it.Priority = other.QueueID, other.Pool, other.Priority
	it.Required, it.Signature, it.Because, it.Overflowed = other.Required, other.Signature, other.Because, other.Overflowed
	it.PreferredAgent, it.PreferredUntil, it.Owned, it.TurnAt = other.PreferredAgent, other.PreferredUntil, other.Owned, other.TurnAt
	it.ReturnAt, it.Returned = other.ReturnAt, other.Returned
}

// Due has the work be due at another time from now on, a day after it came if at is zero,
// wherever it is; it may stand elsewhere in its line then.
func (k *Kept) Due(ctx context.Context, w Work, by centre.Actor, at, now time.Time) error {
	was := k.item.DueAt
	if k.item.dueBy(at); k.item.DueAt.Equal(was) {
		return nil
	}
	rules, err := w.Rules(ctx, k.item.QueueID)
	if err != nil {
		return err
	}
	k.item.TurnAt = rules.turnAfter(&k.item, now)
	if err := w.SaveItems(ctx, &k.item); err != nil {
		return err
	}
	return w.Append(ctx, k.item.event("item.redirected", by, now))
}

// Drop ends work for which nobody is needed any more, in whosever hands it is.
func (k *Kept) Drop(ctx context.Context, w Work, by centre.Actor, now time.Time) error {
	if k.InHandOf() == "" {
		return Withdraw(ctx, w, by, k.item.ID, now)
	}
	return complete(ctx, w, &k.held, by, now)
}
