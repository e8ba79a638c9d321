package main

import (
	"context"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/board"
	"switchboard/server/centre/call"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/report"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/screen"
	"switchboard/server/centre/ticket"
	"switchboard/server/centre/visit"
	"switchboard/server/centre/wait"
	"switchboard/sql"
)

// house is the business, each service introduced to the others and to the store.
type house struct {
	store     *sql.Store
	signIn    *agent.SignIn
	scope     *agent.Scope
	agents    *agent.Service
	tokens    *agent.Tokens
	structure *agent.Structure
	floor     *floor.Service
	surger    *floor.Surger
	presence  *presence.Service
	routing   *routing.Service
	spills    *routing.Spiller
	work      *routing.Viewer
	why       *routing.Explainer
	contacts  *contact.Service
	chats     *chat.Service
	calls     *call.Service
	customers *customer.Service
	fields    *field.Service
	screens   *screen.Service
	tickets   *ticket.Service
	callbacks *callback.Service
	boards    *board.Service
	reports   *report.Service
	auditor   *audit.Auditor
	visits    *visit.Service
	waits     *wait.Service
}

// region is the country whose telephone numbers are typed without a country code.
const region = "US"

// hashesAtOnce bounds what passwords may cost: 19 MiB and a core each.
const hashesAtOnce = 2

// build makes the house; every service tells the time by clock.
func build(s *sql.Store, clock centre.Clock) *house {
	read := s.Read()
	h := &house{store: s}
	hasher := agent.NewHasher(agent.DefaultCost, hashesAtOnce)
	h.signIn = agent.NewSignIn(sql.Transact[agent.SecretStore](s), read, hasher, clock)
	h.scope = agent.NewScope(read)
	h.agents = agent.New(sql.Transact[agent.Store](s), read, hasher, clock)
	h.tokens = agent.NewTokens(sql.Transact[agent.TokenStore](s), read, clock)
	h.structure = agent.NewStructure(sql.Transact[agent.StructureStore](s), read, clock)
	h.floor = floor.New(sql.Transact[floor.Store](s), read, clock)
	h.presence = presence.New(sql.Transact[presence.Store](s), clock)
	h.fields = field.New(sql.Transact[field.Store](s), read, clock)
	h.customers = customer.New(sql.Transact[customer.Store](s), read, clock, region)
	h.screens = screen.New(read, clock)
	h.tickets = ticket.NewService(sql.Transact[ticket.Store](s), read, clock)
	h.waits = wait.New(read, clock)
	h.surger = floor.NewSurger(h.floor, h.waits)
	h.callbacks = callback.New(sql.Transact[callback.Store](s), read, clock, callback.Click{}, h.waits)
	h.contacts = contact.New(sql.Transact[contact.Store](s), read, clock, contact.Tickets{Open: openTicket, Note: noteTicket})
	h.routing = routing.New(sql.Transact[routing.Batch](s), clock, routing.Follows{
		Accepted:    []routing.Follow{follow(h.contacts.Accepted), follow(ticket.Accepted), follow(callback.Accepted)},
		Released:    []routing.Follow{follow(ticket.Released), follow(callback.Released)},
		Transferred: []routing.Follow{follow(h.contacts.Transferred), follow(ticket.Transferred)},
		Ended:       []routing.Follow{follow(h.contacts.Ended), follow(callback.Ended)},
		Unsaid:      []routing.Follow{follow(h.contacts.Unsaid)},
	})
	h.contacts.Route(h.routing)
	h.chats = chat.New(sql.Transact[chat.Store](s), read, clock, h.routing, h.introduce, rejoin)
	h.calls = call.New(sql.Transact[call.Store](s), clock, h.routing, callersOf(h.customers), rejoin)
	h.work = routing.NewViewer(read, read, h.screensOf, s.Head, clock)
	h.why = routing.NewExplainer(read, read, clock)
	h.spills = routing.NewSpiller(sql.Transact[routing.SpillWork](s), read, h.waits, h.routing,
		spill(h.chats.Overflowed), spill(h.contacts.Overflowed))
	h.auditor = audit.NewAuditor(sql.Transact[audit.Books](s), clock)
	h.boards = board.New(read, h.waits, s, clock)
	h.reports = report.New(read, clock)
	h.visits = visit.New(sql.Transact[visit.Store](s), read, clock, h.introduce)
	return h
}

// follow lets a service that needs the part W of the store follow routing.
func follow[W any](f func(context.Context, W, routing.Item, time.Time) error) routing.Follow {
	return func(ctx context.Context, w routing.Work, it routing.Item, now time.Time) error {
		return f(ctx, w.(W), it, now)
	}
}

// spill lets a service that needs the part W of the store follow overflow rules.
func spill[W any](f func(context.Context, W, routing.Item, routing.Overflow, time.Time) error) routing.SpillFollow {
	return func(ctx context.Context, w routing.Work, it routing.Item, r routing.Overflow, now time.Time) error {
		return f(ctx, w.(W), it, r, now)
	}
}

// turn applies the rules for who waited so long, and says when the next are due.
func (h *house) turn(ctx context.Context, id string) error {
	if err := h.spills.Item(ctx, centre.ItemID(id)); err != nil {
		return err
	}
	return h.routing.Turn(ctx, centre.ItemID(id))
}

// rejoin gives a contact that begins the place that is kept for its customer.
func rejoin(ctx context.Context, w contact.Store, by centre.Actor, c contact.Contact, phone string, now time.Time) (routing.Item, bool, error) {
	return callback.Rejoin(ctx, w.(callback.Store), by, c, phone, now)
}

// openTicket makes the ticket that a contact leaves behind.
func openTicket(ctx context.Context, w contact.Store, by centre.Actor, c contact.Contact, t contact.NewTicket, now time.Time) error {
	_, err := ticket.Begin(ctx, w.(ticket.Store), by, ticket.Draft{
		Subject: t.Subject, Priority: t.Priority, QueueID: c.QueueID, CustomerID: c.CustomerID, ContactID: c.ID, Text: c.Note,
	}, now)
	return err
}

// noteTicket keeps what an agent says when they put a ticket down.
func noteTicket(ctx context.Context, w contact.Store, by centre.Actor, id centre.TicketID, text string, now time.Time) error {
	return ticket.Note(ctx, w.(ticket.Store), by, id, text, now)
}

// introduce notes what a visitor says of themselves; it proves nothing.
func (h *house) introduce(ctx context.Context, w chat.Store, id centre.CustomerID, name, email string, _ time.Time) (centre.CustomerID, error) {
	return h.customers.IdentifyWithin(ctx, w.(customer.Store), centre.System, id, customer.Introduction{Name: name, Email: email})
}

// callersOf finds, and makes, the customers who call from a number.
func callersOf(customers *customer.Service) call.Callers {
	number := func(phone string) customer.Identity { return customer.Identity{Kind: customer.Phone, Value: phone} }
	return call.Callers{
		Known: func(ctx context.Context, phone string) (call.Caller, error) {
			c, err := customers.KnownBy(ctx, number(phone))
			return call.Caller{ID: c.ID, Tier: c.Tier}, err
		},
		Add: func(ctx context.Context, w call.Store, by centre.Actor, phone string) (call.Caller, error) {
			c, err := customers.CreateWithin(ctx, w.(customer.Store), by, customer.Draft{Identities: []customer.Identity{number(phone)}})
			return call.Caller{ID: c.ID, Tier: c.Tier}, err
		},
	}
}

// screensOf gives the context of the customers of many items.
func (h *house) screensOf(ctx context.Context, items []routing.Card) (map[centre.CustomerID]any, error) {
	asked := make([]screen.Request, len(items))
	for i, it := range items {
		asked[i] = screen.Request{CustomerID: it.Customer.ID, ContactID: it.ContactID, TicketID: it.TicketID}
	}
	found, err := h.screens.Screens(ctx, asked)
	if err != nil {
		return nil, err
	}
	all := make(map[centre.CustomerID]any, len(found))
	for id, s := range found {
		all[id] = s
	}
	return all, nil
}

// handlers are what the tasks of queue.Plan do.
func (h *house) handlers(wake *queue.Wake) queue.Handlers {
	return queue.Handlers{
		"offer:expire":     func(ctx context.Context, id string) error { return h.routing.Expire(ctx, centre.OfferID(id)) },
		"item:turn":        h.turn,
		"item:return":      func(ctx context.Context, id string) error { return h.routing.ComeBack(ctx, centre.ItemID(id)) },
		"surge:lapse":      func(ctx context.Context, id string) error { return h.floor.LapseSurge(ctx, centre.QueueID(id)) },
		"item:open":        func(ctx context.Context, id string) error { return h.routing.Open(ctx, centre.ItemID(id)) },
		"item:rehour":      h.routing.Rehour,
		"item:end-wrap-up": func(ctx context.Context, id string) error { return h.routing.EndWrapUp(ctx, centre.ItemID(id)) },
		"agent:lose":       func(ctx context.Context, id string) error { return h.routing.Lose(ctx, centre.AgentID(id)) },
		"agent:back":       func(ctx context.Context, id string) error { return h.routing.Return(ctx, centre.AgentID(id)) },
		"agent:leave":      func(ctx context.Context, id string) error { return h.routing.Vacate(ctx, centre.AgentID(id)) },
		"pool:decide":      func(context.Context, string) error { wake.Decide(); return nil },
		"chat:listen":      func(ctx context.Context, id string) error { return h.chats.Listen(ctx, centre.ContactID(id)) },
		"ticket:route":     func(ctx context.Context, id string) error { return h.tickets.Route(ctx, centre.TicketID(id)) },
		"ticket:close":     func(ctx context.Context, id string) error { return h.tickets.Close(ctx, centre.TicketID(id)) },
		"callback:due":     func(ctx context.Context, id string) error { return h.callbacks.Due(ctx, centre.CallbackID(id)) },
		"callback:break":   func(ctx context.Context, id string) error { return h.callbacks.Break(ctx, centre.CallbackID(id)) },
		"callback:settle":  func(ctx context.Context, id string) error { return h.callbacks.Settle(ctx, centre.CallbackID(id)) },
	}
}
