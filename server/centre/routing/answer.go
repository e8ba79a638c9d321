package routing

import (
	"context"
	"errors"
	"time"

	"switchboard/server/centre"
)

// Accept gives an agent the work that they were offered. Who has it by this very offer is
// given it again: a browser or a telephone system may say so twice.
func (s *Service) Accept(ctx context.Context, agent centre.AgentID, id centre.OfferID) (Item, error) {
	return s.answer(ctx, agent, id, Accepted, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		if now.After(h.offer.ExpiresAt) {
			// The deadline's own task will say so too; who answers late has lost.
			return &centre.Fault{Kind: centre.Conflict, Code: "offer_timeout", Message: "this was not answered in time and went back to its place in line"}
		}
		return s.take(ctx, w, h, centre.Agent(agent), now)
	})
}

// take makes pending work its agent's own.
func (s *Service) take(ctx context.Context, w Work, h *held, by centre.Actor, now time.Time) error {
	if err := h.offer.decide(Accepted, "", now); err != nil {
		return err
	}
	if err := h.item.move(Active); err != nil {
		return err
	}
	h.item.AcceptedAt, h.item.ReturnAt, h.item.Returned = now, time.Time{}, false
	h.offer.take(&h.desk, now)
	if h.desk.Load > h.desk.Capacity {
		if err := park(ctx, w, &h.desk, by, now); err != nil {
			return err
		}
	}
	if err := h.save(ctx, w, by, now, "item.accepted"); err != nil {
		return err
	}
	if err := w.Append(ctx, h.offer.event("offer.accepted", &h.item, by, now)); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Accepted, w, h.item, now)
}

// Reject lets the item pass: it keeps its place, and goes to somebody else first.
func (s *Service) Reject(ctx context.Context, agent centre.AgentID, id centre.OfferID, reason string) error {
	if reason == "" {
		return centre.Field("reason", "say why")
	}
	_, err := s.answer(ctx, agent, id, Rejected, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		h.desk.Decline(h.offer.Weight, now)
		return s.giveBack(ctx, w, h, centre.Agent(agent), Rejected, reason, "offer.declined", now)
	})
	return err
}

// errEarly keeps a deadline's task open: the clock that fired it was ahead of ours.
var errEarly = errors.New("the deadline is not reached")

// Expire ends an offer that nobody answered by its deadline. Doing so twice, or
// for an offer that was answered, changes nothing.
func (s *Service) Expire(ctx context.Context, id centre.OfferID) error {
	_, err := s.answer(ctx, "", id, TimedOut, func(ctx context.Context, w Batch, h *held, now time.Time) error {
		if now.Before(h.offer.ExpiresAt) {
			return errEarly
		}
		rules, err := w.Rules(ctx, h.item.QueueID)
		if err != nil {
			return err
		}
		h.desk.Miss(h.offer.Weight, rules.BackAfter, now)
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

// answer runs fn, which makes a pending offer what as says, with its item and desk locked.
// An agent may only answer what they were offered; an empty agent is the system.
func (s *Service) answer(ctx context.Context, agent centre.AgentID, id centre.OfferID, as OfferState, fn func(context.Context, Batch, *held, time.Time) error) (Item, error) {
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		now := s.clock()
		var h held
		var err error
		if h.item, err = w.LockOffered(ctx, id); err != nil {
			return err
		}
		if h.offer, err = w.Offer(ctx, id); err != nil { // as it is now that its item is locked
			return err
		}
		if agent != "" && h.offer.AgentID != agent && h.offer.State != Accepted {
			return centre.Faultf(centre.Forbidden, "this was offered to somebody else")
		}
		if as == Accepted && h.has(agent) {
			item = h.item
			return nil
		}
		if h.offer.State != Pending {
			return h.lost(ctx, w, agent)
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

// has reports whether the agent has the work by this very offer.
func (h *held) has(agent centre.AgentID) bool {
	return h.offer.State == Accepted && h.offer.Open && h.offer.AgentID == agent
}

// lost says what became of an offer that is not pending any more, and, where somebody has
// its work by now, who.
func (h *held) lost(ctx context.Context, w Batch, asker centre.AgentID) error {
	winner := h.item.AgentID
	if winner == "" || h.item.State == Offered || winner == asker && h.offer.State != Accepted {
		return h.offer.gone()
	}
	name, err := w.AgentName(ctx, winner)
	if err != nil {
		return err
	}
	return centre.Raced("already_taken", name+" has this already", Named{ID: string(winner), Name: name})
}

// giveBack ends a pending offer and puts its item back in its place, or, if it was transferred
// and there is nobody left to take it, back to who transferred it.
func (s *Service) giveBack(ctx context.Context, w Batch, h *held, by centre.Actor, as OfferState, reason, kind string, now time.Time) error {
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
	if err := followAll(ctx, s.follow.Released, w, h.item, now); err != nil {
		return err
	}
	return s.comeBackFrom(ctx, w, &h.item, h.offer.AgentID, now)
}
