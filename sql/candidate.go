package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// FreeIn is in how long an agent is expected to have room for work on a channel.
func (w *Work) FreeIn(ctx context.Context, id centre.AgentID, c routing.Channel, now time.Time) (time.Duration, bool, error) {
	var r struct {
		First *float64 `db:"first_s"`
		Last  *float64 `db:"last_s"`
	}
	if err := w.one(ctx, "free-in", &r, id, now); err != nil {
		return 0, false, err
	}
	left := r.First
	if c.Exclusive() {
		left = r.Last
	}
	if left == nil {
		return 0, false, nil
	}
	return time.Duration(*left * float64(time.Second)), true, nil
}

type candidateRow struct {
	AgentID    centre.AgentID `db:"agent_id"`
	Load       int            `db:"load"`
	Yields     int            `db:"yields"`
	Capacity   int            `db:"capacity"`
	LastIdleAt time.Time      `db:"last_idle_at"`
	RungAt     time.Time      `db:"rung_at"`
	AsyncAt    time.Time      `db:"async_at"`
	Busy       float64        `db:"busy"`
	BusyAt     time.Time      `db:"busy_at"`
	Mixed      bool           `db:"mixed"`
	Version    int            `db:"version"`
	Queues     pq.StringArray `db:"queues"`
	Skills     pq.StringArray `db:"skills"`
	Levels     pq.Int64Array  `db:"levels"`
	Has        pq.StringArray `db:"has"` // the channel of each open offer

	Status presence.Status `db:"status"`
	Next   presence.Status `db:"next_status"`
	Link   presence.Link   `db:"link"`
	Missed bool            `db:"missed"`
}

func (r candidateRow) candidate() routing.Candidate {
	desk := presence.Desk{Status: r.Status, NextStatus: r.Next, Link: r.Link, Missed: r.Missed}
	c := routing.Candidate{
		ID: r.AgentID, Load: r.Load, Yields: r.Yields, Capacity: r.Capacity, Mixed: r.Mixed, Version: r.Version,
		LastIdleAt: r.LastIdleAt, RungAt: r.RungAt, AsyncAt: r.AsyncAt, Busy: presence.Busyness{Share: r.Busy, At: r.BusyAt},
		Queues: make(map[centre.QueueID]bool, len(r.Queues)), Skills: make(map[centre.SkillID]int, len(r.Skills)),
		Count: make(map[routing.Channel]int, len(r.Has)), Absent: desk.Absent(), Gone: desk.Gone(),
	}
	for _, q := range r.Queues {
		c.Queues[centre.QueueID(q)] = true
	}
	for i, s := range r.Skills {
		c.Skills[centre.SkillID(s)] = int(r.Levels[i])
	}
	for _, channel := range r.Has {
		c.Count[routing.Channel(channel)]++
	}
	return c
}

// Candidates gives the agents who may be offered work of the pool and have room, if only for
// a call that waits.
func (w *Work) Candidates(ctx context.Context, pool centre.SiteID) ([]routing.Candidate, error) {
	return w.candidates(ctx, "candidates", pool, routing.Lightest)
}

func (w *Work) candidates(ctx context.Context, statement string, args ...any) ([]routing.Candidate, error) {
	var rows []candidateRow
	if err := w.all(ctx, statement, &rows, args...); err != nil {
		return nil, err
	}
	all := make([]routing.Candidate, len(rows))
	for i, r := range rows {
		all[i] = r.candidate()
	}
	return all, nil
}

// CandidatesByID gives agents as a decision sees them, whether they are there or not.
func (w *Work) CandidatesByID(ctx context.Context, ids []centre.AgentID) ([]routing.Candidate, error) {
	return w.candidates(ctx, "candidates-named", pq.Array(ids))
}
