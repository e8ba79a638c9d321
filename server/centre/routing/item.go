package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
)

// Channel is the way a contact reaches us.
type Channel string

// The channels.
const (
	Call     Channel = "call"
	Chat     Channel = "chat"
	Ticket   Channel = "ticket"
	Email    Channel = "email"
	Social   Channel = "social"
	Callback Channel = "callback"
	WalkIn   Channel = "walkin"
)

// Weights are what one item of a channel takes of an agent's capacity of 100,
// and Caps how many of it an agent may have at once.
var (
	Weights = map[Channel]int{Call: 100, Callback: 100, WalkIn: 100, Chat: 33, Social: 25, Email: 50, Ticket: 20}
	Caps    = map[Channel]int{Call: 1, Callback: 1, WalkIn: 1, Chat: 3, Social: 4, Email: 2, Ticket: 5}
)

// Exclusive reports whether work on the channel fills an agent alone.
func (c Channel) Exclusive() bool { return c == Call || c == Callback || c == WalkIn }

// RealTime reports whether somebody is waiting at the other end right now.
func (c Channel) RealTime() bool { return c.Exclusive() || c == Chat }

// interruptible reports whether work on the channel can give way to a call: nobody waits at the
// other end, and no word of it is lost.
func (c Channel) interruptible() bool { return c == Ticket || c == Email }

// State is where an item is on its way.
type State string

// The states; Completed and those after it are final.
const (
	Queued    State = "queued"
	Offered   State = "offered"
	Active    State = "active"
	Parked    State = "parked"
	WrapUp    State = "wrap_up"
	Deferred  State = "deferred"
	Completed State = "completed"
	Abandoned State = "abandoned"
	Ended     State = "ended"
	Expired   State = "expired"
	Cancelled State = "cancelled"
)

// moves are the only transitions there are.
var moves = map[State][]State{
	Deferred: {Queued, Cancelled, Ended},
	Queued:   {Offered, Abandoned, Expired, Cancelled, Ended, Queued},
	Offered:  {Active, Queued, Abandoned, Cancelled},
	Active:   {WrapUp, Queued, Parked, Completed},
	Parked:   {Queued, WrapUp, Ended, Active},
	WrapUp:   {Completed},
}

// Final reports whether nothing more can happen to an item in the state.
func (s State) Final() bool { return len(moves[s]) == 0 }

// Item is a piece of work that waits for an agent, is being worked on, or was.
type Item struct {
	ID             centre.ItemID
	Pool           centre.SiteID
	QueueID        centre.QueueID
	Channel        Channel
	ContactID      centre.ContactID
	TicketID       centre.TicketID
	CallbackID     centre.CallbackID
	CustomerID     centre.CustomerID
	Tier           string
	Priority       int // 1 is highest, 9 lowest
	Emergency      bool
	Required       []Need
	Signature      string       // of Required, and of what the queues ask that it overflowed from: items of one line have one
	Because        *Applied     // the field rule that sent it this way; nil: none did
	Overflowed     []Overflowed // what overflow rules did about it, in order
	Weight         int
	State          State
	EnqueuedAt     time.Time     // first arrival
	AgeAdjust      time.Duration // how much longer it counts as waiting when its turn is worked out, by a supervisor's word; never reported
	DueAt          time.Time     // when it should be done by, of what can wait; zero: somebody waits at the other end
	NotBefore      time.Time     // when its queue, closed as it came, opens or opened; zero: it was open, or no opening is known
	TurnAt         time.Time     // when its waiting next changes who may serve it; zero: never
	PreferredAgent centre.AgentID
	PreferredUntil time.Time
	ReturnAt       time.Time      // when it goes back to who transferred it, if nobody has taken it by then; zero: never
	Returned       bool           // it came back from a transfer that nobody took, and goes before what waited long
	Owned          bool           // the preferred agent promised it: it waits for them strictly, and is theirs in any queue
	AgentID        centre.AgentID // who holds it, offered or accepted
	AcceptedAt     time.Time
	WrapUpAt       time.Time
	WrapUpUntil    time.Time
	EndedAt        time.Time
	Leg            int       // 1, and one more with each transfer
	LegAt          time.Time // when it was transferred or came back, and so began to wait again; zero: it never was
	Version        int
}

// holds reports whether the item is meant for its preferred agent alone, for now.
func (it *Item) holds(now time.Time) bool {
	return it.PreferredAgent != "" && now.Before(it.PreferredUntil)
}

// since is when the item would have arrived to stand where it stands: its arrival, as
// adjusted by a supervisor.
func (it *Item) since() time.Time { return it.EnqueuedAt.Add(-it.AgeAdjust) }

// waitsSince is when the item's present wait began: its arrival or, since whoever was
// transferred was served before that, the transfer.
func (it *Item) waitsSince() time.Time {
	if it.LegAt.IsZero() {
		return it.EnqueuedAt
	}
	return it.LegAt
}

// stands is by what the item stands in its line: since when it waits or, if it can wait, when
// it is due; as adjusted by a supervisor.
func (it *Item) stands() time.Time {
	if it.DueAt.IsZero() {
		return it.since()
	}
	return it.DueAt.Add(-it.AgeAdjust)
}

// handedTo reports whether the item is for the agent by name, whatever they serve and,
// but for what is hard, know: a colleague handed it to them, just now, or they promised it themselves.
func (it *Item) handedTo(agent centre.AgentID, now time.Time) bool {
	return it.PreferredAgent == agent && (it.Owned && agent != "" || it.Leg > 1 && it.holds(now))
}

// inHand reports whether an agent has the item, or is being asked.
func (it *Item) inHand() bool {
	switch it.State {
	case Offered, Active, Parked, WrapUp:
		return it.AgentID != ""
	}
	return false
}

// May reports whether an item can go from the state to another.
func (s State) May(to State) bool { return slices.Contains(moves[s], to) }

// move takes the item to another state, or says that it cannot go there.
func (it *Item) move(to State) error {
	if !it.State.May(to) {
		return it.refuse(to)
	}
	it.State = to
	return nil
}

// refuse says that from where the item is it cannot go there.
func (it *Item) refuse(to State) error {
	return &centre.Fault{
		Kind: centre.Conflict, Code: "invalid_transition",
		Message: "work that is " + string(it.State) + " cannot become " + string(to),
		Detail:  map[string]any{"state": it.State},
	}
}

// requeue sends the item back to its own place in line.
func (it *Item) requeue() error {
	if err := it.move(Queued); err != nil {
		return err
	}
	it.AgentID, it.AcceptedAt, it.WrapUpAt, it.WrapUpUntil = "", time.Time{}, time.Time{}, time.Time{}
	return nil
}

// end makes a state final.
func (it *Item) end(as State, now time.Time) error {
	if err := it.move(as); err != nil {
		return err
	}
	it.EndedAt = now
	return nil
}
