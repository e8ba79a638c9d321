package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Candidate is an agent as a decision sees them. A round is shown those who may be
// offered work at all; who asks why is shown everybody.
type Candidate struct {
	ID         centre.AgentID
	Skills     map[centre.SkillID]int // level 1…10
	Queues     map[centre.QueueID]bool
	Load       int
	Yields     int // of the load, what gives way to a call
	Capacity   int
	Count      map[Channel]int // open offers by channel
	Mixed      bool            // the team lets calls stand beside chats
	LastIdleAt time.Time
	RungAt     time.Time         // when something was offered last
	AsyncAt    time.Time         // when something that can wait was offered last, or they came
	Busy       presence.Busyness // how much of them work took lately
	Version    int               // of the desk, when it was looked at

	Absent presence.Absence // why they may be offered nothing at all; empty for those who may
	Gone   bool             // absent, and not only for a moment
}

// mixedVoice is what a call weighs in a team that mixes: two chats fit beside it.
const mixedVoice = 34

// Why an agent could not get an item, as traces count it.
const (
	notInQueue  = "not_in_queue"
	noSkill     = "no_skill"
	outsideRing = "outside_ring" // not yet: the item has not waited long enough
	noRoom      = "no_room"
	voiceAlone  = "voice_alone"
	justTried   = "just_tried"
	blocked     = "blocked"   // kept from the customer
	hadSuch     = "had_async" // something that can wait, not long ago
)

// ask is what a queue asks of who serves an item.
type ask struct {
	queue centre.QueueID
	needs []Need
	rings []Ring // any of them will do; none: the needs are all
}

// serves reports whether the agent takes from the item's queue, or from one that it
// overflowed from.
func (a *Candidate) serves(it *Item) bool {
	return a.Queues[it.QueueID] || slices.ContainsFunc(it.Overflowed, func(o Overflowed) bool { return o.Serves && a.Queues[o.QueueID] })
}

// nearer is how near somebody is to an item who is not fit for it.
var nearer = map[string]int{notInQueue: 0, noSkill: 1, outsideRing: 2}

// unfit says why the agent could not have the item even with empty hands, or "" and
// the first of the rings that takes them in; 0 in a queue where it was before. A colleague who
// handed it to them knew better, but for what nobody may serve it without.
func (a *Candidate) unfit(it *Item, asks []ask, now time.Time) (ring int, cause string) {
	if it.handedTo(a.ID, now) {
		if a.barredFrom(it) {
			return 0, noSkill
		}
		return 0, ""
	}
	cause = notInQueue
	for i := range asks {
		ring, why := a.meets(&asks[i])
		if why == "" && i > 0 {
			return 0, ""
		}
		if why == "" {
			return ring, ""
		}
		if nearer[why] > nearer[cause] {
			cause = why
		}
	}
	return 0, cause
}

// meets says in which respect the agent is not what a queue asks for, or "" and the ring that
// takes them in.
func (a *Candidate) meets(q *ask) (ring int, cause string) {
	if !a.Queues[q.queue] {
		return 0, notInQueue
	}
	for _, n := range q.needs {
		if a.Skills[n.SkillID] < n.Min {
			return 0, noSkill
		}
	}
	for i := range q.rings {
		if q.rings[i].takesIn(a) {
			return i + 1, ""
		}
	}
	if len(q.rings) > 0 {
		return 0, outsideRing
	}
	return 0, ""
}

// hindered says why the agent, fit for the item, cannot have it now, or "".
func (a *Candidate) hindered(it *Item) string {
	switch {
	case a.Absent != "":
		return string(a.Absent)
	case a.beside(it.Channel)+a.weight(it) > a.Capacity || a.Count[it.Channel] >= Caps[it.Channel]:
		return noRoom
	case a.clashes(it.Channel):
		return voiceAlone
	}
	return ""
}

// beside is what the agent carries beside an item of the channel: a call that they take parks
// what gives way to it, unless their team lets it stand beside.
func (a *Candidate) beside(c Channel) int {
	if c.Exclusive() && !a.Mixed {
		return a.Load - a.Yields
	}
	return a.Load
}

// Roomy reports whether the agent has room for the lightest item, or for a call.
func (a *Candidate) Roomy() bool { return a.beside(Call)+Lightest <= a.Capacity }

// parks reports whether the agent could have the item only by parking what they have in hand.
func (a *Candidate) parks(it *Item) bool { return a.Load+a.weight(it) > a.Capacity }

// weight is what the item takes of this agent's capacity.
func (a *Candidate) weight(it *Item) int {
	if a.Mixed && it.Channel.Exclusive() {
		return mixedVoice
	}
	return it.Weight
}

// clashes: nobody speaks with two at once. Unless their team mixes, somebody with a call
// gets nothing else, and a call is only for somebody with nobody waiting at the
// other end.
func (a *Candidate) clashes(c Channel) bool {
	for have, n := range a.Count {
		if n == 0 {
			continue
		}
		if have.Exclusive() && c.Exclusive() {
			return true
		}
		if !a.Mixed && (have.Exclusive() || c.Exclusive() && have.RealTime()) {
			return true
		}
	}
	return false
}

// idleFor is how long the agent has had nothing to do, in milliseconds.
func (a *Candidate) idleFor(now time.Time) int64 {
	if a.Load > 0 {
		return 0
	}
	return now.Sub(a.LastIdleAt).Milliseconds()
}
