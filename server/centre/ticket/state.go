package ticket

import (
	"slices"
	"time"

	"switchboard/server/centre"
)

// State is where a ticket is on its way.
type State string

// The states; Closed and those after it are final.
const (
	New       State = "new"
	Open      State = "open"
	Pending   State = "pending" // waits for the customer
	OnHold    State = "on_hold" // waits for somebody else
	Solved    State = "solved"
	Closed    State = "closed" // solved for seven days
	Merged    State = "merged"
	Spam      State = "spam"
	Cancelled State = "cancelled"
)

// States are all of them.
var States = []State{New, Open, Pending, OnHold, Solved, Closed, Merged, Spam, Cancelled}

// moves are the only transitions there are.
var moves = map[State][]State{
	New:     {Open, Pending, OnHold, Solved, Spam, Cancelled},
	Open:    {Pending, OnHold, Solved, Spam, Cancelled},
	Pending: {Open, OnHold, Solved, Spam, Cancelled},
	OnHold:  {Open, Pending, Solved, Spam, Cancelled},
	Solved:  {Open, Closed},
}

// ReopenFor is how long after its solution a ticket may be opened again.
const ReopenFor = 7 * 24 * time.Hour

// Live reports whether somebody still has something to do.
func (s State) Live() bool { return s == New || s == Open || s == Pending || s == OnHold }

// seeking reports whether the ticket needs an agent now.
func (s State) seeking() bool { return s == New || s == Open }

// running reports whether the clock of the resolution runs.
func (s State) running() bool { return s == New || s == Open || s == OnHold }

// move takes the ticket to another state, or says why it cannot go there.
func (t *Ticket) move(to State, now time.Time) error {
	if to == t.State {
		return nil
	}
	if !slices.Contains(moves[t.State], to) {
		return &centre.Fault{
			Kind: centre.Conflict, Code: "invalid_transition", Detail: *t,
			Message: "a ticket that is " + string(t.State) + " cannot become " + string(to),
		}
	}
	if to == Solved {
		if err := t.solvable(); err != nil {
			return err
		}
		t.SolvedAt = &now
	}
	if t.State == Solved && to == Open {
		t.SolvedAt = nil
	}
	t.State = to
	return nil
}

// solvable says what is missing before the ticket can be solved.
func (t *Ticket) solvable() error {
	var missing []centre.FieldFault
	if t.Category == "" {
		missing = append(missing, centre.FieldFault{Field: "category", Message: "is needed to solve a ticket"})
	}
	if t.Resolution == "" {
		missing = append(missing, centre.FieldFault{Field: "resolution", Message: "is needed to solve a ticket"})
	}
	if missing == nil {
		return nil
	}
	return &centre.Fault{Kind: centre.Invalid, Code: "not_solvable", Message: "say what it was about and how it was solved", Fields: missing}
}

// reopenable reports whether a customer's reply opens the ticket again.
func (t *Ticket) reopenable(now time.Time) bool {
	return t.State.Live() || t.State == Solved && now.Before(t.SolvedAt.Add(ReopenFor))
}
