package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

// LockBelongings implements customer.Merges.
func (w *Work) LockBelongings(ctx context.Context, id centre.CustomerID) error {
	for _, name := range []string{"lock-customer-visitors", "lock-customer-items", "lock-customer-contacts"} {
		if _, err := w.exec(ctx, name, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// MoveBelongings implements customer.Merges.
func (w *Work) MoveBelongings(ctx context.Context, from, into centre.CustomerID) (customer.Handover, error) {
	var row struct {
		Belongings doc[customer.Belongings]
		Live       doc[[]customer.Live]
	}
	err := w.one(ctx, "move-belongings", &row, string(from), string(into))
	return customer.Handover{Belongings: row.Belongings.V, Live: row.Live.V}, err
}

// GiveBack implements customer.Merges.
func (w *Work) GiveBack(ctx context.Context, from, into centre.CustomerID, b customer.Belongings) ([]customer.Live, error) {
	var live doc[[]customer.Live]
	err := w.one(ctx, "give-back", &live, string(from), string(into), doc[customer.Belongings]{b})
	return live.V, err
}

// AddMerge implements customer.Merges.
func (w *Work) AddMerge(ctx context.Context, m customer.Merge) error {
	_, err := w.exec(ctx, "add-merge", string(m.ID), string(m.From), string(m.Into), m.At, m.By, doc[customer.Moved]{m.Moved})
	return err
}

// mergeRow is a merge as it is kept.
type mergeRow struct {
	ID       customer.MergeID
	From     centre.CustomerID `db:"from_id"`
	Into     centre.CustomerID `db:"into_id"`
	At       time.Time
	By       string `db:"by_id"`
	Moved    doc[customer.Moved]
	UndoneAt *time.Time `db:"undone_at"`
}

func (r mergeRow) merge() customer.Merge {
	return customer.Merge{ID: r.ID, From: r.From, Into: r.Into, At: r.At, By: r.By, Moved: r.Moved.V, UndoneAt: r.UndoneAt}
}

// LockMerge implements customer.Merges.
func (w *Work) LockMerge(ctx context.Context, id customer.MergeID) (customer.Merge, error) {
	var row mergeRow
	err := w.one(ctx, "lock-merge", &row, string(id))
	return row.merge(), err
}

// StandingMerges implements customer.Merges.
func (w *Work) StandingMerges(ctx context.Context, into centre.CustomerID) ([]customer.Merge, error) {
	var rows []mergeRow
	if err := w.all(ctx, "standing-merges", &rows, string(into)); err != nil {
		return nil, err
	}
	merges := make([]customer.Merge, len(rows))
	for i, row := range rows {
		merges[i] = row.merge()
	}
	return merges, nil
}

// SaveMoved implements customer.Merges.
func (w *Work) SaveMoved(ctx context.Context, id customer.MergeID, moved customer.Moved) error {
	return w.change(ctx, "save-moved", string(id), doc[customer.Moved]{moved})
}

// EndMerge implements customer.Merges.
func (w *Work) EndMerge(ctx context.Context, id customer.MergeID, at time.Time) error {
	return w.change(ctx, "end-merge", string(id), at)
}
