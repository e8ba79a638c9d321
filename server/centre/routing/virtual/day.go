package virtual

import (
	"iter"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// Day is all that happens from outside: who comes, and who is there to serve them.
type Day struct {
	Opens    time.Time         // second 0
	Arrivals iter.Seq[Arrival] // in the order of their time
	Agents   []Agent
	Tiers    map[string]routing.Tier             // how waiting counts; nil: as the house has it
	Matching map[centre.QueueID]routing.Matching // how queues find their agents; absent: by skills alone

	Overflow map[centre.QueueID][]routing.Overflow // what becomes of what waits too long; Expected never fits
}

// Class is what many arrivals have in common. Those of one class stand in one line.
type Class struct {
	Name      string // in reports
	QueueID   centre.QueueID
	Channel   routing.Channel
	Tier      string
	Priority  int // 0: 5
	Emergency bool
	Required  []routing.Need
	WrapUp    time.Duration // after each service; 0: none
	Firm      bool          // its tickets and e-mails do not give way to calls
	Ring      time.Duration // how long an offer waits for its answer; 0: 15 s
}

// Arrival is one customer, with all that chance decides about them.
type Arrival struct {
	At           time.Duration // since the day opened
	Class        *Class
	Patience     time.Duration // how long they wait; 0: for ever
	Service      time.Duration
	Due          time.Duration  // how long after it came it should be done, if it can wait; 0: a day
	Preferred    centre.AgentID // who knows them
	PreferredFor time.Duration  // how long they wait for that agent alone
}

// Agent is somebody who serves.
type Agent struct {
	ID      centre.AgentID
	Queues  []centre.QueueID
	Skills  map[centre.SkillID]int // level 1…10
	Mixed   bool                   // the team lets calls stand beside chats
	Plan    []Step                 // none: there all day
	Answers func(n int) Answer     // to the n-th offer, from 0; nil: at once
}

// Step is something that changes an agent's desk at a time.
type Step struct {
	At time.Duration
	Do func(d *presence.Desk, now time.Time) error // an error: the desk refused, and is as it was
}

// Answer is what an agent does about an offer.
type Answer struct {
	As    routing.OfferState // Accepted, Rejected or TimedOut: not at all; "" is Accepted
	After time.Duration      // beyond the time to answer it is TimedOut
	Back  time.Duration      // how long after missing it they say that they are there; 0: never
}

// rings is how long an offer waits for its answer.
func (c *Class) rings() time.Duration {
	if c.Ring == 0 {
		return 15 * time.Second
	}
	return c.Ring
}

// Shift is a plan of coming at one time and leaving at another, once the last work is done.
func Shift(from, to time.Duration) []Step { return []Step{{from, Come}, {to, Leave}} }

// Come has an agent sign in and be available.
func Come(d *presence.Desk, now time.Time) error {
	d.Connect("floor", now)
	return d.Declare(presence.Available, "", false, now)
}

// Leave has an agent go home when their last work ends; nothing new is offered.
func Leave(d *presence.Desk, now time.Time) error {
	return d.Declare(presence.Offline, "", true, now)
}
