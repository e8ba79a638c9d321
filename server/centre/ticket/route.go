package ticket

import (
	"context"
	"errors"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Route puts a ticket that nobody has in line. Doing so twice, or for a ticket
// that was taken or ended meanwhile, changes nothing.
func (s *Service) Route(ctx context.Context, id centre.TicketID) error {
	err := s.tx.Do(ctx, func(w Store) error {
		t, err := w.LockTicket(ctx, id)
		if err != nil || !t.State.seeking() || t.Assignee != nil {
			return err
		}
		if _, err := w.LiveTicketItem(ctx, id); !centre.IsKind(err, centre.NotFound) {
			return err // waits already, or cannot be known
		}
		return t.arrive(ctx, w, centre.System, s.clock())
	})
	if centre.IsCode(err, "already_waiting") {
		return nil
	}
	return err
}

// errMoved says that the ticket got new work while it was being locked.
var errMoved = errors.New("the ticket got new work meanwhile")

// change runs fn on a locked ticket, and lets its work follow what it becomes. Items are
// locked before tickets; when another comes in between all begins anew.
func (s *Service) change(ctx context.Context, by centre.Actor, id centre.TicketID, fn func(Store, *Ticket, time.Time) error) (Ticket, error) {
	var t Ticket
	for range 5 {
		err := s.tx.Do(ctx, func(w Store) error {
			work, err := keepWork(ctx, w, id)
			if err != nil {
				return err
			}
			if t, err = w.LockTicket(ctx, id); err != nil {
				return err
			}
			if err := unmoved(ctx, w, id, work); err != nil {
				return err
			}
			was, now := t, s.clock()
			if err := fn(w, &t, now); err != nil {
				return err
			}
			return t.settle(ctx, w, by, was, work, now)
		})
		if !errors.Is(err, errMoved) {
			return t, err
		}
	}
	return t, &centre.Fault{Kind: centre.Busy, Code: "locked", Message: "somebody else is changing this right now", RetryAfter: time.Second}
}

// keepWork locks the ticket's work, and the desk where it is; nil if there is none.
func keepWork(ctx context.Context, w Store, id centre.TicketID) (*routing.Kept, error) {
	live, err := w.LiveTicketItem(ctx, id)
	if err == nil {
		var work *routing.Kept
		if work, err = routing.Keep(ctx, w, live); err == nil {
			return work, nil
		}
	}
	if centre.IsKind(err, centre.NotFound) {
		return nil, nil //nolint:nilnil // most tickets have no work
	}
	return nil, err
}

// unmoved makes sure, the ticket being locked, that work is what it had before.
func unmoved(ctx context.Context, w Store, id centre.TicketID, work *routing.Kept) error {
	live, err := w.LiveTicketItem(ctx, id)
	switch {
	case centre.IsKind(err, centre.NotFound):
		if work == nil {
			return nil
		}
	case err != nil:
		return err
	case work != nil && work.ID() == live:
		return nil
	}
	return errMoved
}

// settle lets a ticket's work follow what the ticket became: nobody's ticket waits in the
// line of its queue; one that is given to somebody, or comes to life again, waits there
// for its owner, unless they did it themselves and have it before them; one that waits for
// others, or is over, waits for nobody. What its owner has in hand is left to them.
func (t *Ticket) settle(ctx context.Context, w Store, by centre.Actor, was Ticket, work *routing.Kept, now time.Time) error {
	owner := t.assignee()
	if work == nil {
		if t.State.seeking() && (owner == "" || t.calls(was, by)) {
			return t.arrive(ctx, w, by, now)
		}
		return nil
	}
	if was.State == t.State && was.Queue.ID == t.Queue.ID && was.Priority == t.Priority && was.assignee() == owner {
		return work.Due(ctx, w, by, t.dueAt(), now)
	}
	if owner != "" && work.InHandOf() == owner || t.State.seeking() && by != centre.Agent(owner) {
		if err := work.Due(ctx, w, by, t.dueAt(), now); err != nil {
			return err
		}
		return t.send(ctx, w, by, work, now)
	}
	if !t.State.seeking() && work.InHandOf() != "" && owner == was.assignee() {
		return nil
	}
	return work.Drop(ctx, w, by, now)
}

// calls reports whether a change asks for its owner's attention.
func (t *Ticket) calls(was Ticket, by centre.Actor) bool {
	owner := t.assignee()
	return by != centre.Agent(owner) && (owner != was.assignee() || !was.State.seeking())
}

// send puts the work where the ticket is now.
func (t *Ticket) send(ctx context.Context, w Store, by centre.Actor, work *routing.Kept, now time.Time) error {
	goesOn, err := work.Send(ctx, w, by, routing.Aim{
		QueueID: centre.QueueID(t.Queue.ID), Priority: rank(t.Priority), Owner: t.assignee(),
		AllHours: t.allHours(),
	}, now)
	if err != nil || goesOn {
		return err
	}
	return t.arrive(ctx, w, by, now)
}

// arrive puts the ticket in line, for its owner if it has one.
func (t *Ticket) arrive(ctx context.Context, w Store, by centre.Actor, now time.Time) error {
	owner := t.assignee()
	_, err := routing.Arrive(ctx, w, by, routing.Arrival{
		QueueID: centre.QueueID(t.Queue.ID), Channel: routing.Ticket, TicketID: t.ID,
		CustomerID: t.Customer.ID, Tier: t.Customer.Tier, Priority: rank(t.Priority),
		PreferredAgent: owner, Owned: owner != "", DueAt: t.dueAt(), AllHours: t.allHours(),
	}, now)
	return err
}

// rank is a ticket's priority of 1 to 5 on the queues' scale of 1 to 9, where an
// ordinary ticket stands with ordinary work.
func rank(priority int) int { return priority + 2 }

// Accepted makes the agent who took the work the ticket's assignee; it follows
// routing. Work about something else changes nothing.
func Accepted(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	if it.TicketID == "" {
		return nil
	}
	t, err := w.LockTicket(ctx, it.TicketID)
	if err != nil || !t.State.Live() || t.assignee() == it.AgentID {
		return err
	}
	return alter(ctx, w, centre.Agent(it.AgentID), &t, "", now, func() error {
		t.assign(it.AgentID)
		return nil
	})
}

// Released notes that the ticket's work left its agent for anybody; it follows routing.
// What still waits for its owner is theirs; a ticket that waits for others needs nobody until
// they answer.
func Released(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	if it.TicketID == "" || it.Owned {
		return nil
	}
	t, err := w.LockTicket(ctx, it.TicketID)
	if err != nil {
		return err
	}
	if !t.State.seeking() {
		return routing.Withdraw(ctx, w, centre.System, it.ID, now)
	}
	if t.Assignee == nil {
		return nil
	}
	return alter(ctx, w, centre.System, &t, "", now, func() error {
		t.assign("")
		return nil
	})
}

// Transferred takes the ticket where its agent handed its work; it follows routing.
func Transferred(ctx context.Context, w Store, it routing.Item, now time.Time) error {
	if it.TicketID == "" {
		return nil
	}
	t, err := w.LockTicket(ctx, it.TicketID)
	if err != nil || !t.State.Live() {
		return err
	}
	err = alter(ctx, w, centre.System, &t, "", now, func() error {
		t.assign("")
		t.Queue = routing.Named{ID: string(it.QueueID)}
		return nil
	})
	if err != nil {
		return err
	}
	work, err := routing.Keep(ctx, w, it.ID)
	if err != nil {
		return err
	}
	return work.Due(ctx, w, centre.System, t.dueAt(), now)
}
