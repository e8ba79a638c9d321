package routing

import (
	"context"
	"errors"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Accept gives an agent the work that they were offered.
func (s *Service) Accept(ctx context.Context, agent centre.AgentID, id centre.OfferID) (Item, error) {
	return s.answer(ctx, centre.Agent(agent), agent, id, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		if now.After(h.offer.ExpiresAt) {
			// The deadline's own task will say so too; who answers late has lost.
			return &centre.Fault{Kind: centre.Conflict, Code: "offer_timeout", Message: "this was not answered in time and went back to its place in line"}
		}
		if err := h.offer.decide(Accepted, "", now); err != nil {
			return err
		}
		if err := h.item.move(Active); err != nil {
			return err
		}
		h.item.AcceptedAt = now
		h.desk.Take(now)
		if err := h.save(ctx, w, centre.Agent(agent), now, "item.accepted"); err != nil {
			return err
		}
		if err := w.Append(ctx, h.offer.event("offer.accepted", &h.item, centre.Agent(agent), now)); err != nil {
			return err
		}
		return followAll(ctx, s.follow.Accepted, w, h.item, now)
	})
}

// Reject lets the item pass: it keeps its place, and goes to somebody else first.
func (s *Service) Reject(ctx context.Context, agent centre.AgentID, id centre.OfferID, reason string) error {
	if reason == "" {
		return centre.Field("reason", "say why")
	}
	_, err := s.answer(ctx, centre.Agent(agent), agent, id, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		h.desk.Decline(h.offer.Weight, now)
		return s.giveBack(ctx, w, h, centre.Agent(agent), Rejected, reason, "offer.declined", now)
	})
	return err
}

// Expire ends an offer that nobody answered by its deadline. Doing so twice, or
// for an offer that was answered, changes nothing.
func (s *Service) Expire(ctx context.Context, id centre.OfferID) error {
	_, err := s.answer(ctx, centre.System, "", id, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		if now.Before(h.offer.ExpiresAt) {
			return nil
		}
		h.desk.Miss(h.offer.Weight, now)
		return s.giveBack(ctx, w, h, centre.System, TimedOut, "", "offer.timed_out", now)
	})
	if decided(err) {
		return nil
	}
	return err
}

// decided reports whether an offer was found to be answered already.
func decided(err error) bool {
	var f *centre.Fault
	return errors.As(err, &f) && f.Kind == centre.Conflict && (f.Code == "already_taken" || len(f.Code) > 6 && f.Code[:6] == "offer_")
}

// answer runs fn on a pending offer with its item and desk locked. An agent may
// only answer what they were offered; an empty agent is the system.
func (s *Service) answer(ctx context.Context, by centre.Actor, agent centre.AgentID, id centre.OfferID, fn func(context.Context, Batch, *held, time.Time) error) (Item, error) {
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		now := s.clock()
		seen, err := w.Offer(ctx, id)
		if err != nil {
			return err
		}
		if agent != "" && seen.AgentID != agent {
			return centre.Faultf(centre.Forbidden, "this was offered to somebody else")
		}
		h := held{}
		if h.item, err = w.LockItem(ctx, seen.ItemID); err != nil {
			return err
		}
		if h.offer, err = w.Offer(ctx, id); err != nil { // as it is now that its item is locked
			return err
		}
		if h.offer.State != Pending {
			return h.offer.gone()
		}
		if h.desk, err = w.LockDesk(ctx, h.offer.AgentID); err != nil {
			return err
		}
		err = fn(ctx, w, &h, now)
		item = h.item
		return err
	})
	return item, err
}

// giveBack ends a pending offer and puts its item back in its place.
func (s *Service) giveBack(ctx context.Context, w Work, h *held, by centre.Actor, as OfferState, reason, kind string, now time.Time) error {
	if err := h.offer.decide(as, reason, now); err != nil {
		return err
	}
	if err := h.item.requeue(); err != nil {
		return err
	}
	if err := h.save(ctx, w, by, now, "item.queued"); err != nil {
		return err
	}
	if err := w.Append(ctx, h.offer.event(kind, &h.item, by, now)); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Released, w, h.item, now)
}

// Fade notes that an agent's console went silent: offers that ring are taken
// back, work in hand stays. Without a change since then, for node only.
func (s *Service) Fade(ctx context.Context, agent centre.AgentID, node centre.NodeID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		now := s.clock()
		return s.withDesk(ctx, w, agent, func(d *presence.Desk) (bool, error) {
			if d.Link != presence.Connected || d.NodeID != node {
				return false, nil // they came back through another node, or left
			}
			d.Fade(now)
			return true, nil
		}, now)
	})
}

// withDesk takes back what rings at an agent's desk and then changes the desk;
// items are locked before the desk, so what is found there is looked at again.
func (s *Service) withDesk(ctx context.Context, w Batch, agent centre.AgentID, change func(*presence.Desk) (bool, error), now time.Time) error {
	ids, err := w.HeldItems(ctx, agent)
	if err != nil {
		return err
	}
	items := make([]Item, 0, len(ids))
	for _, id := range ids {
		it, err := w.LockItem(ctx, id)
		if err != nil {
			return err
		}
		items = append(items, it)
	}
	desk, err := w.LockDesk(ctx, agent)
	if err != nil {
		return err
	}
	if changed, err := change(&desk); err != nil || !changed {
		return err
	}
	for _, it := range items {
		if it.AgentID != agent || !takenBack(it, desk.Link) {
			continue
		}
		if err := s.takeBack(ctx, w, it, &desk, now); err != nil {
			return err
		}
	}
	return presence.Save(ctx, w, centre.System, &desk, now)
}

// takenBack reports whether work goes back to its place when its agent's link is
// in grace (what rings) or lost (all but what lives on without a console).
func takenBack(it Item, link presence.Link) bool {
	switch it.State {
	case Offered:
		return true
	case Active, Parked:
		return link == presence.Lost && !it.Channel.Exclusive()
	}
	return false
}

// takeBack frees an item from a desk that the caller saves.
func (s *Service) takeBack(ctx context.Context, w Work, it Item, desk *presence.Desk, now time.Time) error {
	offer, err := w.OpenOffer(ctx, it.ID)
	if err != nil {
		return err
	}
	if offer.State == Pending {
		desk.Unring(offer.Weight, now)
		if err := offer.decide(OfferCancelled, "the console did not answer", now); err != nil {
			return err
		}
	} else {
		desk.Put(offer.Weight, false, now)
		offer.Open = false
	}
	if err := it.requeue(); err != nil {
		return err
	}
	if err := w.SaveItems(ctx, &it); err != nil {
		return err
	}
	if err := w.SaveOffer(ctx, &offer); err != nil {
		return err
	}
	if err := w.Append(ctx, it.event("item.queued", centre.System, now, desk.AgentID),
		offer.event("offer.withdrawn", &it, centre.System, now)); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Released, w, it, now)
}

// Lose notes that an agent's console stayed silent since then: what can be done by others
// goes back to its place in line. It changes nothing when they came back.
func (s *Service) Lose(ctx context.Context, agent centre.AgentID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		now := s.clock()
		return s.withDesk(ctx, w, agent, func(d *presence.Desk) (bool, error) {
			if d.Link != presence.Grace || now.Sub(d.LinkSince) < presence.LostAfter {
				return false, nil
			}
			d.Lose(now)
			return true, nil
		}, now)
	})
}
