package floor

import (
	"context"
	"strings"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/routing"
)

// How long a surge may be on, and what may be said of it.
const (
	ShortestSurge = 5 * time.Minute
	UsualSurge    = 30 * time.Minute
	LongestSurge  = 8 * time.Hour
	longestReason = 200
)

// Surges keeps when more comes to a queue than it can serve.
type Surges interface {
	// OpenSurge gives the surge of a locked queue whose end nobody noted yet; NotFound if none.
	OpenSurge(ctx context.Context, id centre.QueueID) (routing.Surge, error)
	AddSurge(ctx context.Context, s routing.Surge) error
	EndSurge(ctx context.Context, id routing.SurgeID, by centre.Actor, at time.Time) error
	// Gauges gives the queues in which surges may begin by themselves; only that one, if named.
	Gauges(ctx context.Context, only centre.QueueID) ([]Gauge, error)
	// SaveGauge keeps since when a queue's wait is too long, or is not any more.
	SaveGauge(ctx context.Context, g Gauge) error
}

// Surge switches a surge on in a queue of a site that the caller reaches, for so long from now;
// it takes the place of one that is on.
func (s *Service) Surge(ctx context.Context, by agent.Caller, id centre.QueueID, length time.Duration, reason string) (Queue, error) {
	var wrong centre.Faults
	reason = strings.TrimSpace(reason)
	wrong.Unless(length >= ShortestSurge && length <= LongestSurge, "minutes", "must be 5 to 480")
	wrong.Text("reason", reason, 1, longestReason)
	if err := wrong.Err("this surge"); err != nil {
		return Queue{}, err
	}
	return s.inQueue(ctx, by, id, func(w Store, q *Queue) error {
		now := s.clock().Truncate(time.Microsecond) // as it is kept
		if err := endSurge(ctx, w, q, by.Actor, now); err != nil && !centre.IsKind(err, centre.NotFound) {
			return err
		}
		return beginSurge(ctx, w, q, by.Actor, routing.Surge{Reason: reason, BeganAt: now, Until: now.Add(length)})
	})
}

// EndSurge ends the surge of a queue of a site that the caller reaches; twice changes nothing.
func (s *Service) EndSurge(ctx context.Context, by agent.Caller, id centre.QueueID) (Queue, error) {
	return s.inQueue(ctx, by, id, func(w Store, q *Queue) error {
		if err := endSurge(ctx, w, q, by.Actor, s.clock()); !centre.IsKind(err, centre.NotFound) {
			return err
		}
		return nil
	})
}

// LapseSurge notes that the surge of a queue has ended by itself, if it has.
func (s *Service) LapseSurge(ctx context.Context, id centre.QueueID) error {
	return s.tx.Do(ctx, func(w Store) error {
		q, err := w.LockQueue(ctx, id)
		if err != nil {
			return err
		}
		surge, err := w.OpenSurge(ctx, id)
		now := s.clock()
		if err != nil || now.Before(surge.Until) { // it was switched on for longer meanwhile
			return err
		}
		return endSurge(ctx, w, &q, centre.System, now)
	})
}

// beginSurge begins a surge in a locked queue that has none.
func beginSurge(ctx context.Context, w Store, q *Queue, by centre.Actor, surge routing.Surge) error {
	surge.ID, surge.QueueID, surge.By = centre.NewID[routing.SurgeID](), q.ID, routing.Named{ID: by.ID}
	if err := w.AddSurge(ctx, surge); err != nil {
		return err
	}
	return w.Append(ctx, q.surged("queue.surge_began", surge, by, surge.BeganAt))
}

// endSurge ends the surge of a locked queue; NotFound if there is none.
func endSurge(ctx context.Context, w Store, q *Queue, by centre.Actor, now time.Time) error {
	surge, err := w.OpenSurge(ctx, q.ID)
	if err != nil {
		return err
	}
	if err := w.EndSurge(ctx, surge.ID, by, now); err != nil {
		return err
	}
	return w.Append(ctx, q.surged("queue.surge_ended", surge, by, now))
}

// surged is what became of a surge; its reason stands in its row, for it is in people's words.
func (q *Queue) surged(kind string, surge routing.Surge, by centre.Actor, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by, Subject: centre.Subject{Kind: "queue", ID: string(q.ID)}, Topics: []string{"queue:" + string(q.ID), "board"},
		Data: centre.Data{"pool": q.SiteID, "surge_id": surge.ID, "until": surge.Until, "automatic": surge.Automatic},
	}
}

// surgesOf says of each queue whether a surge is on in it.
func (s *Service) surgesOf(ctx context.Context, queues []Queue) error {
	on, err := s.read.Surges(ctx, s.clock())
	for i := range queues {
		if surge, is := on[queues[i].ID]; is {
			queues[i].Surge = &surge
		}
	}
	return err
}
