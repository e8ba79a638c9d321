package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
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

// CallTerms gives when those queues offer a call to those who wait that do.
func (w *Work) CallTerms(ctx context.Context, now time.Time) (map[centre.QueueID]wait.Terms, error) {
	var rows []struct {
		ID     centre.QueueID `db:"id"`
		AfterS int            `db:"after_s"`
		Surge  bool           `db:"surge"`

		Zone       *string                   `db:"zone"` // nil: it has no calendar
		Weekly     doc[[]calendar.Weekly]    `db:"weekly"`
		Holidays   *string                   `db:"holidays"`
		Exceptions doc[[]calendar.Exception] `db:"exceptions"`
	}
	err := w.all(ctx, "call-terms", &rows, now)
	terms := make(map[centre.QueueID]wait.Terms, len(rows))
	for _, r := range rows {
		t := wait.Terms{After: seconds(r.AfterS), AtOnce: r.Surge, Hours: calendar.Always}
		if r.Zone != nil {
			t.Hours = calendar.Calendar{Zone: *r.Zone, Weekly: r.Weekly.V, Holidays: *r.Holidays, Exceptions: r.Exceptions.V}
		}
		terms[r.ID] = t
	}
	return terms, err
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
