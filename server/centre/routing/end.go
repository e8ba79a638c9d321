package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// wrapStep is how much longer wrap-up lasts when its agent asks for it.
const wrapStep = 30 * time.Second

// End ends an agent's contact: wrap-up begins, unless the queue has none.
func (s *Service) End(ctx context.Context, agent centre.AgentID, id centre.ItemID) (Item, error) {
	return s.onHeld(ctx, agent, id, func(w Batch, h *held, now time.Time) error {
		return s.endHeld(ctx, w, h, centre.Agent(agent), now)
	})
}

// endHeld is what happens when either side ends a contact at work.
func (s *Service) endHeld(ctx context.Context, w Work, h *held, by centre.Actor, now time.Time) error {
	rules, err := w.Rules(ctx, h.item.QueueID)
	if err != nil {
		return err
	}
	if length := rules.wrapUpFor(); length > 0 {
		if err := h.item.move(WrapUp); err != nil {
			return err
		}
		h.item.WrapUpAt, h.item.WrapUpUntil = now, now.Add(length)
		h.offer.wrap(&h.desk, now)
		if err := h.save(ctx, w, by, now, "item.wrap_up"); err != nil {
			return err
		}
		return followAll(ctx, s.follow.Ended, w, h.item, now)
	}
	if err := complete(ctx, w, h, by, now); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Ended, w, h.item, now)
}

// complete frees the agent.
func complete(ctx context.Context, w Work, h *held, by centre.Actor, now time.Time) error {
	wrapped := h.item.State == WrapUp
	if err := h.item.end(Completed, now); err != nil {
		return err
	}
	if err := put(ctx, w, &h.offer, &h.desk, wrapped, now); err != nil {
		return err
	}
	return h.save(ctx, w, by, now, "item.completed")
}

// Finish ends wrap-up, in the transaction of whoever notes how the contact ended.
// In a queue that asks for a disposition of each contact chosen says whether there is one.
func (s *Service) Finish(ctx context.Context, w Work, agent centre.AgentID, id centre.ItemID, chosen bool, now time.Time) (Item, error) {
	h, err := lockHeld(ctx, w, id, agent)
	if err != nil {
		return Item{}, err
	}
	if h.item.State != WrapUp {
		return Item{}, h.item.refuse(Completed)
	}
	rules, err := w.Rules(ctx, h.item.QueueID)
	if err != nil {
		return Item{}, err
	}
	if rules.WrapMode == WrapMandatory && !chosen && h.item.ContactID != "" {
		return Item{}, centre.Field("disposition_id", "choose how this ended")
	}
	err = complete(ctx, w, &h, centre.Agent(agent), now)
	return h.item, err
}

// Extend gives wrap-up 30 s more, up to the queue's limit from its beginning.
func (s *Service) Extend(ctx context.Context, agent centre.AgentID, id centre.ItemID) (Item, error) {
	return s.onHeld(ctx, agent, id, func(w Batch, h *held, now time.Time) error {
		if h.item.State != WrapUp {
			return h.item.refuse(WrapUp)
		}
		rules, err := w.Rules(ctx, h.item.QueueID)
		if err != nil {
			return err
		}
		limit := h.item.WrapUpAt.Add(rules.WrapMax)
		if !h.item.WrapUpUntil.Before(limit) {
			return centre.Raced("wrap_up_limit", "wrap-up cannot last longer here", map[string]any{"until": limit})
		}
		h.item.WrapUpUntil = earlier(h.item.WrapUpUntil.Add(wrapStep), limit)
		return h.save(ctx, w, centre.Agent(agent), now, "item.wrap_up")
	})
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// EndWrapUp ends wrap-up whose time is over, whether its agent is still there or not;
// early or twice it changes nothing.
func (s *Service) EndWrapUp(ctx context.Context, id centre.ItemID) error {
	_, err := s.onHeld(ctx, "", id, func(w Batch, h *held, now time.Time) error {
		if h.item.State != WrapUp || now.Before(h.item.WrapUpUntil) {
			return nil
		}
		if err := complete(ctx, w, h, centre.System, now); err != nil {
			return err
		}
		rules, err := w.Rules(ctx, h.item.QueueID)
		if err != nil || rules.WrapMode != WrapMandatory {
			return err
		}
		return followAll(ctx, s.follow.Unsaid, w, h.item, now)
	})
	if centre.IsCode(err, "not_yours") || centre.IsCode(err, "over") {
		return nil
	}
	return err
}

// onHeld runs fn on work that the agent has, all locked.
func (s *Service) onHeld(ctx context.Context, agent centre.AgentID, id centre.ItemID, fn func(Batch, *held, time.Time) error) (Item, error) {
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		h, err := lockHeld(ctx, w, id, agent)
		if err != nil {
			return err
		}
		err = fn(w, &h, s.clock())
		item = h.item
		return err
	})
	return item, err
}

// Leave is the customer going away: work that waits or rings is abandoned, work in
// hand goes to wrap-up. It runs in the transaction of the door that met it.
func (s *Service) Leave(ctx context.Context, w Work, by centre.Actor, id centre.ContactID, now time.Time) error {
	it, err := w.LockLiveItem(ctx, id)
	if centre.IsKind(err, centre.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if it.called() {
		return followAll(ctx, s.follow.Ended, w, it, now)
	}
	switch it.State {
	case Queued:
		return s.leaveLine(ctx, w, it, Abandoned, by, now)
	case Deferred:
		return s.leaveLine(ctx, w, it, Ended, by, now)
	case Offered:
		return s.abandonRinging(ctx, w, it, by, now)
	case Active, Parked:
		h, err := lockDeskOf(ctx, w, it)
		if err != nil {
			return err
		}
		return s.endHeld(ctx, w, &h, by, now)
	}
	return nil
}

// Serving locks the item of a contact and, while an agent serves it, their desk; NotFound
// when it is over.
func (s *Service) Serving(ctx context.Context, w Work, id centre.ContactID) (Item, error) {
	it, err := w.LockLiveItem(ctx, id)
	if err != nil || it.State != Active {
		return it, err
	}
	_, err = w.LockDesk(ctx, it.AgentID)
	return it, err
}

func (s *Service) leaveLine(ctx context.Context, w Work, it Item, as State, by centre.Actor, now time.Time) error {
	if err := it.end(as, now); err != nil {
		return err
	}
	if err := w.SaveItems(ctx, &it); err != nil {
		return err
	}
	if err := w.Append(ctx, it.event("item."+string(as), by, now)); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Ended, w, it, now)
}

func (s *Service) abandonRinging(ctx context.Context, w Work, it Item, by centre.Actor, now time.Time) error {
	h, err := lockDeskOf(ctx, w, it)
	if err != nil {
		return err
	}
	if err := h.offer.decide(OfferCancelled, "the customer left", now); err != nil {
		return err
	}
	if err := h.item.end(Abandoned, now); err != nil {
		return err
	}
	h.item.AgentID = ""
	h.desk.Unring(h.offer.Weight, now)
	if err := h.save(ctx, w, by, now, "item.abandoned"); err != nil {
		return err
	}
	if err := w.Append(ctx, h.offer.event("offer.withdrawn", &h.item, by, now)); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Ended, w, h.item, now)
}
