package floor

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
)

// Queue gives one queue.
func (s *Service) Queue(ctx context.Context, id centre.QueueID) (Queue, error) {
	q, err := s.read.Queue(ctx, id)
	if err != nil {
		return q, err
	}
	one := []Queue{q}
	err = s.asNow(ctx, one)
	return one[0], err
}

// Queues gives a page of the queues in reach, by name.
func (s *Service) Queues(ctx context.Context, r centre.Reach, p centre.Page) (centre.List[Queue], error) {
	read := func(ctx context.Context, after centre.Named, limit int) ([]Queue, error) {
		return s.read.QueuesByName(ctx, r, after, limit)
	}
	list, err := page(ctx, p, read, func(q Queue) centre.Named { return centre.Named{Name: q.Name, ID: string(q.ID)} })
	if err != nil {
		return list, err
	}
	return list, s.asNow(ctx, list.Items)
}

// asNow says of each queue how it is at this moment.
func (s *Service) asNow(ctx context.Context, queues []Queue) error {
	if err := s.openNow(ctx, queues); err != nil {
		return err
	}
	return s.surgesOf(ctx, queues)
}

// openNow says of each queue whether it is open at this moment.
func (s *Service) openNow(ctx context.Context, queues []Queue) error {
	var ids []centre.CalendarID
	for _, q := range queues {
		if q.CalendarID != nil {
			ids = append(ids, *q.CalendarID)
		}
	}
	hours := map[centre.CalendarID]calendar.Calendar{}
	if len(ids) > 0 {
		calendars, err := s.read.Calendars(ctx, ids)
		if err != nil {
			return err
		}
		for _, c := range calendars {
			hours[c.ID] = c
		}
	}
	now := s.clock()
	for i, q := range queues {
		queues[i].OpenNow = q.CalendarID == nil || hours[*q.CalendarID].Open(now)
	}
	return nil
}

// CreateQueue adds a queue to a site that the caller reaches: the usual one,
// changed.
func (s *Service) CreateQueue(ctx context.Context, by agent.Caller, site centre.SiteID, c QueueChange) (Queue, error) {
	q := NewQueue()
	q.ID, q.SiteID = centre.NewID[centre.QueueID](), site
	if err := q.apply(c); err != nil {
		return Queue{}, err
	}
	if err := by.Reaches(site); err != nil {
		return Queue{}, err
	}
	err := s.tx.Do(ctx, func(w Store) error {
		if err := referred(ctx, w, &q, c); err != nil {
			return err
		}
		if err := w.AddQueue(ctx, &q, s.clock()); err != nil {
			return err
		}
		return w.Append(ctx, q.event("created", by, s))
	})
	if err != nil {
		return Queue{}, err
	}
	return s.Queue(ctx, q.ID)
}

// ChangeQueue changes a queue of a site that the caller reaches.
func (s *Service) ChangeQueue(ctx context.Context, by agent.Caller, id centre.QueueID, version int, c QueueChange) (Queue, error) {
	return s.inQueue(ctx, by, id, func(w Store, q *Queue) error {
		if q.Version != version {
			return stale("queue", *q)
		}
		if err := q.apply(c); err != nil {
			return err
		}
		if err := referred(ctx, w, q, c); err != nil {
			return err
		}
		if err := w.SaveQueue(ctx, q); err != nil {
			return err
		}
		return w.Append(ctx, q.event("changed", by, s))
	})
}

// inQueue does something in a queue that it locks, of a site that the caller reaches, and
// gives the queue as it is then.
func (s *Service) inQueue(ctx context.Context, by agent.Caller, id centre.QueueID, do func(Store, *Queue) error) (Queue, error) {
	err := s.tx.Do(ctx, func(w Store) error {
		q, err := w.LockQueue(ctx, id)
		if err != nil {
			return err
		}
		if err := by.Reaches(q.SiteID); err != nil {
			return err
		}
		return do(w, &q)
	})
	if err != nil {
		return Queue{}, err
	}
	return s.Queue(ctx, id)
}

// event names the site as the pool to decide in: new rules may free what waits.
func (q Queue) event(what string, by agent.Caller, s *Service) centre.Event {
	e := event("queue", string(q.ID), what, by, s.clock(), "queue:"+string(q.ID), "board")
	e.Data = centre.Data{"pool": q.SiteID, "version": q.Version}
	return e
}
