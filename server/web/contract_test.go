package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
)

// operations gives every operation of the contract.
func operations(d *Door) []*huma.Operation {
	var all []*huma.Operation
	for _, item := range d.Contract().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete, item.Patch} {
			if op != nil {
				all = append(all, op)
			}
		}
	}
	return all
}

func hasParam(op *huma.Operation, in, name string) bool {
	return slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.In == in && p.Name == name })
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func TestContractIsComplete(t *testing.T) {
	t.Parallel()
	d := door(t, Options{})
	ids := map[string]bool{}
	for _, op := range operations(d) {
		name := op.Method + " " + op.Path
		r, routed := op.Metadata["route"].(route)
		if !routed {
			t.Errorf("%s is not registered by register", name)
			continue
		}
		if op.OperationID == "" || op.Summary == "" || len(op.Tags) != 1 || op.Tags[0] == "" {
			t.Errorf("%s has no id, summary or tag", name)
		}
		if ids[op.OperationID] {
			t.Errorf("%s is there twice", op.OperationID)
		}
		ids[op.OperationID] = true
		if r.needs == "" || r.needs != agent.Anyone && !agent.RoleAdmin.May(r.needs) {
			t.Errorf("%s needs a permission that nobody has: %q", name, r.needs)
		}
		for _, status := range []string{"422", "429", "500", "503"} {
			if op.Responses[status] == nil {
				t.Errorf("%s does not say %s", name, status)
			}
		}
		if r.needs != agent.Anyone && (op.Responses["401"] == nil || op.Responses["403"] == nil || len(op.Security) == 0) {
			t.Errorf("%s does not say that one must sign in", name)
		}
		if keyed := r.writes() && !slices.Contains(repeatable, op.OperationID); keyed != hasParam(op, "header", "Idempotency-Key") {
			t.Errorf("%s takes an Idempotency-Key: %v", name, !keyed)
		}
		if r.writes() && op.Responses["409"] == nil {
			t.Errorf("%s does not say 409", name)
		}
		for _, m := range placeholder.FindAllStringSubmatch(op.Path, -1) {
			if !hasParam(op, "path", m[1]) {
				t.Errorf("%s does not read {%s}: its input is embedded and not exported?", name, m[1])
			}
		}
		if strings.HasPrefix(op.OperationID, "list-") && !isPaged(d, op) {
			t.Errorf("%s is no page of items with a next_cursor", name)
		}
	}
}

// TestWords compares the words that the contract names with those that there are: a new
// state that it did not tell would be news to nobody but the caller.
func TestWords(t *testing.T) {
	t.Parallel()
	schemas := newHouse(t).Contract().Components.Schemas.Map()
	channels := listed(routing.Call, routing.Chat, routing.Ticket, routing.Email, routing.Social, routing.Callback, routing.WalkIn)
	items := listed(routing.Queued, routing.Offered, routing.Active, routing.Parked, routing.WrapUp, routing.Deferred,
		routing.Completed, routing.Abandoned, routing.Ended, routing.Expired, routing.Cancelled)
	offers := listed(routing.Pending, routing.Accepted, routing.Rejected, routing.TimedOut, routing.OfferCancelled)
	desks := listed(presence.SeenOffline, presence.Ready, presence.Ringing, presence.OnContact, presence.WrapUp, presence.SeenAway, presence.NotResponding)
	tickets := listed(ticket.New, ticket.Open, ticket.Pending, ticket.OnHold, ticket.Solved, ticket.Closed, ticket.Merged, ticket.Spam, ticket.Cancelled)
	promises := listed(callback.Scheduled, callback.Due, callback.Offered, callback.Dialing, callback.Kept, callback.Moved, callback.Broken, callback.Cancelled)
	tiers := []any{"A", "B", "C"}
	for name, want := range map[string][]any{
		"Card.channel": channels, "Contact.channel": channels, "PastContact.channel": channels, "Entry.channel": channels,
		"Current.channel": channels, "PassedBy.channel": channels, "Slot.channel": channels,
		"Card.state": items, "OfferCard.state": offers, "Decision.state": offers,
		"Desk.state": desks, "AgentRow.state": desks, "Idle.state": desks,
		"Desk.status":      listed(presence.Available, presence.Away, presence.Offline),
		"Desk.next_status": listed(presence.Available, presence.Away, presence.Offline, ""),
		"Desk.link":        listed(presence.Connected, presence.Grace, presence.Lost, presence.None),
		"Idle.absent":      listed(presence.SignedOut, presence.NotConnected, presence.Silent, presence.SteppedAway, presence.Leaving, presence.LetPass, ""),
		"Ticket.state":     tickets, "OpenTicket.state": tickets, "FoundTicket.state": tickets,
		"Callback.state": promises, "Promise.state": promises,
		"Callback.outcome":  listed(callback.Reached, callback.NoAnswer, callback.Busy, callback.Machine, callback.WrongNumber, callback.Refused, ""),
		"Contact.direction": listed(contact.In, contact.Out), "PastContact.direction": listed(contact.In, contact.Out),
		"Party.kind": listed(chat.Customer, chat.Agent, chat.Machine), "Card.last_message_by": listed(chat.Customer, chat.Agent, ""),
		"Card.tier": tiers, "Who.tier": tiers, "Match.tier": tiers,
	} {
		schema, property, _ := strings.Cut(name, ".")
		if schemas[schema] == nil || schemas[schema].Properties[property] == nil {
			t.Errorf("there is no %s", name)
			continue
		}
		if got := schemas[schema].Properties[property].Enum; !slices.Equal(got, want) {
			t.Errorf("%s is one of %v, want %v", name, got, want)
		}
	}
}

func listed[T ~string](words ...T) []any {
	all := make([]any, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return all
}

func TestTheContractHasVisitorsAndSockets(t *testing.T) {
	t.Parallel()
	contract := door(t, Options{Sockets: []Socket{{Path: "/ws/visitor", Visitor: true, Text: "Say hello first."}}}).Contract()
	if contract.Components.SecuritySchemes["visitor"] == nil {
		t.Error("how visitors show who they are is not said")
	}
	for _, path := range []string{"/widget/config", "/visit/sessions", "/visit/offline", "/visit/callbacks", "/visit/messages", "/visit/attachments", "/visit/attachments/{id}", "/ws/visitor"} {
		if item := contract.Paths[path]; item == nil || len(item.Servers) != 1 || item.Servers[0].URL != "/" {
			t.Errorf("%s is not there, or not at the root: %+v", path, item)
		}
	}
	said := contract.Paths["/visit/messages"].Get
	if len(said.Security) != 1 || said.Security[0]["visitor"] == nil || said.Responses["401"] == nil {
		t.Errorf("messages are for whom? %+v", said.Security)
	}
	if socket := contract.Paths["/ws/visitor"].Get; socket.Description != "Say hello first." || !hasParam(socket, "query", "token") || socket.Responses["101"] == nil {
		t.Errorf("the socket is %+v", socket)
	}
	text, err := contract.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"#/components/schemas/(\w+)"`).FindAllStringSubmatch(string(text), -1) {
		if contract.Components.Schemas.Map()[m[1]] == nil {
			t.Errorf("nothing says what %s is", m[1])
		}
	}
}

// repeatable are the writes that change nothing when they are repeated.
var repeatable = []string{"sign-in", "sign-out", "check-callback"}

// isPaged reports whether an operation takes limit and cursor and answers with a page.
func isPaged(d *Door, op *huma.Operation) bool {
	answer := op.Responses["200"].Content["application/json"].Schema
	if answer.Ref != "" {
		answer = d.Contract().Components.Schemas.SchemaFromRef(answer.Ref)
	}
	return hasParam(op, "query", "limit") && hasParam(op, "query", "cursor") &&
		answer.Properties["items"] != nil && answer.Properties["next_cursor"] != nil
}

// anyID stands for every id in a path.
const anyID = "01890000-0000-7000-8000-000000000000"

// TestPermissions walks every operation with every role: who has no leave is
// told so before anything is read, who has is never.
func TestPermissions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	people := map[agent.Role]*person{"": h.nobody(t)}
	for _, role := range agent.Roles {
		people[role] = h.signedIn(t, role)
	}
	for _, op := range operations(h.Door) {
		needs := routeOfOperation(op).needs
		for role, p := range people {
			if role.May(needs) {
				continue
			}
			want, code := http.StatusForbidden, "no_permission"
			if role == "" {
				want, code = http.StatusUnauthorized, ""
			}
			t.Run(op.OperationID+" as "+string(role), func(t *testing.T) {
				refused(t, p.send(op.Method, placeholder.ReplaceAllString(op.Path, anyID), nil), want, code)
			})
		}
	}
}

func routeOfOperation(op *huma.Operation) route { return op.Metadata["route"].(route) }
