package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Follow is what the thing that an item is about (a contact, a ticket, a
// callback) does when the item moves, in the same transaction.
type Follow func(ctx context.Context, w Work, it Item, now time.Time) error

// Follows are the moves that others follow.
type Follows struct {
	Accepted    []Follow // an agent took it
	Released    []Follow // it left its agent and waits again
	Transferred []Follow // it waits in another line, or for another agent; Released comes first
	Ended       []Follow // it reached a final state or wrap-up: the customer is gone
	Unsaid      []Follow // wrap-up was ended for an agent who had to say how it went, and did not
}

// Service is the use cases around waiting work.
type Service struct {
	tx     centre.Transactor[Batch]
	clock  centre.Clock
	follow Follows
}

// New makes the service.
func New(tx centre.Transactor[Batch], clock centre.Clock, follow Follows) *Service {
	return &Service{tx: tx, clock: clock, follow: follow}
}

func followAll(ctx context.Context, all []Follow, w Work, it Item, now time.Time) error {
	for _, f := range all {
		if err := f(ctx, w, it, now); err != nil {
			return err
		}
	}
	return nil
}

// topics are the screens that an item concerns.
func (it *Item) topics(also ...centre.AgentID) []string {
	t := []string{"queue:" + string(it.QueueID), "board"}
	if it.ContactID != "" {
		t = append(t, "contact:"+string(it.ContactID))
	}
	if it.AgentID != "" {
		t = append(t, "agent:"+string(it.AgentID))
	}
	for _, id := range also {
		if id != "" && id != it.AgentID {
			t = append(t, "agent:"+string(id))
		}
	}
	return t
}

// event is something that happened to the item. Agents named in also had it
// before and must see it leave their screens.
func (it *Item) event(kind string, by centre.Actor, now time.Time, also ...centre.AgentID) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "item", ID: string(it.ID)},
		Topics:  it.topics(also...),
		Data: centre.Data{
			"state": it.State, "channel": it.Channel, "queue_id": it.QueueID, "pool": it.Pool,
			"agent_id": it.AgentID, "contact_id": it.ContactID, "leg": it.Leg, "version": it.Version,
			"wrap_up_until": timeOrNil(it.WrapUpUntil), "preferred_until": timeOrNil(it.PreferredUntil),
			"turn_at": timeOrNil(it.TurnAt), "return_at": timeOrNil(it.ReturnAt), "not_before": timeOrNil(it.NotBefore), "due_at": timeOrNil(it.DueAt),
		},
	}
}

func timeOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// event is something that happened to the offer.
func (o *Offer) event(kind string, it *Item, by centre.Actor, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "offer", ID: string(o.ID)},
		Topics:  it.topics(o.AgentID),
		Data: centre.Data{
			"item_id": it.ID, "agent_id": o.AgentID, "queue_id": it.QueueID, "pool": it.Pool,
			"contact_id": it.ContactID, "channel": it.Channel, "state": o.State, "expires_at": o.ExpiresAt,
			"waited_ms": o.Waited.Milliseconds(),
		},
	}
}

// held is an item with its open offer and the desk of the agent who has it: the item is locked,
// then the desk, which guards the offer.
type held struct {
	item  Item
	offer Offer
	desk  presence.Desk
}

// lockHeld locks an item that an agent has. Any agent's if agent is empty.
func lockHeld(ctx context.Context, w Work, id centre.ItemID, agent centre.AgentID) (held, error) {
	it, err := w.LockItem(ctx, id)
	if err != nil {
		return held{}, err
	}
	if it.State.Final() {
		return held{item: it}, &centre.Fault{Kind: centre.Conflict, Code: "over", Message: "this work is over", Detail: map[string]any{"state": it.State, "agent_id": it.AgentID}}
	}
	if !it.inHand() || agent != "" && it.AgentID != agent {
		return held{item: it}, &centre.Fault{Kind: centre.Conflict, Code: "not_yours", Message: "this work is not yours", Detail: map[string]any{"state": it.State, "agent_id": it.AgentID}}
	}
	return lockDeskOf(ctx, w, it)
}

// lockDeskOf goes on from an item in hand that is locked.
func lockDeskOf(ctx context.Context, w Work, it Item) (held, error) {
	h := held{item: it}
	var err error
	if h.desk, err = w.LockDesk(ctx, it.AgentID); err != nil {
		return h, err
	}
	h.offer, err = w.OpenOffer(ctx, it.ID) // what is parked changes under the lock of the desk
	return h, err
}

// save keeps all three and notes what happened to the item and the desk.
func (h *held) save(ctx context.Context, w Work, by centre.Actor, now time.Time, kind string) error {
	if err := w.SaveItems(ctx, &h.item); err != nil {
		return err
	}
	if err := w.SaveOffer(ctx, &h.offer); err != nil {
		return err
	}
	if err := w.SaveDesk(ctx, &h.desk, now); err != nil {
		return err
	}
	return w.Append(ctx, h.item.event(kind, by, now, h.desk.AgentID), presence.Changed(by, &h.desk, now))
}
