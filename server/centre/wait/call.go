package wait

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/routing"
)

// beforeClose is how long before its queue closes the turn of a callback has to come at the
// latest.
const beforeClose = 10 * time.Minute

// Terms are when a queue offers a call to those who wait.
type Terms struct {
	After  time.Duration     // that they are expected to wait longer than; 0: never
	AtOnce bool              // a surge is on: to all of them, unless it is never
	Hours  calendar.Calendar // the queue's; one that is always open if it has none
}

// allow reports whether somebody who is expected to wait so long may be called instead: the
// queue is open without a break until their turn, and a while beyond it.
func (t Terms) allow(wait time.Duration, now time.Time) bool {
	until := now.Add(wait + beforeClose)
	return t.After > 0 && (t.AtOnce || wait > t.After) && t.Hours.Between(now, until) == until.Sub(now)
}

// Called says whether who waits is, or may be, called instead.
type Called string

// What there is to say; empty: there is no call in question.
const (
	CallOffered  Called = "offered"  // they may choose it
	CallAccepted Called = "accepted" // they did: they are called when it is their turn
)

// called says so of an item that has no call yet; nobody is offered a call while they are about to
// be answered, or after a rule of their queue has offered them one.
func (l *look) called(it *routing.Item, wait time.Duration) Called {
	if it.Holds() && !it.CallOffered() && l.terms[it.QueueID].allow(wait, l.now) {
		return CallOffered
	}
	return ""
}

// Turn says when it is an item's turn, as is expected in the mean, and whether its customer may
// be called then instead of waiting. A line that has become a little shorter since the customer
// was offered it is no reason to refuse them: half the time that their queue sets is enough.
func (s *Service) Turn(ctx context.Context, id centre.ItemID) (time.Time, bool, error) {
	l, err := s.look(ctx, 0)
	if err != nil {
		return time.Time{}, false, err
	}
	prospect, known := l.prospects([]centre.ItemID{id})[id]
	for i := range l.waiting {
		if it := &l.waiting[i]; known && it.ID == id {
			t := l.terms[it.QueueID]
			t.After /= 2
			return l.now.Add(prospect.Wait), it.Holds() && t.allow(prospect.Wait, l.now), nil
		}
	}
	return time.Time{}, false, nil
}
