package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

type entryRow struct {
	customer.Entry
	DueAt     *time.Time         `db:"due_at"`
	KeptSince *time.Time         `db:"kept_since"`
	OtherID   *centre.CustomerID `db:"other_id"`
	OtherName string             `db:"other_name"`
}

// CustomerHistory implements customer.Reader.
func (w *Work) CustomerHistory(ctx context.Context, r centre.Reach, id centre.CustomerID, after centre.Key, limit int) ([]customer.Entry, error) {
	by := seenBy(r)
	var rows []entryRow
	if err := w.all(ctx, "customer-history", &rows, string(id), after.At, after.ID, limit, by.queues, by.own, by.site); err != nil {
		return nil, err
	}
	entries := make([]customer.Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.Entry
		entries[i].At, entries[i].DueAt, entries[i].KeptSince = r.At.UTC(), r.DueAt, r.KeptSince
		if r.OtherID != nil {
			entries[i].Other = &customer.Ref{ID: *r.OtherID, Name: r.OtherName}
		}
	}
	return entries, nil
}
