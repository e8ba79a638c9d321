package sql

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

var _ routing.Survey = (*Work)(nil)

// Item reads an item without holding it.
func (w *Work) Item(ctx context.Context, id centre.ItemID) (routing.Item, error) {
	var r itemRow
	err := w.one(ctx, "item", &r, id)
	return r.item(), err
}

// Waiting gives all that waits in a pool.
func (w *Work) Waiting(ctx context.Context, pool centre.SiteID) ([]routing.Item, error) {
	return w.items(ctx, "waiting-items", pool)
}

// Everybody gives the agents who serve a queue of the pool, there or not.
func (w *Work) Everybody(ctx context.Context, pool centre.SiteID) ([]routing.Candidate, error) {
	return w.candidates(ctx, "everybody", pool)
}

// PoolsOf gives an agent's own pool and those whose queues they serve.
func (w *Work) PoolsOf(ctx context.Context, id centre.AgentID) ([]centre.SiteID, error) {
	var pools []centre.SiteID
	err := w.all(ctx, "pools-of", &pools, id)
	return pools, err
}

// Names gives what the pool's queues, and all skills, are called.
func (w *Work) Names(ctx context.Context, pool centre.SiteID) (routing.Names, error) {
	n := routing.Names{Queues: map[centre.QueueID]string{}, Skills: map[centre.SkillID]string{}}
	var rows []struct {
		Kind string `db:"kind"`
		ID   string `db:"id"`
		Name string `db:"name"`
	}
	err := w.all(ctx, "names", &rows, pool)
	for _, r := range rows {
		if r.Kind == "queue" {
			n.Queues[centre.QueueID(r.ID)] = r.Name
		} else {
			n.Skills[centre.SkillID(r.ID)] = r.Name
		}
	}
	return n, err
}

// Decisions gives the last decisions about an item, in order.
func (w *Work) Decisions(ctx context.Context, id centre.ItemID, most int) ([]routing.Decision, error) {
	var rows []struct {
		offerRow
		AgentName string `db:"agent_name"`
	}
	if err := w.all(ctx, "decisions", &rows, id, most); err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	all := make([]routing.Decision, len(rows))
	for i, r := range rows {
		all[i] = routing.Decision{
			OfferID: r.ID, Agent: routing.Named{ID: string(r.AgentID), Name: r.AgentName}, State: r.State,
			OfferedAt: r.OfferedAt, DecidedAt: r.DecidedAt, Reason: r.Reason, WaitedS: float64(r.WaitedMS) / 1000, Trace: r.Kept.V,
		}
	}
	return all, nil
}

// InTurn gives a callback in queue that was not undone.
func (w *Work) InTurn(ctx context.Context, id centre.CallbackID) (routing.InTurn, error) {
	var r struct {
		Since    time.Time `db:"in_line_since"`
		Attempts int       `db:"attempts"`
		NextAt   time.Time `db:"next_at"`
		State    string    `db:"state"`
	}
	err := w.one(ctx, "in-turn", &r, id)
	return routing.InTurn(r), err
}

// ForgetTraces empties the traces of offers made before then, some thousands at a time;
// who was offered what stays.
func (s *Store) ForgetTraces(ctx context.Context, before time.Time) (int64, error) {
	return s.Read().exec(ctx, "forget-traces", before)
}
