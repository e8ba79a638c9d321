package ticket

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Store is what tickets need kept, in one transaction.
type Store interface {
	routing.Work
	field.Reader
	centre.History
	Tickets
	People
}

// Tickets are tickets as they are kept.
type Tickets interface {
	// AddTicket keeps a new ticket and gives it its number.
	AddTicket(ctx context.Context, t *Ticket) error
	// LockTicket reads a ticket and holds it until the transaction ends.
	LockTicket(ctx context.Context, id centre.TicketID) (Ticket, error)
	// SaveTicket keeps a ticket as changed, with its next version, and fills in
	// the names of who and what it now refers to.
	SaveTicket(ctx context.Context, t *Ticket) error
	AddComment(ctx context.Context, c Comment) error
	// QueueHours gives a queue's calendar; one that is always open if it has none.
	QueueHours(ctx context.Context, id centre.QueueID) (calendar.Calendar, error)
	// LiveTicketItem names the ticket's item that waits or is at an agent's desk; NotFound if none.
	LiveTicketItem(ctx context.Context, id centre.TicketID) (centre.ItemID, error)
}

// People are those whom tickets name.
type People interface {
	// CurrentCustomer follows merges to the survivor, and keeps them from being
	// merged away until the transaction ends.
	CurrentCustomer(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error)
	AgentName(ctx context.Context, id centre.AgentID) (string, error)
	CustomerName(ctx context.Context, id centre.CustomerID) (string, error)
	CustomerTier(ctx context.Context, id centre.CustomerID) (string, error)
}

// Reader reads tickets outside any transaction.
type Reader interface {
	Ticket(ctx context.Context, id centre.TicketID) (Ticket, error)
	// Tickets gives a page, the one changed last first.
	Tickets(ctx context.Context, f Filter, p centre.Page) (centre.List[Ticket], error)
	// Comments gives a page of what was said about a ticket, the latest first.
	Comments(ctx context.Context, id centre.TicketID, p centre.Page) (centre.List[Comment], error)
}

// Filter narrows a list of tickets; what is empty does not, but for the reach.
type Filter struct {
	Reach      centre.Reach
	States     []State
	AssigneeID centre.AgentID
	QueueID    centre.QueueID
	CustomerID centre.CustomerID
}
