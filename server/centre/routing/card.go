package routing

import (
	"context"
	"fmt"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Card is an item as screens show it.
type Card struct {
	ID            centre.ItemID     `json:"id"`
	Channel       Channel           `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
	State         State             `json:"state" enum:"queued,offered,active,parked,wrap_up,deferred,completed,abandoned,ended,expired,cancelled"`
	Parked        bool              `json:"parked" doc:"laid aside while its agent has a call; it is theirs, and back when the call is over"`
	Queue         Named             `json:"queue"`
	ContactID     centre.ContactID  `json:"contact_id,omitempty"`
	TicketID      centre.TicketID   `json:"ticket_id,omitempty"`
	CallbackID    centre.CallbackID `json:"callback_id,omitempty"`
	Customer      Who               `json:"customer"`
	Tier          string            `json:"tier" enum:"A,B,C"`
	Priority      int               `json:"priority"`
	Subject       string            `json:"subject"`
	Preview       string            `json:"preview"` // what was said last
	EnqueuedAt    time.Time         `json:"enqueued_at"`
	KeptSince     *time.Time        `json:"kept_since" doc:"of who is called in their turn instead of waiting: since when they have the place that is kept for them; null: anybody else, and who was not reached twice"`
	AcceptedAt    *time.Time        `json:"accepted_at"`
	WrapUpUntil   *time.Time        `json:"wrap_up_until"`
	AgentID       centre.AgentID    `json:"agent_id,omitempty"`
	AgentName     string            `json:"agent_name,omitempty"`
	Unread        int               `json:"unread"`
	LastMessageAt *time.Time        `json:"last_message_at"`
	LastMessageBy string            `json:"last_message_by" enum:"customer,agent,"`
	Handover      *Handover         `json:"handover" doc:"null unless a colleague handed it on"`
	Version       int               `json:"version"`
}

// Named is a thing by its id and what people call it.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Who is the customer of an item.
type Who struct {
	ID   centre.CustomerID `json:"id"`
	Name string            `json:"name"`
	Tier string            `json:"tier" enum:"A,B,C"`
}

// OfferCard is an offer as the agent's screen shows it: with all that is needed before
// hello, in one piece.
type OfferCard struct {
	ID        centre.OfferID `json:"id"`
	State     OfferState     `json:"state" enum:"pending,accepted,rejected,timeout,cancelled"`
	AgentID   centre.AgentID `json:"agent_id"`
	Item      Card           `json:"item"`
	OfferedAt time.Time      `json:"offered_at"`
	ExpiresAt time.Time      `json:"expires_at"`
	WaitedS   float64        `json:"waited_s"`
	Why       Why            `json:"why"`
	Screen    any            `json:"screen,omitempty"` // of package screen; only while the offer is pending
	Version   int            `json:"version"`
}

// Why is the reason of an offer, in words and in figures.
type Why struct {
	Text       string         `json:"text"`
	ChosenBy   string         `json:"chosen_by"`
	Candidates int            `json:"candidates"`
	Excluded   map[string]int `json:"excluded,omitempty"`
	Because    string         `json:"because,omitempty" doc:"the field rule that sent it this way"`
}

// Explain puts a trace into words for the agent who was chosen.
func (t Trace) Explain() Why {
	w := Why{ChosenBy: t.ChosenBy, Candidates: t.Candidates, Excluded: t.Excluded}
	if t.Because != nil {
		w.Because = t.Because.Text()
	}
	idle := lasting(time.Duration(t.IdleFor) * time.Millisecond)
	switch {
	case t.ChosenBy == preferred:
		w.Text = "You know this customer"
	case t.ChosenBy == handedOver:
		w.Text = "A colleague handed this to you"
	case t.ChosenBy == returned:
		w.Text = "Nobody took what you handed on"
	case t.ChosenBy == promised:
		w.Text = "You promised this"
	case t.ChosenBy == pushed:
		w.Text = "A supervisor gave this to you"
	case t.ChosenBy == pulled:
		w.Text = "You took this out of its line"
	case t.Owed:
		w.Text = "This is late, and you have had only calls and chats for half an hour"
	case t.Candidates == 1:
		w.Text = "You are the only one free for this"
	case t.ChosenBy == string(LeastOccupied):
		w.Text = fmt.Sprintf("You had the least to do lately, of %d who could", t.Candidates)
	case t.ChosenBy == string(MostSkilled):
		w.Text = fmt.Sprintf("You know this best, of %d who could", t.Candidates)
	case t.ChosenBy == string(NarrowestFirst):
		w.Text = fmt.Sprintf("This is your own field, more than that of the other %d who could", t.Candidates-1)
	case t.ChosenBy == string(RoundRobin):
		w.Text = fmt.Sprintf("It is your turn, of %d who could", t.Candidates)
	case t.ChosenBy == leastLoaded:
		w.Text = fmt.Sprintf("You have the least in hand, of %d who could", t.Candidates)
	default:
		w.Text = fmt.Sprintf("You were free the longest: %s, of %d who could", idle, t.Candidates)
	}
	if t.Parks {
		w.Text += "; taking it parks what you have in hand"
	}
	return w
}

// Decision is one decision about an item, for who asks why.
type Decision struct {
	OfferID   centre.OfferID `json:"offer_id"`
	Agent     Named          `json:"agent"`
	State     OfferState     `json:"state" enum:"pending,accepted,rejected,timeout,cancelled"`
	OfferedAt time.Time      `json:"offered_at"`
	DecidedAt *time.Time     `json:"decided_at"`
	Reason    string         `json:"reason"`
	WaitedS   float64        `json:"waited_s"`
	Trace     Trace          `json:"trace"`
}

// Cards reads items and offers for screens, outside any transaction.
type Cards interface {
	ItemCards(ctx context.Context, ids []centre.ItemID) ([]Card, error)
	OfferCards(ctx context.Context, ids []centre.OfferID) ([]OfferCard, error)
	// HeldCards gives what an agent has on offer and at work.
	HeldCards(ctx context.Context, id centre.AgentID) (offers []OfferCard, items []Card, err error)
	Today(ctx context.Context, id centre.AgentID, since time.Time) (Today, error)
	// BlocksOf gives a customer's blocks that hold, the oldest first.
	BlocksOf(ctx context.Context, id centre.CustomerID, now time.Time) ([]Block, error)
	// InLine gives what waits or rings in a queue.
	InLine(ctx context.Context, queue centre.QueueID) ([]Item, error)
}

// Today is an agent's own day so far.
type Today struct {
	Handled     int      `json:"handled"`
	Declined    int      `json:"declined"`   // offers that they turned down
	Missed      int      `json:"missed"`     // offers that they did not answer
	RatingAvg   *float64 `json:"rating_avg"` // nil: nobody rated
	RatingCount int      `json:"rating_count"`
}

// Snapshot is all that an agent's console shows of their work.
type Snapshot struct {
	Pos         int64         `json:"pos"` // of the stream before it was read: events after it may be applied on top
	PersonState presence.Desk `json:"person_state"`
	Offers      []OfferCard   `json:"offers"`
	Items       []Card        `json:"items"`
	Today       Today         `json:"today"`
	ServerTime  time.Time     `json:"server_time"`
}
