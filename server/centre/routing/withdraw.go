package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Withdraw takes work out of line that needs no agent any more, in the
// transaction of whoever noticed. Work that an agent has accepted is left to them.
func Withdraw(ctx context.Context, w Work, by centre.Actor, id centre.ItemID, now time.Time) error {
	it, err := w.LockItem(ctx, id)
	if err != nil {
		return err
	}
	switch it.State {
	case Queued, Deferred:
		if err := it.end(Cancelled, now); err != nil {
			return err
		}
		if err := w.SaveItems(ctx, &it); err != nil {
			return err
		}
		return w.Append(ctx, it.event("item.cancelled", by, now))
	case Offered:
		return withdrawRinging(ctx, w, it.ID, by, now)
	}
	return nil
}

func withdrawRinging(ctx context.Context, w Work, id centre.ItemID, by centre.Actor, now time.Time) error {
	h, err := lockHeld(ctx, w, id, "")
	if err != nil {
		return err
	}
	if err := h.offer.decide(OfferCancelled, "no longer needed", now); err != nil {
		return err
	}
	if err := h.item.end(Cancelled, now); err != nil {
		return err
	}
	h.item.AgentID = ""
	h.desk.Unring(h.offer.Weight, now)
	if err := h.save(ctx, w, by, now, "item.cancelled"); err != nil {
		return err
	}
	return w.Append(ctx, h.offer.event("offer.withdrawn", &h.item, by, now))
}
