package queue

import (
	"context"
	"log/slog"
	"time"
)

// surgesEvery is how often expected waits are compared with the usual ones.
const surgesEvery = 5 * time.Second

// Surges has surges begin and end by themselves. Any number of nodes may do it.
type Surges struct {
	Look func(context.Context) error
	Log  *slog.Logger
}

// Run looks until ctx ends.
func (s *Surges) Run(ctx context.Context) error {
	tick := time.NewTicker(surgesEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := s.Look(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn("look for surges", "err", err)
		}
	}
}
