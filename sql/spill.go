package sql

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

var (
	_ routing.SpillWork = (*Work)(nil)
	_ routing.Brims     = (*Work)(nil)
)

// mostBrimming bounds what one look at a queue with overflow rules reads.
const mostBrimming = 2000

// BrimmingItems gives what waits or rings in queues with overflow rules, by queue and arrival.
func (w *Work) BrimmingItems(ctx context.Context) ([]routing.Item, error) {
	return w.items(ctx, "brimming-items", mostBrimming)
}

// OverflowRules gives the rules that hold now of those queues that have some.
func (w *Work) OverflowRules(ctx context.Context, now time.Time) (map[centre.QueueID][]routing.Overflow, error) {
	var rows []struct {
		ID       centre.QueueID          `db:"id"`
		Overflow doc[[]routing.Overflow] `db:"overflow"`
		Surge    *time.Time              `db:"surge"`
	}
	if err := w.all(ctx, "overflow-rules", &rows); err != nil {
		return nil, err
	}
	rules := make(map[centre.QueueID][]routing.Overflow, len(rows))
	for _, r := range rows {
		rules[r.ID] = routing.Rules{Overflow: r.Overflow.V, Surge: value(r.Surge)}.Applying(now)
	}
	return rules, nil
}

// Fronts gives the first item of every line of a pool that waits for anybody.
func (w *Work) Fronts(ctx context.Context, pool centre.SiteID, now time.Time) ([]routing.Item, error) {
	return w.items(ctx, "fronts", pool, now)
}

// SaveUnroutable keeps which lines nobody on shift could ever serve, and gives the queues that
// are new among them and those that are none any more; Busy while another node is at it.
func (w *Work) SaveUnroutable(ctx context.Context, lines []routing.Line, now time.Time) (lost, found []routing.Hopeless, err error) {
	var mine bool
	if err := w.one(ctx, "try-spill", &mine); err != nil {
		return nil, nil, err
	}
	if !mine {
		return nil, nil, centre.Faultf(centre.Busy, "another node is at it")
	}
	type row struct {
		QueueID   centre.QueueID `json:"queue_id"`
		Signature string         `json:"signature"`
	}
	rows := make([]row, len(lines))
	for i, l := range lines {
		rows[i] = row(l)
	}
	body, err := json.Marshal(rows)
	if err != nil {
		return nil, nil, err
	}
	before, err := w.hopeless(ctx)
	if err != nil || len(before)+len(lines) == 0 {
		return nil, nil, err
	}
	if _, err := w.exec(ctx, "save-unroutable", string(body), now); err != nil {
		return nil, nil, err
	}
	after, err := w.hopeless(ctx)
	return without(after, before), without(before, after), err
}

func (w *Work) hopeless(ctx context.Context) ([]routing.Hopeless, error) {
	var all []routing.Hopeless
	err := w.all(ctx, "unroutable-queues", &all)
	return all, err
}

// without gives those that are not among the others.
func without(all, others []routing.Hopeless) []routing.Hopeless {
	return slices.DeleteFunc(slices.Clone(all), func(q routing.Hopeless) bool { return slices.Contains(others, q) })
}
