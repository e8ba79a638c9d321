package ticket

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Begin opens a ticket in the transaction of whoever met its reason: an agent, a
// chat's end, the offline form. Routing follows from the event; whom it is given to by
// somebody else is asked at once.
func Begin(ctx context.Context, w Store, by centre.Actor, d Draft, now time.Time) (Ticket, error) {
	if err := d.check(); err != nil {
		return Ticket{}, err
	}
	customer, err := w.CurrentCustomer(ctx, d.CustomerID)
	if err != nil {
		return Ticket{}, err
	}
	tier, err := w.CustomerTier(ctx, customer)
	if err != nil {
		return Ticket{}, err
	}
	custom, err := ownFields(ctx, w, nil, d.Custom)
	if err != nil {
		return Ticket{}, err
	}
	hours, err := w.QueueHours(ctx, d.QueueID)
	if err != nil {
		return Ticket{}, err
	}
	t := Ticket{
		ID: centre.NewID[centre.TicketID](), Subject: d.Subject, State: New, Priority: d.Priority, Category: d.Category,
		Queue: routing.Named{ID: string(d.QueueID)}, Customer: routing.Who{ID: customer, Tier: tier},
		ContactID: d.ContactID, Follows: d.Follows, Custom: custom, CreatedAt: now, UpdatedAt: now, Version: 1,
	}
	if t.Priority == 0 {
		t.Priority = byTier(tier)
	}
	t.assign(d.AssigneeID)
	t.start(hours)
	if err := w.AddTicket(ctx, &t); err != nil {
		return t, err
	}
	if d.Text != "" {
		if _, err := say(ctx, w, by, &t, Remark{Text: d.Text, From: d.From}, now); err != nil {
			return t, err
		}
	}
	if err := w.Append(ctx, t.event("ticket.created", by, now, "")); err != nil || d.AssigneeID == "" || by == centre.Agent(d.AssigneeID) {
		return t, err
	}
	return t, t.arrive(ctx, w, by, now)
}

// ownFields applies the values asked for to those that a ticket holds.
func ownFields(ctx context.Context, w Store, held, asked field.Values) (field.Values, error) {
	defs, err := w.Fields(ctx, field.Ticket)
	if err != nil {
		return nil, err
	}
	return field.Change(defs, held, asked)
}

// say keeps a comment under the name of who said it.
func say(ctx context.Context, w Store, by centre.Actor, t *Ticket, r Remark, now time.Time) (Comment, error) {
	author, err := author(ctx, w, by, t, r.From)
	if err != nil {
		return Comment{}, err
	}
	c := Comment{ID: centre.NewID[string](), TicketID: t.ID, At: now, From: author, Text: r.Text, Internal: r.Internal}
	return c, w.AddComment(ctx, c)
}

func author(ctx context.Context, w Store, by centre.Actor, t *Ticket, from Side) (Author, error) {
	switch {
	case from == FromCustomer || by.Kind == centre.ByVisitor:
		name, err := w.CustomerName(ctx, t.Customer.ID)
		return Author{FromCustomer, string(t.Customer.ID), name}, err
	case by.Kind == centre.BySystem:
		return Author{Kind: FromSystem}, nil
	}
	name, err := w.AgentName(ctx, centre.AgentID(by.ID))
	return Author{FromAgent, by.ID, name}, err
}

// event is something that happened to the ticket; had is who had it before.
func (t *Ticket) event(kind string, by centre.Actor, now time.Time, had centre.AgentID) centre.Event {
	topics := []string{"ticket:" + string(t.ID), "customer:" + string(t.Customer.ID), "board"}
	has := t.assignee()
	if has != "" {
		topics = append(topics, "agent:"+string(has))
	}
	if had != "" && had != has {
		topics = append(topics, "agent:"+string(had))
	}
	return centre.Event{
		At: now, Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "ticket", ID: string(t.ID)},
		Topics:  topics,
		Data: centre.Data{
			"number": t.Number, "state": t.State, "priority": t.Priority, "queue_id": t.Queue.ID,
			"customer_id": t.Customer.ID, "assignee_id": has, "contact_id": t.ContactID, "version": t.Version,
		},
	}
}
