package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

type surgeRow struct {
	ID        routing.SurgeID `db:"id"`
	QueueID   centre.QueueID  `db:"queue_id"`
	Reason    string          `db:"reason"`
	Automatic bool            `db:"automatic"`
	BeganAt   time.Time       `db:"began_at"`
	By        string          `db:"began_by"`
	ByName    string          `db:"began_by_name"`
	Until     time.Time       `db:"until"`
}

func (r surgeRow) surge() routing.Surge {
	return routing.Surge{
		ID: r.ID, QueueID: r.QueueID, Reason: r.Reason, Automatic: r.Automatic, BeganAt: r.BeganAt,
		By: routing.Named{ID: r.By, Name: r.ByName}, Until: r.Until,
	}
}

// Surges gives the surges that are on, by queue.
func (w *Work) Surges(ctx context.Context, now time.Time) (map[centre.QueueID]routing.Surge, error) {
	var rows []surgeRow
	if err := w.all(ctx, "surges", &rows, now); err != nil {
		return nil, err
	}
	on := make(map[centre.QueueID]routing.Surge, len(rows))
	for _, r := range rows {
		on[r.QueueID] = r.surge()
	}
	return on, nil
}

// OpenSurge gives the surge of a queue whose end nobody noted yet; NotFound if there is none.
func (w *Work) OpenSurge(ctx context.Context, id centre.QueueID) (routing.Surge, error) {
	var r surgeRow
	err := w.one(ctx, "open-surge", &r, id)
	return r.surge(), err
}

// AddSurge keeps a new surge.
func (w *Work) AddSurge(ctx context.Context, s routing.Surge) error {
	_, err := w.exec(ctx, "add-surge", s.ID, s.QueueID, s.Reason, s.Automatic, s.BeganAt, s.By.ID, s.Until)
	return err
}

// EndSurge notes when a surge ended and by whom.
func (w *Work) EndSurge(ctx context.Context, id routing.SurgeID, by centre.Actor, at time.Time) error {
	return w.change(ctx, "end-surge", id, at, by.ID)
}

// UntoldOfSurge names chats that wait in a queue with a surge, whose customer was not told.
func (w *Work) UntoldOfSurge(ctx context.Context, now time.Time, most int) ([]centre.ContactID, error) {
	var ids []centre.ContactID
	err := w.all(ctx, "untold-of-surge", &ids, now, most)
	return ids, err
}

// TellSurge notes that the customer of a chat is told of the surge, and gives the queue's text;
// NotFound if they were, or it does not wait in one any more.
func (w *Work) TellSurge(ctx context.Context, id centre.ContactID, now time.Time) (string, error) {
	var text string
	err := w.one(ctx, "tell-surge", &text, id, now)
	return text, err
}

type gaugeRow struct {
	ID        centre.QueueID `db:"id"`
	TargetS   int            `db:"target_s"`
	OverAt    *time.Time     `db:"over_at"`
	CalmAt    *time.Time     `db:"calm_at"`
	Surge     bool           `db:"surge"`
	Automatic bool           `db:"automatic"`
	EndedAt   *time.Time     `db:"ended_at"`
	ByHand    bool           `db:"by_hand"`
}

// Gauges gives the queues in which surges may begin by themselves; only that one, if named.
func (w *Work) Gauges(ctx context.Context, only centre.QueueID) ([]floor.Gauge, error) {
	var rows []gaugeRow
	err := w.all(ctx, "gauges", &rows, orNull(only))
	return each(rows, func(r gaugeRow) floor.Gauge {
		return floor.Gauge{
			QueueID: r.ID, Target: seconds(r.TargetS), OverAt: value(r.OverAt), CalmAt: value(r.CalmAt),
			On: r.Surge, Automatic: r.Automatic, EndedAt: value(r.EndedAt), ByHand: r.ByHand,
		}
	}), err
}

// SaveGauge keeps since when a queue's wait is too long, or is not any more.
func (w *Work) SaveGauge(ctx context.Context, g floor.Gauge) error {
	_, err := w.exec(ctx, "save-gauge", g.QueueID, optionalTime(g.OverAt), optionalTime(g.CalmAt))
	return err
}

// fewest is how many have to have come for their mean wait to be the usual one.
const fewest = 10

// UsualWait gives the mean wait of who came to a queue in this hour of the week in the last four
// weeks, surges left out; 0 when they were fewer than ten.
func (w *Work) UsualWait(ctx context.Context, id centre.QueueID, now time.Time) (time.Duration, error) {
	var r struct {
		Came  int     `db:"came"`
		MeanS float64 `db:"mean_s"`
	}
	if err := w.one(ctx, "usual-wait", &r, id, now); err != nil || r.Came < fewest {
		return 0, err
	}
	return time.Duration(r.MeanS * float64(time.Second)), nil
}
