package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/ticket"
)

// registerTickets adds cases to solve and what is said about them.
func (d *Door) registerTickets(api huma.API) {
	register(api, route{id: "list-tickets", method: http.MethodGet, path: "/tickets", tag: "tickets", needs: agent.ReadTickets,
		summary: "Tickets, the one changed last first"}, d.listTickets)
	register(api, route{id: "open-ticket", method: http.MethodPost, path: "/tickets", tag: "tickets", needs: agent.WriteTickets, status: http.StatusCreated,
		summary: "Open a ticket; an agent is looked for: the one it names first"}, d.openTicket)
	register(api, route{id: "get-ticket", method: http.MethodGet, path: "/tickets/{id}", tag: "tickets", needs: agent.ReadTickets, reaches: "ticket",
		summary: "One ticket"}, d.getTicket)
	register(api, route{id: "edit-ticket", method: http.MethodPatch, path: "/tickets/{id}", tag: "tickets", needs: agent.WriteTickets, reaches: "ticket",
		summary: "Change a ticket as you last saw it"}, d.editTicket)
	register(api, route{id: "list-comments", method: http.MethodGet, path: "/tickets/{id}/comments", tag: "tickets", needs: agent.ReadTickets, reaches: "ticket",
		summary: "What was said about a ticket, the latest first"}, d.listComments)
	register(api, route{id: "comment-ticket", method: http.MethodPost, path: "/tickets/{id}/comments", tag: "tickets", needs: agent.WriteTickets, reaches: "ticket", status: http.StatusCreated,
		summary: "Answer, leave an internal note, or note the customer's words"}, d.commentTicket)
}

type ticketsInput struct {
	Listed
	Sited
	State    string `query:"state" doc:"One state or several, separated by commas" example:"new,open"`
	Assignee string `query:"assignee" format:"uuid"`
	Queue    string `query:"queue" format:"uuid"`
	Customer string `query:"customer" format:"uuid"`
}

func (d *Door) listTickets(ctx context.Context, in *ticketsInput) (*body[centre.List[ticket.Ticket]], error) {
	r, err := d.reach(ctx, in.Site)
	if err != nil {
		return nil, err
	}
	f := ticket.Filter{Reach: r, AssigneeID: centre.AgentID(in.Assignee), QueueID: centre.QueueID(in.Queue), CustomerID: centre.CustomerID(in.Customer)}
	if f.States, err = states(in.State, ticket.States); err != nil {
		return nil, err
	}
	list, err := d.svc.Tickets.Tickets(ctx, f, in.page())
	return &body[centre.List[ticket.Ticket]]{list}, err
}

type openTicketInput struct {
	Body struct {
		Subject    string            `json:"subject" minLength:"1" maxLength:"200"`
		Priority   int               `json:"priority,omitempty" minimum:"1" maximum:"5" doc:"1 is the most urgent; left out, the customer's tier decides"`
		Category   string            `json:"category,omitempty" maxLength:"80"`
		QueueID    centre.QueueID    `json:"queue_id" format:"uuid" reach:"queue"`
		CustomerID centre.CustomerID `json:"customer_id" format:"uuid" reach:"customer"`
		AssigneeID centre.AgentID    `json:"assignee_id,omitempty" format:"uuid" reach:"agent"`
		ContactID  centre.ContactID  `json:"contact_id,omitempty" format:"uuid" doc:"The contact that leaves it behind" reach:"contact"`
		Custom     map[string]any    `json:"custom,omitempty"`
		Text       string            `json:"text,omitempty" maxLength:"20000" doc:"The first comment"`
		From       ticket.Side       `json:"from,omitempty" enum:"agent,customer" doc:"Whose words the text is; left out, your own"`
	}
}

func (d *Door) openTicket(ctx context.Context, in *openTicketInput) (*body[ticket.Ticket], error) {
	b := in.Body
	t, err := d.svc.Tickets.Begin(ctx, caller(ctx).Actor, ticket.Draft{
		Subject: b.Subject, Priority: b.Priority, Category: b.Category, QueueID: b.QueueID, CustomerID: b.CustomerID,
		AssigneeID: b.AssigneeID, ContactID: b.ContactID, Custom: b.Custom, Text: b.Text, From: b.From,
	})
	return &body[ticket.Ticket]{t}, err
}

func (d *Door) getTicket(ctx context.Context, in *One) (*body[ticket.Ticket], error) {
	t, err := d.svc.Tickets.Ticket(ctx, centre.TicketID(in.ID))
	return &body[ticket.Ticket]{t}, err
}

type editTicketInput struct {
	One
	Body struct {
		Version    int             `json:"version" doc:"As you last saw it"`
		Subject    *string         `json:"subject,omitempty" maxLength:"200"`
		State      *ticket.State   `json:"state,omitempty" enum:"open,pending,on_hold,solved,spam,cancelled"`
		Priority   *int            `json:"priority,omitempty" minimum:"1" maximum:"5"`
		Category   *string         `json:"category,omitempty" maxLength:"80"`
		Resolution *string         `json:"resolution,omitempty" maxLength:"80"`
		QueueID    *centre.QueueID `json:"queue_id,omitempty" format:"uuid" reach:"queue"`
		AssigneeID *centre.AgentID `json:"assignee_id,omitempty" pattern:"^([0-9a-fA-F-]{36})?$" patternDescription:"an id, or empty" doc:"Empty: nobody" reach:"agent"`
		Custom     map[string]any  `json:"custom,omitempty" doc:"null takes a value away"`
	}
}

func (d *Door) editTicket(ctx context.Context, in *editTicketInput) (*body[ticket.Ticket], error) {
	b := in.Body
	t, err := d.svc.Tickets.Edit(ctx, caller(ctx).Actor, centre.TicketID(in.ID), ticket.Edit{
		Version: b.Version, Subject: b.Subject, State: b.State, Priority: b.Priority, Category: b.Category,
		Resolution: b.Resolution, QueueID: b.QueueID, AssigneeID: b.AssigneeID, Custom: b.Custom,
	})
	return &body[ticket.Ticket]{t}, err
}

type commentsInput struct {
	One
	Listed
}

func (d *Door) listComments(ctx context.Context, in *commentsInput) (*body[centre.List[ticket.Comment]], error) {
	list, err := d.svc.Tickets.Comments(ctx, centre.TicketID(in.ID), in.page())
	return &body[centre.List[ticket.Comment]]{list}, err
}

type commentInput struct {
	One
	Body struct {
		Text     string       `json:"text" minLength:"1" maxLength:"20000"`
		Internal bool         `json:"internal,omitempty" doc:"For colleagues only"`
		From     ticket.Side  `json:"from,omitempty" enum:"agent,customer" doc:"Whose words they are; left out, your own"`
		State    ticket.State `json:"state,omitempty" enum:"open,pending,on_hold,solved,spam,cancelled" doc:"What the ticket becomes with it"`
	}
}

func (d *Door) commentTicket(ctx context.Context, in *commentInput) (*body[ticket.Comment], error) {
	c, err := d.svc.Tickets.Comment(ctx, caller(ctx).Actor, centre.TicketID(in.ID), ticket.Remark{
		Text: in.Body.Text, Internal: in.Body.Internal, From: in.Body.From, State: in.Body.State,
	})
	return &body[ticket.Comment]{c}, err
}
