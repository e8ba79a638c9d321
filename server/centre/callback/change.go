package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// held is a promise with the work that it has in line or at a desk, if any, both
// locked: items come before callbacks.
type held struct {
	callback Callback
	item     *routing.Item
}

// change runs fn on a locked promise.
func (s *Service) change(ctx context.Context, id centre.CallbackID, fn func(Store, *held, time.Time) error) error {
	return s.tx.Do(ctx, func(w Store) error {
		var h held
		live, err := w.LiveCallbackItem(ctx, id)
		if err == nil {
			it, err := w.LockItem(ctx, live)
			if err != nil {
				return err
			}
			h.item = &it
		} else if !centre.IsKind(err, centre.NotFound) {
			return err
		}
		if h.callback, err = w.LockCallback(ctx, id); err != nil {
			return err
		}
		return fn(w, &h, s.clock())
	})
}

// becomes takes the promise to another state, notes it, and takes its work out of
// line when nobody needs to be looked for any more.
func (h *held) becomes(ctx context.Context, w Store, by centre.Actor, to State, kind string, now time.Time) error {
	if err := h.callback.become(ctx, w, by, to, kind, now, nil); err != nil {
		return err
	}
	return h.withdraw(ctx, w, by, now)
}

// withdraw leaves work that an agent has accepted to them. A try whose agent let it go,
// and that nobody goes on with, is over.
func (h *held) withdraw(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	if h.item == nil {
		return nil
	}
	if err := routing.Withdraw(ctx, w, by, h.item.ID, now); err != nil {
		return err
	}
	if id := h.callback.waitedIn(h.item); id != "" {
		return leaveLine(ctx, w, by, id, now)
	}
	waited := h.item.State == routing.Queued || h.item.State == routing.Offered
	if !waited || h.callback.State == Dialing {
		return nil
	}
	return undialled(ctx, w, by, h.item.ContactID, now)
}

// become takes the promise to another state and notes it.
func (c *Callback) become(ctx context.Context, w Store, by centre.Actor, to State, kind string, now time.Time, also centre.Data) error {
	if err := c.move(to, now); err != nil {
		return err
	}
	if err := w.SaveCallback(ctx, c); err != nil {
		return err
	}
	return w.Append(ctx, c.event(kind, by, now, also))
}

// event is something that happened to the promise.
func (c *Callback) event(kind string, by centre.Actor, now time.Time, also centre.Data) centre.Event {
	topics := []string{"callback:" + string(c.ID), "customer:" + string(c.Customer.ID), "queue:" + c.Queue.ID, "board"}
	if owner := c.owner(); owner != "" {
		topics = append(topics, "agent:"+string(owner))
	}
	if by.Kind == centre.ByAgent && by.ID != string(c.owner()) {
		topics = append(topics, "agent:"+by.ID)
	}
	data := centre.Data{
		"state": c.State, "outcome": c.Outcome, "customer_id": c.Customer.ID, "queue_id": c.Queue.ID, "owner_id": c.owner(),
		"due_at": c.DueAt, "next_at": c.NextAt, "window_to": c.WindowTo, "attempts": c.Attempts,
		"moved_from": c.MovedFrom, "contact_id": c.ContactID, "version": c.Version,
	}
	for k, v := range also {
		data[k] = v
	}
	return centre.Event{
		At: now, Kind: kind, Actor: by, Topics: topics, Data: data,
		Subject: centre.Subject{Kind: "callback", ID: string(c.ID)},
	}
}
