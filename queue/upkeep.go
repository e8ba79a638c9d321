package queue

import (
	"context"
	"log/slog"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
)

// How long what is done is still kept.
const (
	upkeepEvery = time.Hour
	keepKeys    = 24 * time.Hour
	keepTasks   = 24 * time.Hour
	keepTraces  = 90 * 24 * time.Hour
)

// Upkeep keeps the tables from growing without end, and the journal's next
// partitions ready. Any number of nodes may do it.
type Upkeep struct {
	Store *sql.Store
	Clock centre.Clock
	Log   *slog.Logger
}

// Run does the work now and then each hour, until ctx ends.
func (u *Upkeep) Run(ctx context.Context) error {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		u.once(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (u *Upkeep) once(ctx context.Context) {
	now := u.Clock()
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"partition the journal", func() error { return u.Store.PartitionJournal(ctx, now) }},
		{"forget idempotency keys", counted(u.Store.ForgetKeys, ctx, now.Add(-keepKeys))},
		{"forget done tasks", counted(u.Store.ForgetTasks, ctx, now.Add(-keepTasks))},
		{"forget traces of decisions", counted(u.Store.ForgetTraces, ctx, now.Add(-keepTraces))},
		{"forget ended sessions", counted(u.Store.ForgetSessions, ctx, now)},
	} {
		if err := step.do(); err != nil && ctx.Err() == nil {
			u.Log.Warn("upkeep", "what", step.what, "err", err)
		}
	}
}

func counted(forget func(context.Context, time.Time) (int64, error), ctx context.Context, before time.Time) func() error {
	return func() error {
		_, err := forget(ctx, before)
		return err
	}
}
