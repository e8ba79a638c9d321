package sql

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
)

// noted is an event as the append statement reads it.
type noted struct {
	At          time.Time   `json:"at"`
	Kind        string      `json:"kind"`
	ActorKind   string      `json:"actor_kind"`
	ActorID     string      `json:"actor_id"`
	SubjectKind string      `json:"subject_kind"`
	SubjectID   string      `json:"subject_id"`
	Topics      []string    `json:"topics"`
	Data        centre.Data `json:"data"`
}

// Append notes events in the journal, in the order given. They are written at the end of the
// transaction, all in one statement, as they are now; their subjects are locked until then.
func (w *Work) Append(_ context.Context, events ...centre.Event) error {
	if w.tx == nil {
		return errors.New("journal: append outside a transaction")
	}
	for _, e := range events {
		if e.Topics == nil {
			e.Topics = []string{}
		}
		if e.Data == nil {
			e.Data = centre.Data{}
		}
		row, err := json.Marshal(noted{e.At, e.Kind, string(e.Actor.Kind), e.Actor.ID, e.Subject.Kind, e.Subject.ID, e.Topics, e.Data})
		if err != nil {
			return err
		}
		w.events, w.noted = append(w.events, e), append(w.noted, row)
	}
	return nil
}

// writeJournal writes what was noted.
func (w *Work) writeJournal(ctx context.Context) error {
	if len(w.noted) == 0 {
		return nil
	}
	body, err := json.Marshal(w.noted)
	if err != nil {
		return err
	}
	var ids []int64
	if err := w.all(ctx, "append-journal", &ids, string(body)); err != nil {
		return err
	}
	for i, id := range ids {
		w.events[i].ID = id
	}
	return nil
}

// ChangesSince gives the changes that made a thing's versions after one, the last first.
// Of what one change amounted to the first word counts.
func (w *Work) ChangesSince(ctx context.Context, id string, version int) ([]centre.Change, error) {
	var rows []struct {
		At        time.Time        `db:"at"`
		Kind      string           `db:"kind"`
		ActorKind centre.ActorKind `db:"actor_kind"`
		ActorID   string           `db:"actor_id"`
		ActorName string           `db:"actor_name"`
		Version   int              `db:"version"`
		Fields    pq.StringArray   `db:"fields"`
	}
	if err := w.all(ctx, "changes-since", &rows, id, version); err != nil {
		return nil, err
	}
	changes := []centre.Change{}
	for _, r := range rows {
		c := centre.Change{
			Version: r.Version, At: r.At, Kind: r.Kind, Fields: r.Fields,
			By: centre.Changer{Kind: r.ActorKind, ID: r.ActorID, Name: r.ActorName},
		}
		if last := len(changes) - 1; last >= 0 && changes[last].Version == r.Version {
			changes[last] = c
			continue
		}
		changes = append(changes, c)
	}
	return changes, nil
}
