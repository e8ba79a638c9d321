package routing

import (
	"sort"
	"time"

	"switchboard/server/centre"
)

// RulesVersion names the rules below in every trace.
const RulesVersion = "1"

// Situation is what a decision looks at: the heads of every line and the agents
// whom they can reach. A partial view decides as the full state would, as long
// as each line shows at least as many heads as there are agents with room.
type Situation struct {
	Waiting []Item
	Agents  []Candidate
	Tried   map[centre.ItemID]map[centre.AgentID]bool // who let this item pass in the last 30 s
}

// Candidate is an agent as a decision sees them. Only those who may be offered
// work at all are shown.
type Candidate struct {
	ID         centre.AgentID
	Skills     map[centre.SkillID]int // level 1…10
	Queues     map[centre.QueueID]bool
	Load       int
	Capacity   int
	Count      map[Channel]int // open offers by channel
	Mixed      bool            // the team lets calls stand beside chats
	LastIdleAt time.Time
}

// Proposal is one offer that a decision makes.
type Proposal struct {
	ItemID  centre.ItemID
	AgentID centre.AgentID
	Trace   Trace
}

// Why an agent could not get an item, as traces count it.
const (
	notInQueue = "not_in_queue"
	noSkill    = "no_skill"
	noRoom     = "no_room"
	voiceAlone = "voice_alone"
	justTried  = "just_tried"
)

// tierRule is how waiting grows into score; see the ordering of the queue in
// the package's doc. Accumulating priority after Kleinrock 1964.
type tierRule struct {
	boost float64 // seconds of head start
	slope float64 // score per second waited
	guard time.Duration
}

var tiers = map[string]tierRule{
	"A": {boost: 30, slope: 2, guard: 120 * time.Second},
	"B": {boost: 10, slope: 1.5, guard: 180 * time.Second},
	"C": {boost: 0, slope: 1, guard: 300 * time.Second},
}

// priorityStep is the head start, in seconds of score, of one step of priority.
const priorityStep = 15

// Decide makes every offer that can be made now, best item first, and changes
// nothing that it was given. The result depends on its arguments alone.
func Decide(s Situation, now time.Time) []Proposal {
	agents := append([]Candidate{}, s.Agents...)
	for i := range agents {
		agents[i].Count = copyCounts(agents[i].Count)
	}
	var made []Proposal
	for _, it := range inOrder(s.Waiting, now) {
		if p, ok := choose(it, agents, s.Tried[it.item.ID], now); ok {
			made = append(made, p)
		}
	}
	return made
}

func copyCounts(from map[Channel]int) map[Channel]int {
	to := make(map[Channel]int, len(from)+1)
	for c, n := range from {
		to[c] = n
	}
	return to
}

// ranked is a waiting item with what its place depends on.
type ranked struct {
	item  Item
	score float64
	guard bool
	due   time.Time // in the guard band: whoever's guard ended first goes first
}

// inOrder sorts waiting items as they should be served.
func inOrder(waiting []Item, now time.Time) []ranked {
	all := make([]ranked, len(waiting))
	for i, it := range waiting {
		all[i] = rank(it, now)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].before(all[j]) })
	return all
}

func rank(it Item, now time.Time) ranked {
	rule, ok := tiers[it.Tier]
	if !ok {
		rule = tiers["C"]
	}
	waited := now.Sub(it.EnqueuedAt)
	if waited < 0 {
		waited = 0
	}
	return ranked{
		item:  it,
		score: rule.boost + priorityStep*float64(5-it.Priority) + rule.slope*waited.Seconds(),
		guard: waited >= rule.guard,
		due:   it.EnqueuedAt.Add(rule.guard),
	}
}

// before: emergencies, then those with somebody waiting at the other end, then the
// guard band by its deadline, then score; ties by arrival, then id.
func (a ranked) before(b ranked) bool {
	switch {
	case a.item.Emergency != b.item.Emergency:
		return a.item.Emergency
	case a.item.Channel.RealTime() != b.item.Channel.RealTime():
		return a.item.Channel.RealTime()
	case a.guard != b.guard:
		return a.guard
	case a.guard && !a.due.Equal(b.due):
		return a.due.Before(b.due)
	case !a.guard && a.score != b.score:
		return a.score > b.score
	case !a.item.EnqueuedAt.Equal(b.item.EnqueuedAt):
		return a.item.EnqueuedAt.Before(b.item.EnqueuedAt)
	}
	return a.item.ID < b.item.ID
}

// choose finds the agent for an item, if there is one, and fills their place.
func choose(r ranked, agents []Candidate, tried map[centre.AgentID]bool, now time.Time) (Proposal, bool) {
	it := r.item
	excluded := map[string]int{}
	var able, passed []*Candidate
	for i := range agents {
		a := &agents[i]
		switch cause := a.cannot(it); {
		case cause != "":
			excluded[cause]++
		case tried[a.ID]:
			passed = append(passed, a)
		default:
			able = append(able, a)
		}
	}
	if len(passed) > 0 {
		excluded[justTried] = len(passed)
	}
	best, by := pick(it, able, now)
	if best == nil {
		return Proposal{}, false
	}
	trace := Trace{
		Rules: RulesVersion, Score: r.score, Guard: r.guard, ChosenBy: by,
		IdleFor: now.Sub(best.LastIdleAt).Milliseconds(), Candidates: len(able),
		Next: runners(able, best, now), Excluded: excluded,
	}
	best.Load += it.Weight
	best.Count[it.Channel]++
	return Proposal{ItemID: it.ID, AgentID: best.ID, Trace: trace}, true
}

// pick takes the preferred agent, else the longest idle; while an item is held for
// its preferred agent nobody else gets it.
func pick(it Item, able []*Candidate, now time.Time) (*Candidate, string) {
	sort.Slice(able, func(i, j int) bool {
		if !able[i].LastIdleAt.Equal(able[j].LastIdleAt) {
			return able[i].LastIdleAt.Before(able[j].LastIdleAt)
		}
		return able[i].ID < able[j].ID
	})
	if it.PreferredAgent != "" {
		for _, a := range able {
			if a.ID == it.PreferredAgent {
				return a, "preferred"
			}
		}
		if now.Before(it.PreferredUntil) {
			return nil, ""
		}
	}
	if len(able) == 0 {
		return nil, ""
	}
	return able[0], "longest_idle"
}

func runners(able []*Candidate, best *Candidate, now time.Time) []Runner {
	var next []Runner
	for _, a := range able {
		if a != best && len(next) < 5 {
			next = append(next, Runner{a.ID, now.Sub(a.LastIdleAt).Milliseconds()})
		}
	}
	return next
}

// cannot says why the agent cannot have the item, or "".
func (a *Candidate) cannot(it Item) string {
	if !a.Queues[it.QueueID] {
		return notInQueue
	}
	for _, n := range it.Required {
		if a.Skills[n.SkillID] < n.Min {
			return noSkill
		}
	}
	if a.Load+it.Weight > a.Capacity || a.Count[it.Channel] >= Caps[it.Channel] {
		return noRoom
	}
	if !a.Mixed && a.clashes(it.Channel) {
		return voiceAlone
	}
	return ""
}

// clashes: somebody with a call gets nothing else, and a call is only for
// somebody with nobody waiting at the other end.
func (a *Candidate) clashes(c Channel) bool {
	for have, n := range a.Count {
		if n > 0 && (have.Exclusive() || c.Exclusive() && have.RealTime()) {
			return true
		}
	}
	return false
}
