package callback

import (
	"slices"
	"time"

	"switchboard/server/centre"
)

// State is where a promise is on its way.
type State string

// The states; Kept and those after it are final.
const (
	Scheduled State = "scheduled" // its time has not come
	Due       State = "due"       // looks for an agent
	Offered   State = "offered"   // an agent has it
	Dialing   State = "dialing"   // the number was dialled, nobody said yet how it went
	Kept      State = "kept"
	Moved     State = "moved" // another promise took its place
	Broken    State = "broken"
	Cancelled State = "cancelled"
)

// States are all of them.
var States = []State{Scheduled, Due, Offered, Dialing, Kept, Moved, Broken, Cancelled}

// moves are the only transitions there are.
var moves = map[State][]State{
	Scheduled: {Due, Dialing, Moved, Broken, Cancelled},
	Due:       {Offered, Dialing, Moved, Broken, Cancelled},
	Offered:   {Due, Scheduled, Dialing, Moved, Broken, Cancelled},
	Dialing:   {Kept, Scheduled, Moved, Broken},
}

// Open reports whether the promise can still be kept.
func (s State) Open() bool { return len(moves[s]) > 0 }

// can says whether the promise may go to another state.
func (c *Callback) can(to State) error {
	if slices.Contains(moves[c.State], to) {
		return nil
	}
	return &centre.Fault{
		Kind: centre.Conflict, Code: "invalid_transition", Detail: *c,
		Message: "a callback that is " + string(c.State) + " cannot become " + string(to),
	}
}

// move takes the promise to another state, or says that it cannot go there.
func (c *Callback) move(to State, now time.Time) error {
	if err := c.can(to); err != nil {
		return err
	}
	if c.State = to; !to.Open() {
		c.EndedAt = &now
	}
	return nil
}

// Outcome is how a dial went.
type Outcome string

// The outcomes.
const (
	Reached     Outcome = "reached"
	NoAnswer    Outcome = "no_answer"
	Busy        Outcome = "busy"
	Machine     Outcome = "machine"
	WrongNumber Outcome = "wrong_number"
	Refused     Outcome = "refused" // reached, but did not want to talk
	Failed      Outcome = "failed"  // the call could not be made
)

// results are what outcomes make of a promise; Scheduled is another try.
var results = map[Outcome]State{
	Reached: Kept, Refused: Kept, WrongNumber: Broken,
	NoAnswer: Scheduled, Busy: Scheduled, Machine: Scheduled, Failed: Scheduled,
}

// retries are how long after a dial that reached nobody the next one is made.
var retries = []time.Duration{5 * time.Minute, 15 * time.Minute, 60 * time.Minute}

// again gives when to dial next; false when it was tried often enough.
func (c *Callback) again(now time.Time) (time.Time, bool) {
	if c.Attempts < 1 || c.Attempts > len(retries) {
		return time.Time{}, false
	}
	return now.Add(retries[c.Attempts-1]), true
}
