package sql

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/visit"
)

var (
	_ visit.Store  = (*Work)(nil)
	_ visit.Reader = (*Work)(nil)
)

// PublicQueues gives the queues that are offered to the public, in their order.
func (w *Work) PublicQueues(ctx context.Context) ([]visit.Queue, error) {
	var rows []struct {
		ID         centre.QueueID            `db:"id"`
		Name       string                    `db:"name"`
		Zone       *string                   `db:"zone"`
		Weekly     doc[[]calendar.Weekly]    `db:"weekly"`
		Holidays   *string                   `db:"holidays"`
		Exceptions doc[[]calendar.Exception] `db:"exceptions"`
	}
	if err := w.all(ctx, "public-queues", &rows); err != nil {
		return nil, err
	}
	queues := make([]visit.Queue, len(rows))
	for i, r := range rows {
		queues[i] = visit.Queue{ID: r.ID, Name: r.Name, Hours: calendar.Always}
		if r.Zone != nil {
			queues[i].Hours = calendar.Calendar{Zone: *r.Zone, Weekly: r.Weekly.V, Holidays: value(r.Holidays), Exceptions: r.Exceptions.V}
		}
	}
	return queues, nil
}
