package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// MaxSticky is how long a queue can have work wait for the agent who knows its customer.
const MaxSticky = 24 * time.Hour

// sticky is how long work waits for the agent who knows its customer, if its queue does not
// say otherwise: of what can wait in the hours of its queue.
var sticky = map[Channel]time.Duration{
	Call: 20 * time.Second, Chat: 60 * time.Second,
	Ticket: 4 * time.Hour, Email: 4 * time.Hour, Social: 4 * time.Hour,
}

// stickyFor is how long work on the channel waits; 0: not at all.
func (r Rules) stickyFor(c Channel) time.Duration {
	usual, sticks := sticky[c]
	if !sticks || r.Sticky == nil {
		return usual
	}
	return *r.Sticky
}

// keep has the item wait for its preferred agent as long as its queue says. Nobody at the
// other end is kept waiting for an agent who is expected to be busy for longer; of whom that
// is not known they are.
func (it *Item) keep(ctx context.Context, w Arrivals, rules Rules, allHours bool, now time.Time) error {
	it.PreferredUntil = time.Time{}
	length := rules.stickyFor(it.Channel)
	switch {
	case it.PreferredAgent == "":
		return nil
	case length == 0:
		if rules.Sticky != nil && !it.Owned {
			it.PreferredAgent = "" // here everybody's turn counts alike
		}
		return nil
	}
	it.PreferredUntil = now.Add(length)
	switch {
	case it.Channel.RealTime():
		free, known, err := w.FreeIn(ctx, it.PreferredAgent, it.Channel, now)
		if known && free > length {
			it.PreferredUntil = time.Time{}
		}
		return err
	case !allHours:
		hours, err := w.QueueHours(ctx, it.QueueID)
		if until := hours.Add(now, length); !until.IsZero() {
			it.PreferredUntil = until
		}
		return err
	}
	return nil
}

// FreeTimes tells when agents will have room again.
type FreeTimes interface {
	// FreeIn is in how long an agent is expected to have room for work on a channel: for what
	// fills them alone when all is done that they have in hand, for other work when the first of it
	// is. Each piece takes as long as theirs of its queue did in a day, in the mean. False when
	// that cannot be told, as of who has nothing in hand.
	FreeIn(ctx context.Context, agent centre.AgentID, c Channel, now time.Time) (time.Duration, bool, error)
}
