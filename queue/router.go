package queue

import (
	"context"
	"log/slog"
	"time"

	"switchboard/server/centre"
)

// Decider makes the offers that can be made in a pool.
type Decider interface {
	Round(ctx context.Context, pool centre.SiteID) (offers int, err error)
	// Sweep does so unasked; late are those offers that a round should have made long before.
	Sweep(ctx context.Context, pool centre.SiteID) (offers, late int, err error)
}

// Router decides whenever a commit on this node may have made an offer possible, and
// each second as a net for commits of nodes that did not live to decide. What the net finds
// that came only just now is on its way anyhow, on this node or another: the alarm is of the rest.
type Router struct {
	Decide  Decider
	Waiting func(context.Context) ([]centre.SiteID, error) // the pools in which work waits
	Wake    *Wake
	Log     *slog.Logger
	Alarm   Alarm
}

// Run decides until ctx ends.
func (r *Router) Run(ctx context.Context) error {
	net := time.NewTicker(time.Second)
	defer net.Stop()
	for {
		woken := true
		select {
		case <-ctx.Done():
			return nil
		case <-r.Wake.decide:
		case <-net.C:
			woken = r.Wake.wantsDecision()
		}
		if woken {
			r.all(ctx, r.Decide.Round)
			continue
		}
		late := 0
		r.all(ctx, func(ctx context.Context, pool centre.SiteID) (int, error) {
			made, old, err := r.Decide.Sweep(ctx, pool)
			late += old
			return made, err
		})
		if late > 0 {
			r.Alarm("offers_by_net", late)
		}
	}
}

// all decides for every pool in which work waits, and again while there is more than one
// round's worth. Most that wakes us is work that somebody took or that is over: where nothing
// waits it costs one question.
func (r *Router) all(ctx context.Context, decide func(context.Context, centre.SiteID) (int, error)) {
	pools, err := r.Waiting(ctx)
	if err != nil {
		r.warn(ctx, "ask where work waits", err)
		return
	}
	for _, pool := range pools {
		for {
			made, err := decide(ctx, pool)
			if err != nil {
				r.warn(ctx, "decide", err)
			}
			if made == 0 {
				break
			}
		}
	}
}

func (r *Router) warn(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		r.Log.Warn(what, "err", err)
	}
}
