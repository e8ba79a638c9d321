package queue

import (
	"context"
	"log/slog"
	"time"

	"switchboard/server/centre"
)

// How often the auditor looks, and how much of a node's time it may take.
const (
	auditEvery = 2 * time.Second
	auditShare = 8 // a pass that took t rests for 8 t
)

// Examiner compares a part of what is kept with the journal.
type Examiner interface {
	Pass(ctx context.Context) (fresh int, more bool, err error)
}

// Auditor lets the examiner work beside everything else. Any number of nodes may run it.
type Auditor struct {
	Examiner Examiner
	Log      *slog.Logger
	Alarm    Alarm
}

// Run audits until ctx ends.
func (a *Auditor) Run(ctx context.Context) error {
	for {
		began := time.Now()
		fresh, more, err := a.Examiner.Pass(ctx)
		if err != nil && ctx.Err() == nil && !centre.IsKind(err, centre.Busy) {
			a.Log.Warn("audit", "err", err)
		}
		if fresh > 0 {
			a.Alarm("violations", fresh)
		}
		rest := auditShare * time.Since(began)
		if !more || err != nil {
			rest = max(rest, auditEvery)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(rest):
		}
	}
}
