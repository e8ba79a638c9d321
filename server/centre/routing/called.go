package routing

import (
	"fmt"
	"time"
)

// CallBack is that the customer of an item is called in their turn instead of waiting.
type CallBack struct {
	Since    time.Time  `json:"since" doc:"since when the customer waits"`
	Kept     bool       `json:"kept" doc:"they stand in line with that place: until a second try reaches nobody"`
	Attempts int        `json:"attempts" doc:"calls that were made so far"`
	NextAt   *time.Time `json:"next_at" doc:"when they stand in line for the next try; null: they do by now, or there is none"`
	Text     string     `json:"text"`
}

// InTurn is a callback in queue as far as its item's reasons tell it.
type InTurn struct {
	Since    time.Time
	Attempts int
	NextAt   time.Time
	State    string // of package callback
}

// KeepsFor is how many tries reach nobody before a callback in queue stands in line anew.
const KeepsFor = 1

// called says so as of now.
func (c InTurn) called(now time.Time) *CallBack {
	b := &CallBack{Since: c.Since, Attempts: c.Attempts, Kept: c.Attempts <= KeepsFor}
	waits := fmt.Sprintf("The customer has waited %s, and is called in their turn instead", lasting(now.Sub(c.Since)))
	tried := fmt.Sprintf("%s reached nobody", count(c.Attempts, "try", "tries"))
	kept := "with the place kept"
	if !b.Kept {
		kept = "at the end of the line by then"
	}
	switch {
	case c.State == "scheduled":
		b.NextAt = &c.NextAt
		b.Text = fmt.Sprintf("%s: %s; the next is in %s, %s.", waits, tried, lasting(max(0, c.NextAt.Sub(now))), kept)
	case c.State == "dialing":
		b.Text = waits + ": they were dialled."
	case c.State == "kept":
		b.Text = "The customer waited to be called in their turn, and was reached."
	case c.State == "broken":
		b.Text = fmt.Sprintf("The customer waited to be called in their turn: %s, and no more follow.", tried)
	case c.Attempts > 0 && b.Kept:
		b.Text = fmt.Sprintf("%s: %s; the place is kept once more.", waits, tried)
	case c.Attempts > 0:
		b.Text = fmt.Sprintf("%s: %s, and it stands in line anew.", waits, tried)
	default:
		b.Text = waits + ": the place is kept."
	}
	return b
}
