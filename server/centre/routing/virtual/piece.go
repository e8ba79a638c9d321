package virtual

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// piece is an item on its way through the floor.
type piece struct {
	routing.Item
	arrival Arrival
	home    *line                   // of its class
	line    *line                   // where it waits; nil: it does not, or waits apart
	tried   map[centre.AgentID]bool // who let it pass just now
	by      *worker                 // who has it, offered or accepted
	weight  int                     // of its offer
	offers  int                     // made so far
	served  bool                    // it was answered, if only once

	parked bool          // for a call that its agent took
	left   time.Duration // of its service, while it is parked
	ends   time.Time     // when its service is over, while it is at work
	begun  int           // how often its service was begun or taken up again
}

// yields reports whether the piece gives way to a call.
func (p *piece) yields() bool {
	return !p.arrival.Class.Firm && (p.Channel == routing.Ticket || p.Channel == routing.Email)
}

// dueIn has a piece that can wait be due so long after it came; 0: a day.
func (p *piece) dueIn(after time.Duration) {
	switch {
	case p.Channel.RealTime():
	case after == 0:
		p.DueAt = p.EnqueuedAt.Add(24 * time.Hour)
	default:
		p.DueAt = p.EnqueuedAt.Add(after)
	}
}

// stands is when the piece came or, if it can wait, when it is due.
func (p *piece) stands() time.Time {
	if p.DueAt.IsZero() {
		return p.EnqueuedAt
	}
	return p.DueAt
}

// beside reports whether the piece is shown beside its line: somebody let it pass, or it
// waits for somebody.
func (p *piece) beside(now time.Time) bool {
	return len(p.tried) > 0 || p.PreferredAgent != "" && now.Before(p.PreferredUntil)
}
