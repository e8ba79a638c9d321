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
}

// Router decides whenever a commit on this node may have made an offer possible, and
// each second as a net for commits of nodes that did not live to decide.
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
		if made := r.all(ctx); made > 0 && !woken {
			r.Alarm("offers_by_net", made)
		}
	}
}

// all decides for every pool in which work waits, and again while there is more than one
// round's worth. Most that wakes us is work that somebody took or that is over: where nothing
// waits it costs one question.
func (r *Router) all(ctx context.Context) int {
	pools, err := r.Waiting(ctx)
	if err != nil {
		r.warn(ctx, "ask where work waits", err)
		return 0
	}
	total := 0
	for _, pool := range pools {
		for {
			made, err := r.Decide.Round(ctx, pool)
			if err != nil {
				r.warn(ctx, "decide", err)
			}
			total += made
			if made == 0 {
				break
			}
		}
	}
	return total
}

func (r *Router) warn(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		r.Log.Warn(what, "err", err)
	}
}
