package routing

import (
	"time"

	"switchboard/server/centre"
)

// Leg is a time that an item spent in one queue before it went on to another, or to somebody
// else: what was waited and served there is counted there.
type Leg struct {
	ItemID     centre.ItemID
	QueueID    centre.QueueID
	BeganAt    time.Time
	AcceptedAt time.Time // zero: nobody took it
	EndedAt    time.Time
	Because    *Applied // what sent it there, and its target
}

// nextLeg gives the leg that ends now; the item begins to wait anew. Its place in line is
// that of its arrival all the same.
func (it *Item) nextLeg(now time.Time) Leg {
	l := Leg{it.ID, it.QueueID, it.waitsSince(), it.AcceptedAt, now, it.Because}
	it.LegAt = now
	return l
}
