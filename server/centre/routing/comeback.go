package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// returnAfter is how many times as long as an offer is answered transferred work waits to be
// taken, before it goes back.
const returnAfter = 2

// Stood is where work stood before it was transferred, and who had it there.
type Stood struct {
	AgentID  centre.AgentID
	QueueID  centre.QueueID
	Required []Need
	Because  *Applied
}

func (it *Item) stood(agent centre.AgentID) Stood {
	return Stood{agent, it.QueueID, it.Required, it.Because}
}

// ComeBack returns transferred work that nobody took in time to who transferred it. What
// rings just then comes back when it is let pass. For work that was taken, sent elsewhere or
// returned already it changes nothing.
func (s *Service) ComeBack(ctx context.Context, id centre.ItemID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		it, err := w.LockItem(ctx, id)
		if err != nil {
			return err
		}
		now := s.clock()
		left := it.ReturnAt.Sub(now)
		switch {
		case it.State != Queued || it.ReturnAt.IsZero() || left > time.Second: // handed on once more
			return nil
		case left > 0:
			return errEarly
		}
		return s.comeBack(ctx, w, &it, now)
	})
}

// comeBackFrom returns work that an agent no longer has on offer, if it was transferred to
// them or its time to be taken is over.
func (s *Service) comeBackFrom(ctx context.Context, w Batch, it *Item, agent centre.AgentID, now time.Time) error {
	if it.ReturnAt.IsZero() || it.PreferredAgent != agent && now.Before(it.ReturnAt) {
		return nil
	}
	return s.comeBack(ctx, w, it, now)
}

// comeBack puts waiting work back in the line where it was transferred from, before all that
// waited long there, and keeps it for who transferred it if they could be asked at once.
func (s *Service) comeBack(ctx context.Context, w Batch, it *Item, now time.Time) error {
	from, err := w.Stood(ctx, it.ID, it.Leg)
	if err != nil {
		return err
	}
	rules, err := w.Rules(ctx, from.QueueID)
	if err != nil {
		return err
	}
	left := it.QueueID
	if left != from.QueueID {
		if err := w.AddLeg(ctx, it.nextLeg(now)); err != nil {
			return err
		}
		it.QueueID, it.Pool, it.Required, it.Because = rules.QueueID, rules.Pool, from.Required, from.Because
		it.settle()
	}
	it.ReturnAt, it.Returned = time.Time{}, true
	it.PreferredAgent, it.PreferredUntil = "", time.Time{}
	if free, err := couldTake(ctx, w, from.AgentID, it); err != nil {
		return err
	} else if free {
		it.PreferredAgent, it.PreferredUntil = from.AgentID, now.Add(preferredFor)
	}
	it.TurnAt = rules.turnAfter(it, now)
	if err := w.SaveItems(ctx, it); err != nil {
		return err
	}
	e := it.event("item.returned", centre.System, now)
	e.Data["from"], e.Data["preferred_agent"] = left, it.PreferredAgent
	if left != it.QueueID {
		e.Topics = append(e.Topics, "queue:"+string(left))
	}
	if err := w.Append(ctx, e); err != nil {
		return err
	}
	return followAll(ctx, s.follow.Transferred, w, *it, now)
}

// couldTake reports whether an agent could be asked for the item at this moment. Their desk
// is not locked: another's may be, and the decision looks again.
func couldTake(ctx context.Context, w Batch, agent centre.AgentID, it *Item) (bool, error) {
	all, err := w.CandidatesByID(ctx, []centre.AgentID{agent})
	return len(all) == 1 && !all[0].barredFrom(it) && all[0].hindered(it) == "", err
}
