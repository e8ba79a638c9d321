package web

import (
	"context"
	"net/http"
	"time"

	"switchboard/server/centre/agent"
)

// Pace is how many requests a minute one caller may make, on each node: a person by
// session, a program by its token, a visitor by theirs, and whoever has none by address.
// 0: as many as they like.
type Pace struct {
	Reads    int
	Writes   int
	Visitors int // reads and writes of who is not signed in
}

// quarter is the share of a minute's requests that may come at once.
const quarter = 4

// keepPace refuses, before anything is read, who asks faster than the pace. It is counted on
// this node alone: a guard of the house must cost nothing, and stand when Redis does not.
func (d *Door) keepPace(ctx context.Context, r route) error {
	perMinute, what := d.opt.Pace.Reads, "reads:"
	switch {
	case r.needs == agent.Anyone:
		perMinute, what = d.opt.Pace.Visitors, "visits:"
	case r.method != http.MethodGet && r.method != http.MethodHead:
		perMinute, what = d.opt.Pace.Writes, "writes:"
	}
	if perMinute == 0 {
		return nil
	}
	who := requestOf(ctx).caller.Actor
	return d.pace.Allow(ctx, what+string(who.Kind)+owner(ctx), Limit{Rate: perMinute, Per: time.Minute, Burst: max(1, perMinute/quarter)})
}
