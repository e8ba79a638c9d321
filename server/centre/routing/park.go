package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Terms are on what terms a queue offers its work.
type Terms struct {
	AnswerIn      time.Duration // how long an offer waits for its answer
	Interruptible bool          // what of it can wait gives way to a call
}

// park lays aside what the agent has in hand and gives way to a call that they took.
func park(ctx context.Context, w Work, d *presence.Desk, by centre.Actor, now time.Time) error {
	items, err := w.Park(ctx, d.AgentID, true)
	for i := range items {
		d.Park(items[i].Weight, items[i].State == WrapUp, now)
	}
	if err != nil {
		return err
	}
	return noteAll(ctx, w, "item.parked", items, by, now)
}

// put takes work off its agent's desk; what was parked for a call is back first, so that
// nobody counts as idle in between.
func put(ctx context.Context, w Work, o *Offer, d *presence.Desk, wrapped bool, now time.Time) error {
	if o.Channel.Exclusive() {
		if err := resume(ctx, w, d, now); err != nil {
			return err
		}
	}
	o.Open = false
	if o.Parked {
		o.Parked = false
		return nil
	}
	if o.Yields {
		d.Yields -= o.Weight
	}
	d.Put(o.Weight, wrapped, now)
	return nil
}

// resume brings back what is parked at a desk.
func resume(ctx context.Context, w Work, d *presence.Desk, now time.Time) error {
	items, err := w.Park(ctx, d.AgentID, false)
	if err != nil {
		return err
	}
	for i := range items {
		d.Resume(items[i].Weight, items[i].State == WrapUp, now)
	}
	return noteAll(ctx, w, "item.resumed", items, centre.System, now)
}

// noteAll notes one thing of several items.
func noteAll(ctx context.Context, w Work, kind string, items []Item, by centre.Actor, now time.Time) error {
	events := make([]centre.Event, len(items))
	for i := range items {
		events[i] = items[i].event(kind, by, now)
	}
	return w.Append(ctx, events...)
}
