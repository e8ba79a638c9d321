package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// MaxOverflows is how often rules may act on one item; MaxOverflowRules how many a queue has.
const (
	MaxOverflows     = 3
	MaxOverflowRules = 10
)

// When is what an overflow rule looks at.
type When string

// What a rule can look at. Who is away for a moment is not there; who is on shift is
// signed in, on a break or not.
const (
	Expected   When = "expected"   // they are expected to wait longer than so many seconds more
	Waited     When = "waited"     // they have waited for so many seconds
	Length     When = "length"     // more people than so many stand in the queue, up to them
	Unstaffed  When = "unstaffed"  // nobody is there who could serve it
	Unroutable When = "unroutable" // nobody on shift could serve it, however long it waits
)

// Action is what an overflow rule does.
type Action string

// What a rule can do. To another queue the work goes with the place that it has, and whoever
// could serve it where it was still may. What is told is told once, and the customer waits on.
// A ticket and a closing word end the contact.
const (
	ToQueue       Action = "queue"
	OfferCallback Action = "callback" // the customer is offered a call instead of waiting
	ToTicket      Action = "ticket"   // what they want is written down; for people who wait in person
	Deflect       Action = "deflect"  // the customer is told where else to look
	PlayClosed    Action = "closed"   // the customer is told that nobody can help now
)

// Overflow is a rule for work that waits too long in a queue; the first that fits applies.
type Overflow struct {
	When    When           `json:"when" enum:"expected,waited,length,unstaffed,unroutable"`
	Over    int            `json:"over,omitempty" minimum:"0" maximum:"86400" doc:"seconds, or with length people; unstaffed and unroutable have none"`
	Action  Action         `json:"action" enum:"queue,callback,ticket,deflect,closed"`
	QueueID centre.QueueID `json:"queue_id,omitempty" format:"uuid" doc:"with queue: where it goes"`
	Text    string         `json:"text,omitempty" doc:"what the customer is told; empty: the usual"`
	URL     string         `json:"url,omitempty" doc:"with deflect: where else to look"`
	Surge   bool           `json:"surge,omitempty" doc:"it holds only while a surge is on in the queue"`
}

// Ends reports whether the rule ends the contact.
func (t Action) Ends() bool { return t == ToTicket || t == PlayClosed }

// Leaves reports whether the rule takes the work out of its queue.
func (t Action) Leaves() bool { return t == ToQueue || t.Ends() }

// Overflowed is that a rule acted on an item.
type Overflowed struct {
	At       time.Time      `json:"at"`
	QueueID  centre.QueueID `json:"queue_id"` // where it waited
	Required []Need         `json:"required"` // what was asked for there
	When     When           `json:"when"`
	Over     int            `json:"over,omitempty"`
	Action   Action         `json:"action"`
	To       centre.QueueID `json:"to,omitempty"`
	Serves   bool           `json:"serves,omitempty"` // whoever could serve it there still may
}

// Overflown is that an overflow rule acted on an item, as people read it.
type Overflown struct {
	At     time.Time `json:"at"`
	Queue  Named     `json:"queue" doc:"where it waited"`
	When   When      `json:"when" enum:"expected,waited,length,unstaffed,unroutable"`
	Over   int       `json:"over"`
	Action Action    `json:"action" enum:"queue,callback,ticket,deflect,closed"`
	Text   string    `json:"text"`
}

// Outlook is what an overflow rule has to know of a waiting item beside the item.
type Outlook struct {
	Expected *time.Duration // that it will wait from now on; nil: nobody can tell
	Place    int            // among those in its queue by arrival, from 1
	Called   bool           // its customer is offered a call in their turn
	Staffed  bool           // somebody is there who could serve it
	OnShift  bool           // somebody on shift could serve it in the end
}

// Outlook says who could serve an item: now, and when its queue asks for the least. The
// situation must show every agent, absent or not.
func (s *Situation) Outlook(it *Item, now time.Time) Outlook {
	asks := s.asks(it, now)
	last := slices.Clone(asks)
	rings := s.Matching[it.QueueID].Rings
	last[0].rings = rings[max(0, len(rings)-1):]
	var o Outlook
	for i := range s.Agents {
		a := &s.Agents[i]
		if s.Blocked[it.ID][a.ID] {
			continue
		}
		if _, cause := a.unfit(it, asks, now); cause == "" && a.Absent == "" {
			o.Staffed = true
		}
		if _, cause := a.unfit(it, last, now); cause == "" && a.Absent != presence.SignedOut && a.Absent != presence.NotConnected {
			o.OnShift = true
		}
	}
	return o
}

// fits reports whether the rule is for an item that looks like this.
func (r *Overflow) fits(it *Item, o Outlook, now time.Time) bool {
	switch r.When {
	case Expected:
		return o.Expected != nil && *o.Expected > seconds(r.Over)
	case Waited:
		return now.Sub(it.waitsSince()) >= seconds(r.Over)
	case Length:
		return o.Place > r.Over
	case Unstaffed:
		return !o.Staffed
	case Unroutable:
		return !o.OnShift
	}
	return false
}

// suits reports whether the rule's remedy makes sense for the item, and was not tried.
// Nobody reads a word of ours in a ticket that waits, and a call is offered once.
func (r *Overflow) suits(it *Item, o Outlook) bool {
	if r.Action == ToQueue {
		return r.QueueID != it.QueueID
	}
	if r.Action == OfferCallback && o.Called {
		return false
	}
	return it.Channel.RealTime() && it.Channel != Callback && !it.told(r.Action)
}

// told reports whether a rule has done that with the item.
func (it *Item) told(a Action) bool {
	return slices.ContainsFunc(it.Overflowed, func(o Overflowed) bool { return o.Action == a })
}

// CallOffered reports whether a rule has offered the customer a call.
func (it *Item) CallOffered() bool { return it.told(OfferCallback) }

// Overflows gives the first of a queue's rules that applies to an item as it waits now. What
// somebody promised waits for them, and rules act on nothing more often than MaxOverflows.
func (it *Item) Overflows(rules []Overflow, o Outlook, now time.Time) (Overflow, bool) {
	if it.State != Queued || it.Owned || len(it.Overflowed) >= MaxOverflows {
		return Overflow{}, false
	}
	for i := range rules {
		if r := &rules[i]; r.suits(it, o) && r.fits(it, o, now) {
			return *r, true
		}
	}
	return Overflow{}, false
}

// Spill has a rule act on the item, as far as its place in line goes; from and to are the rules of
// the queues where it waits and where it waits from now on.
func (it *Item) Spill(r Overflow, from, to Rules, now time.Time) {
	it.Overflowed = append(slices.Clone(it.Overflowed), Overflowed{
		At: now, QueueID: it.QueueID, Required: it.Required, When: r.When, Over: r.Over, Action: r.Action, To: r.QueueID,
		Serves: r.Action == ToQueue && to.Pool == it.Pool, // another site decides by itself, and knows none of ours
	})
	if r.Action == ToQueue {
		if to.Pool != it.Pool {
			it.settle()
		}
		it.moveTo(from, to)
		it.sign()
	}
	it.TurnAt = to.turnAfter(it, now)
}

// settle has the item belong to the queue where it is alone.
func (it *Item) settle() {
	it.Overflowed = slices.Clone(it.Overflowed)
	for i := range it.Overflowed {
		it.Overflowed[i].Serves = false
	}
	it.sign()
}

// sign gives the item the signature of its line: who could serve it in a queue where it was
// makes a line of its own.
func (it *Item) sign() {
	_, it.Signature = Sign(it.Required)
	for i := range it.Overflowed {
		if o := &it.Overflowed[i]; o.Serves {
			_, there := Sign(o.Required)
			it.Signature += "|" + string(o.QueueID) + " " + there
		}
	}
}
