package routing

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// usualWithin is how long it may take at most, as a rule, until what can be offered is: what
// still waits after that was missed by whoever should have decided.
const usualWithin = 500 * time.Millisecond

// Sweep is a round that nobody asked for, the net under those that commits ask for. Beside the
// number of offers made it gives how many of them were late: they could have been made half a
// second before, by all that is known of their items and agents.
func (s *Service) Sweep(ctx context.Context, pool centre.SiteID) (made, late int, err error) {
	made, err = s.round(ctx, pool, func(w Batch, situation *Situation, now time.Time) error {
		owed := situation.owedBy(now.Add(-usualWithin))
		if late = 0; len(owed) == 0 {
			return nil
		}
		var err error
		late, err = w.Unchanged(ctx, owed, now.Add(-usualWithin))
		return err
	})
	return made, min(made, late), err
}

// owedBy gives the offers that the same situation asked for at an earlier instant, if it was
// the same then: of what came since it had nothing, and rings and holds go by the clock.
func (s *Situation) owedBy(then time.Time) []Proposal {
	earlier := *s
	earlier.Waiting = slices.DeleteFunc(slices.Clone(s.Waiting), func(it Item) bool {
		return it.EnqueuedAt.After(then) || it.LegAt.After(then) || it.NotBefore.After(then)
	})
	return Decide(earlier, then)
}
