package routing

import (
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
	Capacity   int
	Count      map[Channel]int // open offers by channel
	Mixed      bool            // the team lets calls stand beside chats
	LastIdleAt time.Time
	Version    int // of the desk, when it was looked at

	Absent presence.Absence // why they may be offered nothing at all; empty for those who may
}

// mixedVoice is what a call weighs in a team that mixes: two chats fit beside it.
const mixedVoice = 34

// Why an agent could not get an item, as traces count it.
const (
	notInQueue = "not_in_queue"
	noSkill    = "no_skill"
	noRoom     = "no_room"
	voiceAlone = "voice_alone"
	justTried  = "just_tried"
)

// cannot says why the agent cannot have the item now, or "".
func (a *Candidate) cannot(it *Item, now time.Time) string {
	if cause := a.unfit(it, now); cause != "" {
		return cause
	}
	if a.Absent != "" {
		return string(a.Absent)
	}
	if a.Load+a.weight(it) > a.Capacity || a.Count[it.Channel] >= Caps[it.Channel] {
		return noRoom
	}
	if a.clashes(it.Channel) {
		return voiceAlone
	}
	return ""
}

// unfit says why the agent could not have the item even with empty hands, or "". A
// colleague who handed it to them knew better.
func (a *Candidate) unfit(it *Item, now time.Time) string {
	if it.handedTo(a.ID, now) {
		return ""
	}
	if !a.Queues[it.QueueID] {
		return notInQueue
	}
	for _, n := range it.Required {
		if a.Skills[n.SkillID] < n.Min {
			return noSkill
		}
	}
	return ""
}

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

// before: who carries least, of those the longest idle; ties by id. Only with empty hands
// is anybody idle.
func (a *Candidate) before(b *Candidate) bool {
	switch {
	case a.Load != b.Load:
		return a.Load < b.Load
	case !a.LastIdleAt.Equal(b.LastIdleAt):
		return a.LastIdleAt.Before(b.LastIdleAt)
	}
	return a.ID < b.ID
}

// idleFor is how long the agent has had nothing to do, in milliseconds.
func (a *Candidate) idleFor(now time.Time) int64 {
	if a.Load > 0 {
		return 0
	}
	return now.Sub(a.LastIdleAt).Milliseconds()
}
