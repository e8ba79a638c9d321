package callback

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
)

// Callback is a promise to call.
type Callback struct {
	ID         centre.CallbackID `json:"id"`
	Customer   routing.Who       `json:"customer"`
	Phone      telephone.Number  `json:"phone"`
	Zone       string            `json:"zone" doc:"the customer's"`
	Local      string            `json:"local" doc:"as promised, on the customer's clock"`
	DueAt      time.Time         `json:"due_at"`
	WindowFrom time.Time         `json:"window_from"`
	WindowTo   time.Time         `json:"window_to" doc:"not tried by then, the promise is broken"`
	NextAt     time.Time         `json:"next_at" doc:"when it is tried next: due_at, or later after a try that reached nobody"`
	Owner      *routing.Named    `json:"owner" doc:"whom it waits for first"`
	Queue      routing.Named     `json:"queue"`
	Topic      string            `json:"topic"`
	State      State             `json:"state" enum:"scheduled,due,offered,dialing,kept,moved,broken,cancelled"`
	Outcome    Outcome           `json:"outcome" enum:"reached,no_answer,busy,machine,wrong_number,refused," doc:"of the last dial; empty before the first"`
	Note       string            `json:"note"`
	Attempts   int               `json:"attempts"`
	MovedFrom  centre.CallbackID `json:"moved_from,omitempty"`
	ContactID  centre.ContactID  `json:"contact_id,omitempty" doc:"the contact in which it was promised"`
	By         centre.Actor      `json:"by"`
	CreatedAt  time.Time         `json:"created_at"`
	DialledAt  *time.Time        `json:"dialled_at" doc:"the last time"`
	EndedAt    *time.Time        `json:"ended_at"`
	Version    int               `json:"version"`

	InLineSince *time.Time `json:"in_line_since" doc:"of a callback in queue: since when the customer waits; null: promised for a time"`
}

// owner is the agent whom it waits for first; empty if anyone may.
func (c *Callback) owner() centre.AgentID {
	if c.Owner == nil {
		return ""
	}
	return centre.AgentID(c.Owner.ID)
}

// Permit is leave to dial, given or refused.
type Permit struct {
	ID         centre.PermitID
	CallbackID centre.CallbackID
	Phone      telephone.Number
	Purpose    permit.Purpose
	Decision   permit.Decision
	At         time.Time
	UsedAt     *time.Time // when it was dialled; nil when refused
}

// How long a promise may be early or late, how long it waits for its owner
// alone, and how far ahead it may be made.
const (
	tolerance  = 15 * time.Minute
	ownerAlone = 10 * time.Minute
	farthest   = 366 * 24 * time.Hour
)

// window is the time in which the promise is kept: around when it is due, cut to
// the lawful hours that hold it. False when it is due outside them.
func window(due time.Time, lawful []calendar.Span) (calendar.Span, bool) {
	for _, s := range lawful {
		if due.Before(s.From) || !due.Before(s.To) {
			continue
		}
		w := calendar.Span{From: due.Add(-tolerance), To: due.Add(tolerance)}
		if w.From.Before(s.From) {
			w.From = s.From
		}
		if w.To.After(s.To) {
			w.To = s.To
		}
		return w, true
	}
	return calendar.Span{}, false
}
