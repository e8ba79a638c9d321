package sql

import (
	"context"

	"switchboard/server/centre/audit"
)

var _ audit.Reader = (*Work)(nil)

// Journal implements audit.Reader.
func (w *Work) Journal(ctx context.Context, subject string, before int64, limit int) ([]audit.Entry, error) {
	var rows []eventRow
	var err error
	if subject == "" {
		err = w.all(ctx, "journal-entries", &rows, before, limit)
	} else {
		err = w.all(ctx, "journal-entries-of", &rows, subject, before, limit)
	}
	if err != nil {
		return nil, err
	}
	entries := make([]audit.Entry, len(rows))
	for i, r := range rows {
		e, err := r.event()
		if err != nil {
			return nil, err
		}
		entries[i] = audit.Entry{ID: e.ID, At: e.At, Kind: e.Kind, Actor: e.Actor, Subject: e.Subject, Data: e.Data}
	}
	return entries, nil
}
