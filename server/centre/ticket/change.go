package ticket

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// alter changes a locked ticket by a rule, sets its due times anew and notes what
// happened: the kind given and whatever else the change amounts to.
func alter(ctx context.Context, w Store, by centre.Actor, t *Ticket, kind string, now time.Time, rule func() error) error {
	was := *t
	before, err := w.QueueHours(ctx, centre.QueueID(t.Queue.ID))
	if err != nil {
		return err
	}
	if err := rule(); err != nil {
		return err
	}
	after := before
	if t.Queue.ID != was.Queue.ID {
		if after, err = w.QueueHours(ctx, centre.QueueID(t.Queue.ID)); err != nil {
			return err
		}
	}
	t.reckon(was, before, after, now)
	t.UpdatedAt = now
	if err := w.SaveTicket(ctx, t); err != nil {
		return err
	}
	fields, err := centre.Differences(was, *t)
	if err != nil {
		return err
	}
	var events []centre.Event
	for _, k := range amounts(kind, was, *t) {
		e := t.event(k, by, now, was.assignee())
		e.Data["fields"] = fields
		events = append(events, e)
	}
	return w.Append(ctx, events...)
}

// amounts names what a change amounts to; "ticket.updated" when there is no
// better word.
func amounts(kind string, was, is Ticket) []string {
	var kinds []string
	if kind != "" {
		kinds = append(kinds, kind)
	}
	if was.assignee() != is.assignee() {
		kinds = append(kinds, "ticket.assigned")
	}
	switch {
	case was.State == is.State:
	case is.State == Solved:
		kinds = append(kinds, "ticket.solved")
	case was.State == Solved && is.State == Open:
		kinds = append(kinds, "ticket.reopened")
	case is.State == Closed:
		kinds = append(kinds, "ticket.closed")
	}
	if kinds == nil {
		kinds = append(kinds, "ticket.updated")
	}
	return kinds
}

// hear is what a comment does to its ticket; asked is the state that its writer
// asked for, empty for none.
func (t *Ticket) hear(c Comment, asked State, now time.Time) error {
	switch {
	case c.From.Kind == FromAgent && !c.Internal:
		if t.FirstReplyAt == nil {
			t.FirstReplyAt = &now
		}
		if asked == "" && t.State == New {
			asked = Open
		}
	case c.From.Kind == FromCustomer && asked == "" && (t.State == Pending || t.State == Solved):
		asked = Open
	}
	if asked == "" {
		return nil
	}
	return t.move(asked, now)
}

// successor is the ticket that goes on where this one was closed.
func (t *Ticket) successor() Draft {
	return Draft{
		Subject: t.Subject, Priority: t.Priority, Category: t.Category, QueueID: centre.QueueID(t.Queue.ID),
		CustomerID: t.Customer.ID, AssigneeID: t.assignee(), Follows: t.ID,
	}
}
