package routing

import (
	"context"

	"switchboard/server/centre"
)

// Turn notes that an item has waited to where more agents may serve it; noting it asks for
// a round of decisions. Early, twice or for work that does not wait it changes nothing.
func (s *Service) Turn(ctx context.Context, id centre.ItemID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		it, err := w.LockItem(ctx, id)
		if err != nil {
			return err
		}
		now := s.clock()
		if it.State != Queued || it.TurnAt.IsZero() || now.Before(it.TurnAt) {
			return nil
		}
		rules, err := w.Rules(ctx, it.QueueID)
		if err != nil {
			return err
		}
		it.TurnAt = rules.turnAfter(&it, now)
		if err := w.SaveItems(ctx, &it); err != nil {
			return err
		}
		e := it.event("item.turned", centre.System, now)
		e.Topics = nil // nothing that a screen shows has changed
		return w.Append(ctx, e)
	})
}
