package routing

import (
	"context"
	"errors"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
)

// WhenClosed is what a queue does with chats that come while it is closed. Nobody holds a
// telephone until the morning: calls are refused in any case. What can wait waits.
type WhenClosed string

// What there is to do.
const (
	Refuse WhenClosed = "refuse"
	Defer  WhenClosed = "defer"
)

// Hours reads when queues are open.
type Hours interface {
	// QueueHours gives a queue's calendar; one that is always open if it has none.
	QueueHours(ctx context.Context, id centre.QueueID) (calendar.Calendar, error)
}

// defers reports whether work on the channel waits for the queue's opening.
func (r Rules) defers(c Channel) bool {
	return !c.RealTime() || c == Chat && r.WhenClosed == Defer
}

// admit says what becomes of new work by its queue's hours: it stands in line, or waits
// until they begin, or is refused.
func (it *Item) admit(hours calendar.Calendar, rules Rules, now time.Time) error {
	opens := hours.NextOpen(now)
	switch {
	case opens.Equal(now):
		it.State = Queued
	case rules.defers(it.Channel):
		it.State, it.NotBefore = Deferred, opens
	default:
		return refused(opens)
	}
	return nil
}

// refused tells who came while the queue is closed when it opens; null: never, as far as
// is known.
func refused(opens time.Time) error {
	return &centre.Fault{
		Kind: centre.Conflict, Code: "closed_hours", Message: "we are closed now; leave a message and we will write back",
		Detail: map[string]any{"opens_at": timeOrNil(opens)},
	}
}

// Open puts deferred work in line, in the place that it has had since it came, when its
// queue is open; otherwise it waits for the next opening. For work that is not deferred it
// changes nothing.
func (s *Service) Open(ctx context.Context, id centre.ItemID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		it, err := w.LockItem(ctx, id)
		if err != nil || it.State != Deferred {
			return err
		}
		return it.open(ctx, w, false, s.clock())
	})
}

// open lets deferred work follow the hours of its queue, or stand in line whatever they are.
func (it *Item) open(ctx context.Context, w Work, allHours bool, now time.Time) error {
	rules, err := w.Rules(ctx, it.QueueID)
	if err != nil {
		return err
	}
	hours, err := w.QueueHours(ctx, it.QueueID)
	if err != nil {
		return err
	}
	kind := "item.deferred"
	if opens := hours.NextOpen(now); allHours || opens.Equal(now) {
		if err := it.move(Queued); err != nil {
			return err
		}
		kind, it.TurnAt = "item.queued", rules.turnAfter(it, now)
		if !it.PreferredUntil.IsZero() { // the time for which it is theirs begins when they can be asked
			it.PreferredUntil = now.Add(it.PreferredUntil.Sub(it.EnqueuedAt))
		}
	} else {
		it.NotBefore = opens
	}
	if err := w.SaveItems(ctx, it); err != nil {
		return err
	}
	return w.Append(ctx, it.event(kind, centre.System, now))
}

// Rehour lets all that is deferred follow new hours: those of a queue, or of every queue
// with the calendar of that id. Each item follows in a transaction of its own and none of
// them ends the task, so that what failed is tried again with whatever is left by then.
func (s *Service) Rehour(ctx context.Context, id string) error {
	ctx = centre.Beforehand(ctx)
	var items []centre.ItemID
	err := s.tx.Do(ctx, func(w Batch) (err error) {
		items, err = w.DeferredBy(ctx, id)
		return err
	})
	for _, item := range items {
		if failed := s.Open(ctx, item); !centre.IsKind(failed, centre.NotFound) {
			err = errors.Join(err, failed)
		}
	}
	return err
}
