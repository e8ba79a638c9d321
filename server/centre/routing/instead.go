package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// preview is how long an agent looks at a callback in queue at most before they answer: its
// customer was told that it is their turn.
const preview = 30 * time.Second

// Holds reports whether the item's customer waits on the line, in a chat or a call that nobody
// has answered yet, and may choose to be called instead.
func (it *Item) Holds() bool {
	return it.State == Queued && (it.Channel == Call || it.Channel == Chat) && it.ContactID != ""
}

// called reports whether the item is a callback in queue that no agent has yet. Its customer
// cannot abandon it by going away: the place is kept for them.
func (it *Item) called() bool {
	return it.Channel == Callback && (it.State == Queued || it.State == Offered)
}

// previewed is how long an offer of the item waits for its answer where its queue gives so long.
func (it *Item) previewed(answerIn time.Duration) time.Duration {
	if it.Channel == Callback {
		return min(answerIn, preview)
	}
	return answerIn
}

// CallInstead has the customer of a locked item called when it is their turn: the item stays the
// one that it is, with all that its place in line depends on, and is a callback from now on. The
// contact in which the customer waited stays with it until an agent has it.
func (it *Item) CallInstead(ctx context.Context, w Work, by centre.Actor, id centre.CallbackID, now time.Time) error {
	if !it.Holds() {
		return it.refuse(Queued)
	}
	it.Channel, it.Weight, it.CallbackID = Callback, Weights[Callback], id
	return it.about(ctx, w, by, "item.callback_accepted", now)
}

// WaitInstead has the customer of a locked callback in queue wait themselves again, in the place
// that was kept for them: in the contact given, on its channel. A desk at which it rings is
// freed; once an agent has accepted it, it is too late.
func (it *Item) WaitInstead(ctx context.Context, w Work, by centre.Actor, in centre.ContactID, on Channel, customer centre.CustomerID, now time.Time) error {
	switch {
	case !it.called():
		return it.refuse(Queued)
	case it.State == Offered:
		if err := it.unring(ctx, w, by, now); err != nil {
			return err
		}
	}
	it.Channel, it.Weight, it.CallbackID, it.ContactID, it.CustomerID = on, Weights[on], "", in, customer
	return it.about(ctx, w, by, "item.callback_undone", now)
}

// about keeps what the item is about now.
func (it *Item) about(ctx context.Context, w Work, by centre.Actor, kind string, now time.Time) error {
	if err := w.SaveSubject(ctx, it); err != nil {
		return err
	}
	if err := w.SaveItems(ctx, it); err != nil {
		return err
	}
	return w.Append(ctx, it.event(kind, by, now))
}

// unring takes the item's offer back from the desk at which it rings.
func (it *Item) unring(ctx context.Context, w Work, by centre.Actor, now time.Time) error {
	h, err := lockHeld(ctx, w, it.ID, "")
	if err != nil {
		return err
	}
	if err := h.offer.decide(OfferCancelled, "the customer waits themselves again", now); err != nil {
		return err
	}
	if err := h.item.requeue(); err != nil {
		return err
	}
	h.desk.Unring(h.offer.Weight, now)
	if err := h.save(ctx, w, by, now, "item.queued"); err != nil {
		return err
	}
	*it = h.item
	return w.Append(ctx, h.offer.event("offer.withdrawn", it, by, now))
}
