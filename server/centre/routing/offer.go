package routing

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// OfferState is how an offer went.
type OfferState string

// The states of an offer; only pending has exits.
const (
	Pending        OfferState = "pending"
	Accepted       OfferState = "accepted"
	Rejected       OfferState = "rejected"
	TimedOut       OfferState = "timeout"
	OfferCancelled OfferState = "cancelled"
)

// Offer is an item reserved for one agent until a deadline. It stays open while
// the agent has the work, so that open offers are all that anybody holds.
type Offer struct {
	ID        centre.OfferID
	ItemID    centre.ItemID
	AgentID   centre.AgentID
	Channel   Channel
	Weight    int
	State     OfferState
	Open      bool
	Yields    bool // gives way to a call, once it is accepted
	Parked    bool // until a call is over: it weighs nothing
	OfferedAt time.Time
	ExpiresAt time.Time
	DecidedAt time.Time
	Reason    string
	Waited    time.Duration
	Trace     Trace
}

// decide ends a pending offer.
func (o *Offer) decide(as OfferState, reason string, now time.Time) error {
	if o.State != Pending {
		return o.gone()
	}
	o.State, o.Reason, o.DecidedAt = as, reason, now
	o.Open = as == Accepted
	return nil
}

// take makes the offer work at its agent's desk.
func (o *Offer) take(d *presence.Desk, now time.Time) {
	d.Take(now)
	if o.Yields {
		d.Yields += o.Weight
	}
}

// wrap begins its wrap-up there.
func (o *Offer) wrap(d *presence.Desk, now time.Time) {
	if !o.Parked {
		d.Wrap(now)
	}
}

// ring has the offer ring at its agent's desk.
func (o *Offer) ring(d *presence.Desk, now time.Time) {
	d.Ring(o.Weight, now)
	if !o.Channel.RealTime() {
		d.AsyncAt = now
	}
}

// gone says what became of an offer that somebody still hoped to answer.
func (o *Offer) gone() error {
	f := &centre.Fault{Kind: centre.Conflict, Code: "offer_" + string(o.State), Detail: map[string]any{"state": o.State}}
	switch o.State {
	case TimedOut:
		f.Message = "this was not answered in time and went back to its place in line"
	case Rejected:
		f.Message = "this was declined already"
	case OfferCancelled:
		f.Message = "this is no longer on offer: " + o.Reason
	default:
		f.Message, f.Code = "this was accepted already", "already_taken"
	}
	return f
}

// Trace is why an agent was chosen for an item, small enough to keep for every
// decision; the rest can be worked out again from the journal.
type Trace struct {
	Rules      string         `json:"rules"` // version of the rules that decided
	Score      float64        `json:"score"`
	Guard      bool           `json:"guard,omitempty"`        // waited so long that nothing but an emergency goes first
	AgeAdjust  int            `json:"age_adjust_s,omitempty"` // by which a supervisor had moved it, and which the score holds
	Returned   bool           `json:"returned,omitempty"`     // it came back from a transfer that nobody took, and went before what waited long
	Ring       int            `json:"ring,omitempty"`         // that the item had reached, from 1; 0: its queue has none
	Again      bool           `json:"again,omitempty"`        // everybody let it pass and is asked once more
	Owed       bool           `json:"owed,omitempty"`         // it was late, and its agent had had nothing that can wait for half an hour
	Parks      bool           `json:"parks,omitempty"`        // it parks what its agent has in hand
	ChosenBy   string         `json:"chosen_by"`              // preferred · handed_over · returned · promised · pushed · pulled · least_loaded · the queue's choice
	TieBreak   string         `json:"tie_break,omitempty"`    // what put the winner before the next: ring · occupied · skill · narrow · turn · load · idle · id
	Candidates int            `json:"candidates"`
	Next       []Runner       `json:"next,omitempty"`     // up to five who would have been next
	Excluded   map[string]int `json:"excluded,omitempty"` // cause → agents
	Because    *Applied       `json:"because,omitempty"`  // the field rule that sent the item this way
	Figures                   // of who was chosen
}

// Runner is an agent who could have been chosen.
type Runner struct {
	AgentID centre.AgentID `json:"agent_id"`
	Figures
}
