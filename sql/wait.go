package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

var _ wait.Floor = (*Work)(nil)

// mostPassages bounds what one look at the lines reads: an hour of a large floor.
const mostPassages = 5000

// WaitingItems gives all work in line with somebody waiting at the other end.
func (w *Work) WaitingItems(ctx context.Context) ([]routing.Item, error) {
	return w.items(ctx, "waiting-people")
}

// AgentsThere gives the agents who are there for work, free or not.
func (w *Work) AgentsThere(ctx context.Context) ([]routing.Candidate, error) {
	return w.candidates(ctx, "agents-there")
}

// CallbackAfter gives the queues that offer a call to those who wait, and after how long an
// expected wait.
func (w *Work) CallbackAfter(ctx context.Context) (map[centre.QueueID]time.Duration, error) {
	var rows []struct {
		ID     centre.QueueID `db:"id"`
		AfterS int            `db:"callback_after_s"`
	}
	err := w.all(ctx, "callback-after", &rows)
	after := make(map[centre.QueueID]time.Duration, len(rows))
	for _, r := range rows {
		after[r.ID] = seconds(r.AfterS)
	}
	return after, err
}

// Passages gives the latest people in line who came since then.
func (w *Work) Passages(ctx context.Context, since time.Time) ([]wait.Passage, error) {
	var all []wait.Passage
	err := w.all(ctx, "passages", &all, since, mostPassages)
	return all, err
}

// Handling gives how long contacts of each queue were handled since then, in the mean.
func (w *Work) Handling(ctx context.Context, since time.Time) ([]wait.Handling, error) {
	var all []wait.Handling
	err := w.all(ctx, "handling", &all, since, mostPassages)
	return all, err
}
