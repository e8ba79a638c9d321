package ticket

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Route puts a ticket that nobody has in line. Doing so twice, or for a ticket
// that was taken or ended meanwhile, changes nothing.
func (s *Service) Route(ctx context.Context, id centre.TicketID) error {
	err := s.tx.Do(ctx, func(w Store) error {
		t, err := w.LockTicket(ctx, id)
		if err != nil || !t.State.Live() || t.Assignee != nil {
			return err
		}
		if _, err := w.LiveTicketItem(ctx, id); !centre.IsKind(err, centre.NotFound) {
			return err // waits already, or cannot be known
		}
		_, err = routing.Arrive(ctx, w, centre.System, routing.Arrival{
			QueueID: centre.QueueID(t.Queue.ID), Channel: routing.Ticket, TicketID: t.ID,
			CustomerID: t.Customer.ID, Tier: t.Customer.Tier, Priority: rank(t.Priority),
		}, s.clock())
		return err
	})
	if centre.IsCode(err, "already_waiting") {
		return nil
	}
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
