package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Idle is why an agent is offered nothing, worked out at the moment of asking by the
// code that decides.
type Idle struct {
	At       time.Time        `json:"at"`
	Agent    Named            `json:"agent"`
	State    presence.State   `json:"state" enum:"offline,ready,ringing,on_contact,wrap_up,away,not_responding"`
	Absent   presence.Absence `json:"absent" enum:"signed_out,not_connected,silent,away,leaving,not_responding," doc:"why they may be offered nothing at all; empty: they may"`
	Load     int              `json:"load"`
	Capacity int              `json:"capacity"`
	Slots    []presence.Slot  `json:"slots"`
	IdleFor  int64            `json:"idle_ms"`
	Waiting  int              `json:"waiting" doc:"items in the queues that they serve and you reach"`
	Causes   map[string]int   `json:"causes" doc:"why not: items"`
	Surges   []Pause          `json:"surges" doc:"in queues of theirs, for which they are offered nothing that can wait"`
	Items    []PassedBy       `json:"items" doc:"those that go first, 20 at most"`
	Text     string           `json:"text" doc:"what would have to change"`
}

// PassedBy is an item that an agent is not offered.
type PassedBy struct {
	ItemID  centre.ItemID `json:"item_id"`
	Queue   Named         `json:"queue"`
	Channel Channel       `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
	WaitedS float64       `json:"waited_s"`
	Cause   string        `json:"cause" doc:"why they are not offered it; empty: they are about to be"`
}

// and adds what waits for the same agent in another pool.
func (i Idle) and(other Idle) Idle {
	i.IdleFor, i.Waiting = max(i.IdleFor, other.IdleFor), i.Waiting+other.Waiting
	for cause, n := range other.Causes {
		i.Causes[cause] += n
	}
	for _, p := range other.Surges {
		if !slices.Contains(i.Surges, p) {
			i.Surges = append(i.Surges, p)
		}
	}
	i.Items = append(i.Items, other.Items...)
	i.Items = i.Items[:min(len(i.Items), askedAbout)]
	return i
}

// idle explains an agent of the situation, which must show all that waits and every
// agent, absent or not; of what waits it tells what is in reach.
func (s *Situation) idle(agent centre.AgentID, reach centre.Reach, now time.Time) Idle {
	r := newRoom(s.Agents)
	i := Idle{At: now, Agent: Named{ID: string(agent)}, Causes: map[string]int{}, Surges: []Pause{}, Items: []PassedBy{}}
	me := r.byID[agent]
	if me == nil {
		return i
	}
	i.IdleFor = me.idleFor(now)
	goes := map[centre.ItemID]centre.AgentID{}
	for _, p := range Decide(*s, now) {
		goes[p.ItemID] = p.AgentID
	}
	idle := idlers{}
	for _, next := range s.inOrder(now) {
		it := next.item
		if !me.serves(it) && !it.handedTo(agent, now) || !reach.Sees(it.QueueID) && reach.Agent != agent {
			continue
		}
		cause := s.against(me, it, now)
		switch {
		case cause != "" || goes[it.ID] == agent:
		case s.held(it, r, now) && it.PreferredAgent != agent:
			cause = heldForOther
		case s.reserves(&next, idle.of(s, r, it, now)):
			cause = keptFree
		default:
			cause = takesAnother
		}
		if cause == pausedBySurge {
			i.Surges = s.pausing(i.Surges, me, now)
		}
		i.Waiting++
		i.Causes[cause]++
		if len(i.Items) < askedAbout {
			i.Items = append(i.Items, PassedBy{it.ID, Named{ID: string(it.QueueID)}, it.Channel, now.Sub(it.EnqueuedAt).Seconds(), cause})
		}
	}
	return i
}

// idlers are the agents with nothing in hand who could take the items of each kind, looked for
// once a kind: a line that is kept waiting may be long.
type idlers map[kind][]*Candidate

// of counts those who could take the item.
func (known idlers) of(s *Situation, r *room, it *Item, now time.Time) int {
	if s.Matching[it.QueueID].Reserve == 0 {
		return 0
	}
	k := s.kindOf(it, now)
	all, looked := known[k]
	byName := it.handedTo(it.PreferredAgent, now)
	if !looked || byName {
		all = nil
		asks := s.asks(it, now)
		for i := range r.all {
			a := &r.all[i]
			if _, cause := a.unfit(it, asks, now); a.Load == 0 && cause == "" && a.hindered(it) == "" && !s.pauses(a, it, now) {
				all = append(all, a)
			}
		}
		if !byName {
			known[k] = all
		}
	}
	n := 0
	for _, a := range all {
		if !s.Blocked[it.ID][a.ID] && !s.Tried[it.ID][a.ID] {
			n++
		}
	}
	return n
}
