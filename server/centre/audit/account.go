package audit

import (
	"fmt"
	"strings"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// Account is all that is kept of one item, as of one instant: its row, its offers, and
// what the journal says happened to it.
type Account struct {
	ItemID centre.ItemID
	Row    *ItemRow // nil: there is none
	Offers []OfferRow
	Events []Noted // in the order in which they happened
	Passed []Passing
}

// ItemRow is an item as its table has it.
type ItemRow struct {
	State      routing.State  `json:"state"`
	AgentID    centre.AgentID `json:"agent_id"`
	EnqueuedAt time.Time      `json:"enqueued_at"`
	EndedAt    *time.Time     `json:"ended_at"`
	WrapUntil  *time.Time     `json:"wrap_up_until"`
	Said       int            `json:"said"`     // messages of its chat
	LastSaid   int            `json:"last_seq"` // the number of the last one
}

// OfferRow is an offer as its table has it.
type OfferRow struct {
	ID        centre.OfferID     `json:"id"`
	AgentID   centre.AgentID     `json:"agent_id"`
	State     routing.OfferState `json:"state"`
	Open      bool               `json:"open"`
	OfferedAt time.Time          `json:"offered_at"`
	ExpiresAt time.Time          `json:"expires_at"`
	WaitedMS  int64              `json:"waited_ms"`
}

// Passing is an offer, made by turn, of work that stands behind the item in the same line.
type Passing struct {
	OfferID centre.OfferID `json:"offer_id"`
	ItemID  centre.ItemID  `json:"item_id"`
	At      time.Time      `json:"at"`
}

// Noted is one event of an item or of one of its offers.
type Noted struct {
	Kind    string    `json:"kind"`
	Subject string    `json:"subject"`
	State   string    `json:"state"` // of the subject, after it
	At      time.Time `json:"at"`

	Since     *time.Time `json:"since"`           // on arrival: a place in line that was kept since then
	HeldUntil *time.Time `json:"preferred_until"` // until when it waits for one agent
	Desk      *Declared  `json:"desk"`            // of an offer that was made: its agent's desk, as it was noted last before
}

// Declared is what an agent had declared, and whether their console reached us.
type Declared struct {
	Status presence.Status `json:"status"`
	Next   presence.Status `json:"next_status"`
	Link   presence.Link   `json:"link"`
}

// arrived is since when what came with the event stands in line.
func (n Noted) arrived() time.Time {
	if n.Since != nil {
		return *n.Since
	}
	return n.At
}

// Violation is a promise that something kept breaks.
type Violation struct {
	Invariant string         `json:"invariant" db:"invariant"`
	Subject   centre.Subject `json:"subject" db:"-"`
	What      string         `json:"what" db:"what"`
}

// The invariants that are checked: one live offer at most;
// capacity; a place in line that stays; served in order of place; an end for everything, once;
// the tables are what the journal says; nothing said twice or lost; nothing rings at an empty
// desk, nor is offered to who asked to leave; what is parked is parked for a call.
const (
	OneOffer    = "one live offer"
	Capacity    = "capacity"
	Place       = "place in line"
	InOrder     = "served in order"
	OneEnd      = "one end"
	Conserved   = "journal equals tables"
	SaidOnce    = "said once"
	Parked      = "nothing is parked for ever"
	NobodyThere = "nothing rings at an empty desk"
)

// overdue is how late a deadline may be met before it counts as missed.
const overdue = time.Minute

// Examine gives every promise that an item's account breaks.
func (a *Account) Examine(now time.Time) []Violation {
	x := examination{subject: centre.Subject{Kind: "item", ID: string(a.ItemID)}}
	if a.Row == nil {
		x.found(Conserved, "the journal knows it, and it is gone")
		return x.all
	}
	state, offers := x.fold(a.Events)
	x.unless(state == a.Row.State, Conserved, "its row is %s, by the journal it is %s", a.Row.State, state)
	x.unless(a.Row.State.Final() == (a.Row.EndedAt != nil), OneEnd, "it is %s, and its end is %v", a.Row.State, a.Row.EndedAt)
	if len(a.Events) > 0 {
		came := a.Events[0].arrived()
		x.unless(a.Row.EnqueuedAt.Equal(came), Place, "it stands in line since %s and arrived at %s", a.Row.EnqueuedAt, came)
	}
	x.unless(a.Row.LastSaid == a.Row.Said, SaidOnce, "%d messages, the last is number %d", a.Row.Said, a.Row.LastSaid)
	if a.Row.State == routing.WrapUp && a.Row.WrapUntil != nil {
		x.unless(now.Sub(*a.Row.WrapUntil) < overdue, OneEnd, "wrap-up should have ended at %s", a.Row.WrapUntil)
	}
	x.offers(a, offers, now)
	x.order(a)
	x.declared(a)
	return x.all
}

// examination collects what is found of one subject.
type examination struct {
	subject centre.Subject
	all     []Violation
}

func (x *examination) found(invariant, format string, args ...any) {
	x.all = append(x.all, Violation{invariant, x.subject, fmt.Sprintf(format, args...)})
}

func (x *examination) unless(ok bool, invariant, format string, args ...any) {
	if !ok {
		x.found(invariant, format, args...)
	}
}

// fold plays an item's events from its arrival on, and gives the state of the item and of
// its offers in which they end.
func (x *examination) fold(events []Noted) (routing.State, map[string]routing.OfferState) {
	state, offers, live := routing.State(""), map[string]routing.OfferState{}, ""
	for _, e := range events {
		kind, _, _ := strings.Cut(e.Kind, ".")
		switch {
		case e.Kind == "offer.made":
			x.unless(live == "", OneOffer, "offer %s was made while %s was live", e.Subject, live)
			x.unless(state.May(routing.Offered), OneOffer, "it was offered while it was %s", state)
			state, live, offers[e.Subject] = routing.Offered, e.Subject, routing.Pending
		case kind == "offer":
			to := routing.OfferState(e.State)
			x.unless(offers[e.Subject] == routing.Pending || e.Kind == "offer.withdrawn" && offers[e.Subject] == to,
				OneEnd, "offer %s was %s and then %s", e.Subject, offers[e.Subject], to)
			offers[e.Subject] = to
		case kind == "item" && e.State != "" && routing.State(e.State) != state:
			to := routing.State(e.State)
			x.unless(state == "" || state.May(to), OneEnd, "it went from %s to %s", state, to)
			if state = to; to == routing.Queued || to.Final() {
				live = ""
			}
		}
	}
	return state, offers
}

// offers compares an item's offers with its journal and with its row.
func (x *examination) offers(a *Account, noted map[string]routing.OfferState, now time.Time) {
	var open []OfferRow
	for _, o := range a.Offers {
		if o.Open {
			open = append(open, o)
		}
		x.unless(noted[string(o.ID)] == o.State, Conserved, "offer %s is %s, by the journal it is %q", o.ID, o.State, noted[string(o.ID)])
		waited := o.OfferedAt.Sub(a.Row.EnqueuedAt).Milliseconds()
		x.unless(waited == o.WaitedMS, Place, "offer %s counts a wait of %d ms, it was %d", o.ID, o.WaitedMS, waited)
		x.unless(o.State != routing.Pending || now.Sub(o.ExpiresAt) < overdue, OneEnd, "offer %s should have ended at %s", o.ID, o.ExpiresAt)
	}
	switch a.Row.State {
	case routing.Offered, routing.Active, routing.WrapUp:
		ok := len(open) == 1 && open[0].AgentID == a.Row.AgentID && (open[0].State == routing.Pending) == (a.Row.State == routing.Offered)
		x.unless(ok, OneOffer, "it is %s with %s, and open are %v", a.Row.State, a.Row.AgentID, open)
	case routing.Parked:
		x.unless(len(open) < 2, OneOffer, "it has %d open offers", len(open))
	default:
		x.unless(len(open) == 0, OneOffer, "it is %s and has %d open offers", a.Row.State, len(open))
	}
}
