package routing

import (
	"time"

	"switchboard/server/centre"
)

// WrapMode is what must happen after a contact before the agent is free.
type WrapMode string

// The modes: no wrap-up; until the agent says done; until a timer ends it; until
// a disposition is chosen, at the latest when the limit is reached.
const (
	WrapNone      WrapMode = "none"
	WrapOptional  WrapMode = "optional"
	WrapTimed     WrapMode = "timed"
	WrapMandatory WrapMode = "mandatory"
)

// Rules are what a queue says about its items.
type Rules struct {
	QueueID  centre.QueueID
	Pool     centre.SiteID
	Name     string
	Priority int
	Target   time.Duration
	Offer    time.Duration
	WrapMode WrapMode
	Wrap     time.Duration  // how long wrap-up lasts by itself
	WrapMax  time.Duration  // how far it can be extended
	Required []Need         // however long somebody waits
	Rings    []Ring         // what is asked for beside it, less and less
	Fields   []FieldRule    // the first that fits applies to what arrives
	Overflow []Overflow     // the first that fits applies to what waits too long
	Sticky   *time.Duration // how long work waits for who knows its customer; 0: not at all; nil: as is usual on its channel
	Reserve  int            // idle agents to keep free for tiers A and B
	Bias     int            // points before what waits in other queues

	Interruptible bool // its tickets and e-mails give way to calls

	BackAfter  time.Duration // who missed an offer is asked again after so long; 0: when they say so
	WhenClosed WhenClosed    // what becomes of chats that come then
	Surge      time.Time     // until when a surge is on; zero: none is
}

// wrapUpFor is how long wrap-up may last before it ends by itself; 0 when there is none.
func (r Rules) wrapUpFor() time.Duration {
	switch r.WrapMode {
	case WrapNone:
		return 0
	case WrapTimed:
		return r.Wrap
	}
	return r.WrapMax
}
