package routing

import (
	"context"
	"errors"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Declare takes an agent's word for what they do. Who steps away leaves nothing
// ringing behind: it goes on to somebody else at once.
func (s *Service) Declare(ctx context.Context, by centre.Actor, agent centre.AgentID, what presence.Declaration) error {
	return s.withDesk(ctx, by, agent, func(d *presence.Desk, now time.Time) (bool, error) {
		return true, d.Declare(what.Status, what.Reason, what.Next, now)
	})
}

// Fade notes that an agent's console went silent: offers that ring are taken
// back, work in hand stays. It changes nothing when they came back through another
// node since, or left.
func (s *Service) Fade(ctx context.Context, agent centre.AgentID, node centre.NodeID) error {
	return s.withDesk(ctx, centre.System, agent, func(d *presence.Desk, now time.Time) (bool, error) {
		if d.Link != presence.Connected || d.NodeID != node {
			return false, nil
		}
		d.Fade(now)
		return true, nil
	})
}

// Lose notes that an agent's console stayed silent: what can be done by others goes
// back to its place in line. It changes nothing when they came back.
func (s *Service) Lose(ctx context.Context, agent centre.AgentID) error {
	return s.withDesk(ctx, centre.System, agent, func(d *presence.Desk, now time.Time) (bool, error) {
		if d.Link != presence.Grace || now.Sub(d.LinkSince) < presence.LostAfter {
			return false, nil
		}
		d.Lose(now)
		return true, nil
	})
}

// Return asks an agent again who missed an offer, when their queue says after how long. For
// who came back by themselves, or missed another one since, it changes nothing.
func (s *Service) Return(ctx context.Context, agent centre.AgentID) error {
	return s.withDesk(ctx, centre.System, agent, func(d *presence.Desk, now time.Time) (bool, error) {
		return d.Return(now), nil
	})
}

// Vacate empties the desk of an agent who was shut out, without waiting for their
// console to fall silent. A call goes on to its end, as on a lost link.
func (s *Service) Vacate(ctx context.Context, agent centre.AgentID) error {
	return s.withDesk(ctx, centre.System, agent, func(d *presence.Desk, now time.Time) (bool, error) {
		d.Vacate(now)
		return true, nil
	})
}

// changeDesk changes a desk, or says that there is nothing to change.
type changeDesk func(*presence.Desk, time.Time) (bool, error)

// errMoved says that an offer was made while its desk was being locked.
var errMoved = errors.New("the desk got more work meanwhile")

// withDesk changes a desk and takes back what it may not keep. Items are locked
// before the desk; when one comes to it in between all begins anew.
func (s *Service) withDesk(ctx context.Context, by centre.Actor, agent centre.AgentID, change changeDesk) error {
	return untilStill(func() error {
		return s.tx.Do(ctx, func(w Batch) error { return s.tryDesk(ctx, w, by, agent, change) })
	})
}

func (s *Service) tryDesk(ctx context.Context, w Batch, by centre.Actor, agent centre.AgentID, change changeDesk) error {
	items, desk, err := lockWithWork(ctx, w, agent)
	if err != nil {
		return err
	}
	now := s.clock()
	if changed, err := change(&desk, now); err != nil || !changed {
		return err
	}
	for _, it := range items {
		if it.AgentID != agent || !it.TakenBack(&desk) {
			continue
		}
		if err := s.takeBack(ctx, w, by, it, &desk, now); err != nil {
			return err
		}
	}
	return presence.Save(ctx, w, by, &desk, now)
}

// lockWithWork locks all that an agent holds, and then their desk.
func lockWithWork(ctx context.Context, w Batch, agent centre.AgentID) ([]Item, presence.Desk, error) {
	ids, err := w.HeldItems(ctx, agent)
	if err != nil {
		return nil, presence.Desk{}, err
	}
	items := make([]Item, len(ids))
	for i, id := range ids {
		if items[i], err = w.LockItem(ctx, id); err != nil {
			return nil, presence.Desk{}, err
		}
	}
	desk, err := w.LockDesk(ctx, agent)
	if err != nil {
		return nil, desk, err
	}
	now, err := w.HeldItems(ctx, agent)
	if err != nil {
		return nil, desk, err
	}
	for _, id := range now {
		if !slices.Contains(ids, id) {
			return nil, desk, errMoved
		}
	}
	return items, desk, nil
}

// TakenBack reports whether work goes back to its place: what rings when its agent
// went silent or away, and without a console all but what lives on by itself.
func (it *Item) TakenBack(desk *presence.Desk) bool {
	switch it.State {
	case Offered:
		return desk.Status != presence.Available || desk.Link != presence.Connected
	case Active, Parked:
		return (desk.Link == presence.Lost || desk.Link == presence.None) && !it.Channel.Exclusive()
	}
	return false
}

// takeBack frees an item from a desk that the caller saves.
func (s *Service) takeBack(ctx context.Context, w Batch, by centre.Actor, it Item, desk *presence.Desk, now time.Time) error {
	offer, err := w.OpenOffer(ctx, it.ID)
	if err != nil {
		return err
	}
	if offer.State == Pending {
		desk.Unring(offer.Weight, now)
		if err := offer.decide(OfferCancelled, whyTakenBack(desk), now); err != nil {
			return err
		}
	} else {
		if err := put(ctx, w, &offer, desk, false, now); err != nil {
			return err
		}
		it.PreferredAgent, it.PreferredUntil, it.Owned = "", time.Time{}, false // who had it is gone: it is anybody's
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
	if err := w.Append(ctx, it.event("item.queued", by, now, desk.AgentID),
		offer.event("offer.withdrawn", &it, by, now)); err != nil {
		return err
	}
	if err := followAll(ctx, s.follow.Released, w, it, now); err != nil {
		return err
	}
	return s.comeBackFrom(ctx, w, &it, desk.AgentID, now)
}

func whyTakenBack(desk *presence.Desk) string {
	switch {
	case desk.Reason == presence.Deactivated:
		return "the agent was deactivated"
	case desk.Link != presence.Connected:
		return "the console did not answer"
	}
	return "the agent stepped away"
}
