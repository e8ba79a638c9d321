package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
)

var (
	_ ticket.Store  = (*Work)(nil)
	_ ticket.Reader = (*Work)(nil)
)

type ticketRow struct {
	ID              centre.TicketID   `db:"id"`
	Number          int64             `db:"number"`
	Subject         string            `db:"subject"`
	State           ticket.State      `db:"state"`
	Priority        int               `db:"priority"`
	Category        string            `db:"category"`
	Resolution      string            `db:"resolution"`
	QueueID         string            `db:"queue_id"`
	QueueName       string            `db:"queue_name"`
	CustomerID      centre.CustomerID `db:"customer_id"`
	CustomerName    string            `db:"customer_name"`
	CustomerTier    string            `db:"customer_tier"`
	AssigneeID      *string           `db:"assignee_id"`
	AssigneeName    string            `db:"assignee_name"`
	ContactID       *centre.ContactID `db:"contact_id"`
	Follows         *centre.TicketID  `db:"follows"`
	Custom          doc[field.Values] `db:"custom"`
	FirstReplyDueAt *time.Time        `db:"first_reply_due_at"`
	FirstReplyAt    *time.Time        `db:"first_reply_at"`
	ResolveDueAt    *time.Time        `db:"resolve_due_at"`
	ResolveUsedMS   int64             `db:"resolve_used_ms"`
	ResolveSince    *time.Time        `db:"resolve_since"`
	CreatedAt       time.Time         `db:"created_at"`
	UpdatedAt       time.Time         `db:"updated_at"`
	SolvedAt        *time.Time        `db:"solved_at"`
	Version         int               `db:"version"`
}

func (r ticketRow) ticket() ticket.Ticket {
	t := ticket.Ticket{
		ID: r.ID, Number: r.Number, Subject: r.Subject, State: r.State, Priority: r.Priority, Category: r.Category, Resolution: r.Resolution,
		Queue:     routing.Named{ID: r.QueueID, Name: r.QueueName},
		Customer:  routing.Who{ID: r.CustomerID, Name: r.CustomerName, Tier: r.CustomerTier},
		ContactID: value(r.ContactID), Follows: value(r.Follows), Custom: r.Custom.V,
		FirstReplyDueAt: r.FirstReplyDueAt, FirstReplyAt: r.FirstReplyAt, ResolveDueAt: r.ResolveDueAt,
		CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, SolvedAt: r.SolvedAt, Version: r.Version,
		Clock: ticket.Clock{Used: time.Duration(r.ResolveUsedMS) * time.Millisecond, Since: r.ResolveSince},
	}
	if r.AssigneeID != nil {
		t.Assignee = &routing.Named{ID: *r.AssigneeID, Name: r.AssigneeName}
	}
	return t
}

// AddTicket keeps a new ticket and fills in its number and names.
func (w *Work) AddTicket(ctx context.Context, t *ticket.Ticket) error {
	_, err := w.exec(ctx, "add-ticket", t.ID, t.Subject, t.State, t.Priority, t.Category, t.Queue.ID, t.Customer.ID, assignee(t),
		orNull(t.ContactID), orNull(t.Follows), doc[field.Values]{t.Custom}, t.FirstReplyDueAt, t.ResolveDueAt, t.Clock.Since,
		t.CreatedAt, t.Version)
	if err != nil {
		return err
	}
	*t, err = w.Ticket(ctx, t.ID)
	return err
}

func assignee(t *ticket.Ticket) *string {
	if t.Assignee == nil {
		return nil
	}
	return &t.Assignee.ID
}

// Ticket reads a ticket.
func (w *Work) Ticket(ctx context.Context, id centre.TicketID) (ticket.Ticket, error) {
	var r ticketRow
	err := w.one(ctx, "tickets-by-id", &r, pq.Array([]string{string(id)}))
	return r.ticket(), err
}

// LockTicket reads a ticket and holds it.
func (w *Work) LockTicket(ctx context.Context, id centre.TicketID) (ticket.Ticket, error) {
	var held centre.TicketID
	if err := w.one(ctx, "lock-ticket", &held, id); err != nil {
		return ticket.Ticket{}, err
	}
	return w.Ticket(ctx, id)
}

// SaveTicket keeps a ticket as changed, with its next version and current names.
func (w *Work) SaveTicket(ctx context.Context, t *ticket.Ticket) error {
	err := w.change(ctx, "save-ticket", t.ID, t.Subject, t.State, t.Priority, t.Category, t.Resolution, t.Queue.ID, assignee(t),
		doc[field.Values]{t.Custom}, t.FirstReplyDueAt, t.FirstReplyAt, t.ResolveDueAt, t.Clock.Used.Milliseconds(), t.Clock.Since,
		t.UpdatedAt, t.SolvedAt, t.Version+1)
	if err != nil {
		return err
	}
	*t, err = w.Ticket(ctx, t.ID)
	return err
}

// Tickets gives a page of tickets, the one changed last first.
func (w *Work) Tickets(ctx context.Context, f ticket.Filter, p centre.Page) (centre.List[ticket.Ticket], error) {
	after, err := p.After()
	if err != nil {
		return centre.List[ticket.Ticket]{}, err
	}
	var ids []centre.TicketID
	args := []any{after.At, after.ID, p.Size() + 1}
	by, one, list := seenBy(f.Reach), []any{orNull(f.AssigneeID), orNull(f.QueueID), orNull(f.CustomerID)}, ticketList(f)
	switch list {
	case "tickets-recent", "tickets-in-state":
		args = append(append(args, anyOf(f.States)), one...)
	case "tickets-in-reach":
		args = append(args, eachOf(f.States, ticket.States), by.queues, by.own, by.only)
	default:
		args = append(append(args, anyOf(f.States)), one...)
		args = append(args, by.queues, by.own, by.only)
	}
	err = w.all(ctx, list, &ids, args...)
	if err != nil {
		return centre.List[ticket.Ticket]{}, err
	}
	tickets, err := w.TicketsByID(ctx, ids)
	if err != nil {
		return centre.List[ticket.Ticket]{}, err
	}
	return centre.ListOf(tickets, p.Size(), func(t ticket.Ticket) centre.Key { return centre.Key{At: t.UpdatedAt, ID: string(t.ID)} }), nil
}

// TicketsByID gives tickets in the order asked for.
func (w *Work) TicketsByID(ctx context.Context, ids []centre.TicketID) ([]ticket.Ticket, error) {
	var rows []ticketRow
	if err := w.all(ctx, "tickets-by-id", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	tickets := make([]ticket.Ticket, len(rows))
	for i, r := range rows {
		tickets[i] = r.ticket()
	}
	return tickets, nil
}

// ticketList is the statement whose index narrows the most.
func ticketList(f ticket.Filter) string {
	switch {
	case f.CustomerID != "":
		return "tickets-of-customer"
	case f.AssigneeID != "":
		return "tickets-of-assignee"
	case f.QueueID != "":
		return "tickets-of-queue"
	case !f.Reach.All || f.Reach.Only != "":
		return "tickets-in-reach"
	case len(f.States) == 1:
		return "tickets-in-state"
	}
	return "tickets-recent"
}

// AddComment keeps a comment.
func (w *Work) AddComment(ctx context.Context, c ticket.Comment) error {
	_, err := w.exec(ctx, "add-comment", c.ID, c.TicketID, c.At, c.From.Kind, c.From.ID, c.From.Name, c.Text, c.Internal)
	return err
}

// Comments gives a page of what was said about a ticket, the latest first.
func (w *Work) Comments(ctx context.Context, id centre.TicketID, p centre.Page) (centre.List[ticket.Comment], error) {
	after, err := p.After()
	if err != nil {
		return centre.List[ticket.Comment]{}, err
	}
	var rows []struct {
		ID       string          `db:"id"`
		TicketID centre.TicketID `db:"ticket_id"`
		At       time.Time       `db:"at"`
		FromKind ticket.Side     `db:"from_kind"`
		FromID   string          `db:"from_id"`
		FromName string          `db:"from_name"`
		Text     string          `db:"text"`
		Internal bool            `db:"internal"`
	}
	if err := w.all(ctx, "comments", &rows, id, after.At, after.ID, p.Size()+1); err != nil {
		return centre.List[ticket.Comment]{}, err
	}
	comments := make([]ticket.Comment, len(rows))
	for i, r := range rows {
		comments[i] = ticket.Comment{
			ID: r.ID, TicketID: r.TicketID, At: r.At, From: ticket.Author{Kind: r.FromKind, ID: r.FromID, Name: r.FromName},
			Text: r.Text, Internal: r.Internal,
		}
	}
	return centre.ListOf(comments, p.Size(), func(c ticket.Comment) centre.Key { return centre.Key{At: c.At, ID: c.ID} }), nil
}

// QueueHours gives a queue's calendar; one that is always open if it has none.
func (w *Work) QueueHours(ctx context.Context, id centre.QueueID) (calendar.Calendar, error) {
	var r struct {
		ID         *centre.CalendarID        `db:"id"`
		Name       *string                   `db:"name"`
		Zone       *string                   `db:"zone"`
		Weekly     doc[[]calendar.Weekly]    `db:"weekly"`
		Holidays   *string                   `db:"holidays"`
		Exceptions doc[[]calendar.Exception] `db:"exceptions"`
		Version    *int                      `db:"version"`
	}
	if err := w.one(ctx, "queue-hours", &r, id); err != nil || r.ID == nil {
		return calendar.Always, err
	}
	return calendar.Calendar{
		ID: *r.ID, Name: *r.Name, Zone: *r.Zone, Weekly: r.Weekly.V, Holidays: *r.Holidays, Exceptions: r.Exceptions.V, Version: *r.Version,
	}, nil
}

// LiveTicketItem names the ticket's item that waits or is at an agent's desk.
func (w *Work) LiveTicketItem(ctx context.Context, id centre.TicketID) (centre.ItemID, error) {
	var item centre.ItemID
	err := w.one(ctx, "live-ticket-item", &item, id)
	return item, err
}

// CustomerTier gives a customer's tier.
func (w *Work) CustomerTier(ctx context.Context, id centre.CustomerID) (string, error) {
	var tier string
	err := w.one(ctx, "customer-tier", &tier, id)
	return tier, err
}
