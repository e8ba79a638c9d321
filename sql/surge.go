package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
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
