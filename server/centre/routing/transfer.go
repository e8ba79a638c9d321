package routing

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
)

// preferredFor is how long work that came back waits for who transferred it.
const preferredFor = 60 * time.Second

// MaxNote is how many characters an agent may say of work that they hand on.
const MaxNote = 1000

// Destination is where work is transferred: to a queue, or to one agent.
type Destination struct {
	QueueID centre.QueueID
	AgentID centre.AgentID
	Note    string // for whoever takes it
}

func (to *Destination) check(from centre.AgentID) error {
	to.Note = strings.TrimSpace(to.Note)
	switch {
	case (to.QueueID == "") == (to.AgentID == ""):
		return centre.Field("queue_id", "name a queue or an agent, not both")
	case to.AgentID == from:
		return centre.Field("agent_id", "is yourself")
	case utf8.RuneCountInString(to.Note) > MaxNote:
		return centre.Field("note", "is longer than %d characters", MaxNote)
	}
	return nil
}

// Handover is how work came to its present leg.
type Handover struct {
	At   time.Time `json:"at"`
	By   Named     `json:"by"`
	Note string    `json:"note" doc:"for whoever takes it; may be empty"`
}

// Transfer gives work in hand to somebody else without losing its place: the next leg
// begins one priority higher, with the arrival that it always had. If nobody takes it, it
// comes back.
func (s *Service) Transfer(ctx context.Context, agent centre.AgentID, id centre.ItemID, to Destination) (Item, error) {
	if err := to.check(agent); err != nil {
		return Item{}, err
	}
	return s.onHeld(ctx, agent, id, func(w Batch, h *held, now time.Time) error {
		if h.item.State != Active && h.item.State != Parked {
			return h.item.refuse(Queued)
		}
		if err := mayGoTo(ctx, w, &h.item, to.AgentID, now); err != nil {
			return err
		}
		from, leg := h.item.stood(agent), h.item.nextLeg(now)
		if err := redirect(ctx, w, &h.item, to, now); err != nil {
			return err
		}
		if err := put(ctx, w, &h.offer, &h.desk, false, now); err != nil {
			return err
		}
		if err := h.item.requeue(); err != nil {
			return err
		}
		h.item.Leg++
		h.item.Priority = max(1, h.item.Priority-1)
		if err := h.save(ctx, w, centre.Agent(agent), now, "item.transferred"); err != nil {
			return err
		}
		if err := w.AddLeg(ctx, leg); err != nil {
			return err
		}
		if err := w.AddTransfer(ctx, h.item.ID, h.item.Leg, Handover{At: now, By: Named{ID: string(agent)}, Note: to.Note}, from); err != nil {
			return err
		}
		if err := followAll(ctx, s.follow.Released, w, h.item, now); err != nil {
			return err
		}
		return followAll(ctx, s.follow.Transferred, w, h.item, now)
	})
}

// mayGoTo refuses to hand work to an agent who is kept from its customer, or who lacks what
// nobody may serve it without.
func mayGoTo(ctx context.Context, w Batch, it *Item, to centre.AgentID, now time.Time) error {
	if to == "" {
		return nil
	}
	apart, err := w.BlockedFrom(ctx, to, it.CustomerID, now)
	if err != nil {
		return err
	}
	all, err := w.CandidatesByID(ctx, []centre.AgentID{to})
	if err != nil {
		return err
	}
	barred := len(all) == 1 && all[0].barredFrom(it)
	if !apart && !barred {
		return nil
	}
	name, err := w.AgentName(ctx, to)
	switch {
	case err != nil:
		return err
	case apart:
		return cannotTake(name, gift{as: handedOver}, blocked)
	}
	return lacking(ctx, w, name, gift{as: handedOver}, &all[0], it)
}

// redirect puts the item in the line where it goes now, until it goes back.
func redirect(ctx context.Context, w Work, it *Item, to Destination, now time.Time) error {
	if to.AgentID != "" {
		to.QueueID = it.QueueID
	}
	rules, err := w.Rules(ctx, to.QueueID)
	if err != nil {
		return err
	}
	it.ReturnAt = now.Add(returnAfter * rules.Offer)
	it.PreferredAgent, it.PreferredUntil, it.Owned = to.AgentID, time.Time{}, false
	if to.AgentID != "" {
		it.PreferredUntil = it.ReturnAt.Add(time.Second) // so that nobody else is asked in the moment it goes back
		return nil
	}
	from, err := w.Rules(ctx, it.QueueID)
	if err != nil {
		return err
	}
	it.moveTo(from, rules)
	it.settle()
	it.TurnAt = rules.turnAfter(it, now)
	it.Because = nil
	return nil
}
