package virtual

import (
	"slices"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// situation is the partial view that a decision needs: all who have room, the heads of
// every line, whatever waits apart. It holds until the next one is asked for.
func (f *Floor) situation() routing.Situation {
	s := &f.look
	s.Tiers, s.Matching = f.day.Tiers, f.day.Matching
	s.Agents, s.Waiting, s.Tried = s.Agents[:0], s.Waiting[:0], nil
	room := map[routing.Channel]int{}
	for _, w := range f.open {
		s.Agents = append(s.Agents, w.look())
	}
	for _, l := range f.ordered {
		c := l.class.Channel
		if _, counted := room[c]; !counted {
			room[c] = places(f.open, c)
		}
		n := room[c]
		if !c.RealTime() && len(s.Matching[l.class.QueueID].Rings) > 0 {
			n = len(l.places) // what came first, for which most agents will do, may be due last
		}
		s.Waiting = l.heads(s.Waiting, n)
	}
	for _, p := range f.apart {
		s.Waiting = append(s.Waiting, p.Item)
		f.explain(p)
	}
	return *s
}

// places is how many offers of one line those with room could take at once.
func places(open []*worker, c routing.Channel) int {
	n := 0
	for _, w := range open {
		n += w.places(c)
	}
	return n
}

// explain shows why a piece waits apart: who let it pass, and the agent whom it waits
// for, even with their hands full.
func (f *Floor) explain(p *piece) {
	s := &f.look
	if len(p.tried) > 0 {
		if s.Tried == nil {
			s.Tried = map[centre.ItemID]map[centre.AgentID]bool{}
		}
		s.Tried[p.ID] = p.tried
	}
	w := f.workers[p.PreferredAgent]
	if w == nil || w.open || !w.desk.Routable() || !f.now.Before(p.PreferredUntil) {
		return
	}
	if !slices.ContainsFunc(s.Agents, func(c routing.Candidate) bool { return c.ID == w.agent.ID }) {
		s.Agents = append(s.Agents, w.look())
	}
}
