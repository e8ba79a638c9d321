package floor

import (
	"context"
	"fmt"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// Waits tells what somebody who comes now has before them; wait.Service does.
type Waits interface {
	// Newcomers gives the queues of which that can be told.
	Newcomers(ctx context.Context) (map[centre.QueueID]wait.Estimate, error)
}

// Surger begins and ends surges by the expected wait, in queues that allow it.
type Surger struct {
	floor *Service
	waits Waits
}

// NewSurger makes one for a floor.
func NewSurger(f *Service, waits Waits) *Surger { return &Surger{floor: f, waits: waits} }

// Look compares the waits of now with the usual ones. What it remembers from look to look is kept
// with the queue, so that any number of nodes may look: a surge begins once, whoever sees it, and
// a node that ends takes nothing with it.
func (s *Surger) Look(ctx context.Context) error {
	gauges, err := s.floor.read.Gauges(ctx, "")
	if err != nil || len(gauges) == 0 {
		return err
	}
	waits, err := s.waits.Newcomers(ctx)
	if err != nil {
		return err
	}
	for _, g := range gauges {
		e, known := waits[g.QueueID]
		if err := s.look(ctx, g, figures{known: known, wait: time.Duration(e.Mean * float64(time.Second))}); err != nil {
			return err
		}
	}
	return nil
}

// figures are what a queue is judged by.
type figures struct {
	known       bool
	wait, usual time.Duration
}

func (f figures) show(g *Gauge, now time.Time) (begins, ends bool) {
	if !f.known {
		g.lose()
		return false, false
	}
	return g.see(f.wait, f.usual, now)
}

func (s *Surger) look(ctx context.Context, g Gauge, f figures) error {
	now := s.floor.clock().Truncate(time.Microsecond) // as it is kept
	if f.known && f.wait >= calm(g.limit(0)) {        // shorter waits are short by any measure
		var err error
		if f.usual, err = s.floor.read.UsualWait(ctx, g.QueueID, now); err != nil {
			return err
		}
	}
	seen := g
	if begins, ends := f.show(&seen, now); !begins && !ends && seen == g {
		return nil
	}
	return s.floor.tx.Do(ctx, func(w Store) error {
		q, err := w.LockQueue(ctx, g.QueueID)
		if err != nil {
			return err
		}
		gauges, err := w.Gauges(ctx, q.ID) // once more, now that no other node is at it
		if err != nil || len(gauges) == 0 {
			return err
		}
		again := gauges[0]
		begins, ends := f.show(&again, now)
		if err := w.SaveGauge(ctx, again); err != nil {
			return err
		}
		switch {
		case begins:
			reason := fmt.Sprintf("Who comes now waits about %s, and %s is usual", aloud(f.wait), aloud(max(f.usual, again.Target)))
			return beginSurge(ctx, w, &q, centre.System, routing.Surge{Reason: reason, Automatic: true, BeganAt: now, Until: now.Add(UsualSurge)})
		case ends:
			return endSurge(ctx, w, &q, centre.System, now)
		}
		return nil
	})
}

// aloud is a wait as people say it.
func aloud(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}
