package routing

import (
	"maps"
	"time"

	"switchboard/server/centre"
)

// RulesVersion names the rules of this package in every trace.
const RulesVersion = "8"

// Situation is what a decision looks at: the heads of every line and the agents
// whom they can reach. A line is what all agents see alike: queue, needs, channel,
// tier, priority, emergency. A partial view decides as the full state would, as long
// as it shows of each line as many heads as there can be offers, beside all that
// were tried, are blocked for somebody, are held, came back or were moved by a
// supervisor: whoever may serve an item may serve those before it in its line, since
// rings only widen. What can wait stands in line by when it is due and not as it came,
// so that of it each band counts as a line.
type Situation struct {
	Waiting []Item
	Agents  []Candidate
	Tried   map[centre.ItemID]map[centre.AgentID]bool // who let this item pass in the last 30 s
	Blocked map[centre.ItemID]map[centre.AgentID]bool // who is kept from its customer
	Meant   map[centre.AgentID]*Candidate             // those that work is held for, if Agents leaves them out
	Tiers   map[string]Tier                           // how waiting counts; nil: as the house has it
	Most    int                                       // offers to make; 0: all
	PerLine int                                       // offers of one line after which the decision ends, for it was shown no more; 0: it was shown all

	Matching map[centre.QueueID]Matching // how a queue finds its agents; absent: by what its items require alone
}

// Proposal is one offer that a decision makes.
type Proposal struct {
	ItemID  centre.ItemID
	AgentID centre.AgentID
	Weight  int
	Seen    int // version of the agent's desk that the decision looked at
	Trace   Trace
}

// Decide makes every offer that can be made now, best item first, and changes
// nothing that it was given. The result depends on its arguments alone.
func Decide(s Situation, now time.Time) []Proposal {
	r := newRoom(s.Agents)
	waiting := s.lineUp(r, now)
	ofLine := map[Heading]int{}
	var made []Proposal
	for r.open > 0 && (s.Most == 0 || len(made) < s.Most) {
		class, next := waiting.next()
		if class == nil {
			break
		}
		if r.taken[next.item.ID] {
			continue // by somebody who was owed it
		}
		if p, ok := s.choose(next, class, r, now); ok {
			made = append(made, p)
			h := next.item.heading()
			if ofLine[h]++; ofLine[h] == s.PerLine {
				break // who stands behind may be next
			}
		}
	}
	return made
}

// choose finds the agent for an item of the class, if there is one, and fills their place.
func (s *Situation) choose(next ranked, c *class, r *room, now time.Time) (Proposal, bool) {
	it, tried := next.item, s.Tried[next.item.ID]
	s.look(r, c, it, now)
	excluded := maps.Clone(c.unfit)
	able := shortlist{preferred: it.PreferredAgent}
	for i := range c.fit {
		a := &c.fit[i]
		cause := s.hindered(a.Candidate, it, now)
		if cause == "" && c.owed && !a.owed(now) {
			cause = hadSuch
		}
		if cause != "" {
			excluded[cause]++
		} else {
			able.add(a)
		}
	}
	if able.n == 0 && len(tried) == 0 && len(s.Blocked[it.ID]) == 0 {
		c.closed = true
	}
	again := able.n == 0 && excluded[justTried] > 1 && !c.owed
	if again { // everybody let it pass: they are asked once more
		delete(excluded, justTried)
		for i := range c.fit {
			if a := &c.fit[i]; a.hindered(it) == "" && !s.Blocked[it.ID][a.ID] && !s.pauses(a.Candidate, it, now) {
				able.add(a)
			}
		}
	}
	best, by := able.best()
	if best == nil || by != preferred && s.held(it, r, now) {
		return Proposal{}, false
	}
	if !it.handedTo(best.ID, now) && s.reserves(&next, able.idle) {
		return Proposal{}, false
	}
	if it.handedTo(best.ID, now) {
		by = handedOver
		switch {
		case it.Owned:
			by = promised
		case it.Returned:
			by = returned
		}
	}
	p := Proposal{ItemID: it.ID, AgentID: best.ID, Weight: best.weight(it), Seen: best.Version, Trace: Trace{
		Rules: RulesVersion, Score: next.score, Guard: next.guard, Ring: c.kind.ring, Again: again, Owed: c.owed, Parks: best.parks(it), ChosenBy: by, TieBreak: able.tieBreak(best),
		Figures: best.figures(now), Candidates: able.n, Next: able.runners(best, now), Excluded: excluded,
	}}
	r.fill(best.Candidate, it, p.Weight, now)
	return p, true
}

// against says why an agent is not asked for an item now, or "".
func (s *Situation) against(a *Candidate, it *Item, now time.Time) string {
	if cause := s.unfit(a, it, now); cause != "" {
		return cause
	}
	return s.hindered(a, it, now)
}

// unfit says why the agent could not have the item even with empty hands, or "".
func (s *Situation) unfit(a *Candidate, it *Item, now time.Time) string {
	_, cause := a.unfit(it, s.asks(it, now), now)
	if cause == "" && s.Blocked[it.ID][a.ID] {
		return blocked
	}
	return cause
}

// hindered says why an agent who is fit for the item is not asked now, or "".
func (s *Situation) hindered(a *Candidate, it *Item, now time.Time) string {
	if s.Blocked[it.ID][a.ID] {
		return blocked
	}
	if cause := a.hindered(it); cause != "" {
		return cause
	}
	if s.pauses(a, it, now) {
		return pausedBySurge
	}
	if s.Tried[it.ID][a.ID] {
		return justTried
	}
	return ""
}

// held reports whether an item still waits for its preferred agent alone: until
// its time is over, as long as they are there, fit for it and did not let it pass. What
// they promised waits out their breaks too, but not who is gone for the day: that would only
// make the promise late.
func (s *Situation) held(it *Item, r *room, now time.Time) bool {
	if !it.holds(now) || s.Tried[it.ID][it.PreferredAgent] || s.Blocked[it.ID][it.PreferredAgent] {
		return false
	}
	a := r.byID[it.PreferredAgent]
	if a == nil {
		a = s.Meant[it.PreferredAgent]
	}
	return a != nil && (a.Absent == "" || it.Owned && !a.Gone) && s.unfit(a, it, now) == ""
}
