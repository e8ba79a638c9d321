package queue

import (
	"context"
	"log/slog"
	"time"
)

// How often overflow rules are looked at: what nobody can serve is known within a second.
const (
	overflowEvery = 500 * time.Millisecond
	overflowShare = 4 // a pass that took t is followed by a rest of 4 t at least
)

// Overflowing applies overflow rules to what waits; routing.Spiller does.
type Overflowing interface {
	Pass(ctx context.Context) (acted int, err error)
}

// Announcing tells those who wait of what makes them wait; chat.Service does.
type Announcing interface {
	Announce(ctx context.Context) error
}

// Overflow has the overflow rules looked at again and again. What depends on waiting alone
// comes due by the clock; this is for what else changes: how many wait, and who is there.
type Overflow struct {
	Word  Announcing
	Rules Overflowing
	Log   *slog.Logger
}

// Run looks until ctx ends.
func (o *Overflow) Run(ctx context.Context) error {
	for {
		began := time.Now()
		if err := o.Word.Announce(ctx); err != nil && ctx.Err() == nil {
			o.Log.Warn("tell of surges", "err", err)
		}
		if _, err := o.Rules.Pass(ctx); err != nil && ctx.Err() == nil {
			o.Log.Warn("apply overflow rules", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(max(overflowEvery, overflowShare*time.Since(began))):
		}
	}
}
