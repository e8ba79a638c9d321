package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Arrival is work that comes in.
type Arrival struct {
	QueueID        centre.QueueID
	Channel        Channel
	ContactID      centre.ContactID
	TicketID       centre.TicketID
	CallbackID     centre.CallbackID
	CustomerID     centre.CustomerID
	Tier           string
	Priority       int // 0: the queue's
	Emergency      bool
	Required       []Need // besides the queue's own
	PreferredAgent centre.AgentID
	PreferredFor   time.Duration // how long it waits for that agent alone; 0: as its queue says
	Owned          bool          // that agent promised it
	DueAt          time.Time     // of what can wait: when it should be done by; zero: a day after it came
	Since          time.Time     // it has stood in line since then already; zero: it comes now
	AllHours       bool          // it is served though its queue is closed
}

// Arrive puts work in line, in the transaction of whoever met it; while its queue is closed
// it is deferred until the queue opens, or refused as closed_hours.
func Arrive(ctx context.Context, w Arrivals, by centre.Actor, a Arrival, now time.Time) (Item, error) {
	rules, err := w.Rules(ctx, a.QueueID)
	if err != nil {
		return Item{}, err
	}
	rules, because, err := pack(ctx, w, rules, &a)
	if err == nil && because == nil {
		rules, because, err = divert(ctx, w, rules, &a)
	}
	if err != nil {
		return Item{}, err
	}
	needs, signature := Sign(merge(rules.Required, a.Required))
	it := Item{
		ID: centre.NewID[centre.ItemID](), Pool: rules.Pool, QueueID: rules.QueueID, Channel: a.Channel,
		ContactID: a.ContactID, TicketID: a.TicketID, CallbackID: a.CallbackID, CustomerID: a.CustomerID,
		Tier: a.Tier, Priority: a.Priority, Emergency: a.Emergency,
		Required: needs, Signature: signature, Because: because, Weight: Weights[a.Channel],
		State: Queued, EnqueuedAt: now, PreferredAgent: a.PreferredAgent, Owned: a.Owned, Leg: 1, Version: 1,
	}
	if !a.Since.IsZero() {
		it.EnqueuedAt = a.Since
	}
	if it.Priority == 0 {
		it.Priority = rules.Priority
	}
	it.Tier = tierOf(it.Tier)
	it.dueBy(a.DueAt)
	if a.PreferredFor > 0 {
		it.PreferredUntil = now.Add(a.PreferredFor)
	} else if err := it.keep(ctx, w, rules, a.AllHours, now); err != nil {
		return Item{}, err
	}
	it.TurnAt = rules.turnAfter(&it, now)
	if !a.AllHours && !a.Emergency {
		hours, err := w.QueueHours(ctx, it.QueueID)
		if err == nil {
			err = it.admit(hours, rules, now)
		}
		if err != nil {
			return Item{}, err
		}
	}
	if err := w.AddItem(ctx, &it); err != nil {
		return Item{}, err
	}
	e := it.event("item."+string(it.State), by, now)
	if !a.Since.IsZero() {
		e.Data["since"] = a.Since
	}
	if because != nil && because.Key != "" {
		e.Data["field_entity"], e.Data["field_key"] = because.Entity, because.Key
	}
	return it, w.Append(ctx, e)
}

// unpromised is when something that can wait is due, after it came, if nothing says when.
const unpromised = 24 * time.Hour

// dueBy notes when the item should be done by, if it can wait.
func (it *Item) dueBy(at time.Time) {
	switch {
	case it.Channel.RealTime():
	case at.IsZero():
		it.DueAt = it.EnqueuedAt.Add(unpromised)
	default:
		it.DueAt = at
	}
}
