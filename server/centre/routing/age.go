package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// MostAge is how far a supervisor may move an item's age, either way.
const MostAge = 24 * time.Hour

// Age is what a supervisor adds to the age by which an item's turn is worked out. It moves
// the item as if it had arrived so much earlier or, below zero, later; how long somebody has
// waited is reported as it is, and widens rings as it does.
type Age struct {
	Adjust time.Duration
	Was    *time.Duration // what they saw; nil: whatever it is
}

// Age moves an item forward or back in its line, while it waits or is deferred. When another
// supervisor moved it since the caller looked that is a Conflict, age_changed.
func (s *Service) Age(ctx context.Context, by centre.Actor, id centre.ItemID, to Age) (Item, error) {
	if to.Adjust > MostAge || to.Adjust < -MostAge {
		return Item{}, centre.Field("age_adjust_s", "is more than a day")
	}
	var item Item
	err := s.tx.Do(ctx, func(w Batch) error {
		it, err := w.LockItem(ctx, id)
		if err != nil {
			return err
		}
		if it.State != Queued && it.State != Deferred {
			return waitsNot(ctx, w, &it)
		}
		item = it
		was := it.AgeAdjust
		switch {
		case was == to.Adjust:
			return nil
		case to.Was != nil && *to.Was != was:
			return centre.Raced("age_changed", "somebody else moved this meanwhile", map[string]any{"age_adjust_s": was.Seconds()})
		}
		rules, err := w.Rules(ctx, it.QueueID)
		if err != nil {
			return err
		}
		now := s.clock()
		it.AgeAdjust = to.Adjust
		it.TurnAt = rules.turnAfter(&it, now)
		if err := w.SaveItems(ctx, &it); err != nil {
			return err
		}
		item = it
		e := it.event("item.aged", by, now)
		e.Data["age_adjust_s"], e.Data["was_s"] = it.AgeAdjust.Seconds(), was.Seconds()
		return w.Append(ctx, e)
	})
	return item, err
}
