package routing

import (
	"maps"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// room is the agents of one decision, as they fill up.
type room struct {
	all     []Candidate
	open    int // of them, who have room for something
	byID    map[centre.AgentID]*Candidate
	byQueue map[centre.QueueID][]*Candidate
	classes map[kind]*class
	taken   map[centre.ItemID]bool
	last    *class // of the item before: waiting items come line by line
}

// kind is what items have in common that the same agents can take.
type kind struct {
	queue     centre.QueueID
	signature string
	channel   Channel
	ring      int // the one they have reached, from 1
}

// class is the items of one kind, and who is fit for them.
type class struct {
	kind   kind
	choice Choice
	fit    []seat
	unfit  map[string]int // cause → agents
	looked bool           // for who is fit
	owed   bool           // of what is late, for those who are owed it
	closed bool           // nobody is left
}

// seat is an agent as one class sees them.
type seat struct {
	*Candidate
	ring   int // the first that takes them in
	choice Choice
	skill  int     // their levels in what is asked for
	busy   float64 // their share lately
}

// newRoom copies the agents, so that they fill up here alone.
func newRoom(agents []Candidate) *room {
	r := &room{
		all: make([]Candidate, len(agents)), byID: make(map[centre.AgentID]*Candidate, len(agents)),
		byQueue: map[centre.QueueID][]*Candidate{}, classes: map[kind]*class{}, taken: map[centre.ItemID]bool{},
	}
	for i, a := range agents {
		r.all[i] = a
		if a.Roomy() {
			r.open++
		}
		r.byID[a.ID] = &r.all[i]
		for q, member := range a.Queues {
			if member {
				r.byQueue[q] = append(r.byQueue[q], &r.all[i])
			}
		}
	}
	return r
}

// fill gives an agent one more item; what was counted before belongs to the caller.
func (r *room) fill(a *Candidate, it *Item, weight int, now time.Time) {
	before := a.Roomy()
	r.taken[it.ID] = true
	a.RungAt = now.Add(time.Duration(len(r.taken))) // one after the other, within one moment
	a.Busy = a.Busy.After(presence.Share(a.Load, a.Capacity), now)
	a.Load += weight
	a.Count = counted(a.Count, it.Channel)
	if !it.Channel.RealTime() {
		a.AsyncAt = now
	}
	if before && !a.Roomy() {
		r.open--
	}
}

// counted is a copy of what is counted, with one more of a channel.
func counted(of map[Channel]int, c Channel) map[Channel]int {
	more := make(map[Channel]int, len(of)+1)
	maps.Copy(more, of)
	more[c]++
	return more
}

// classOf gives the class of an item; work that a colleague handed on is its own.
func (r *room) classOf(it *Item, k kind, now time.Time) *class {
	if it.handedTo(it.PreferredAgent, now) {
		return &class{kind: k}
	}
	if r.last != nil && r.last.kind == k {
		return r.last
	}
	c := r.classes[k]
	if c == nil {
		c = &class{kind: k}
		r.classes[k] = c
	}
	r.last = c
	return c
}

// members are the agents who serve the item's queue, or one that it overflowed from.
func (r *room) members(it *Item) []*Candidate {
	all := r.byQueue[it.QueueID]
	for i := range it.Overflowed {
		if o := &it.Overflowed[i]; o.Serves {
			known := len(all)
			all = all[:known:known] // what is appended must not reach into the queue's own list
			for _, a := range r.byQueue[o.QueueID] {
				if !slices.Contains(all[:known], a) {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

// look finds who is fit for the class of an item, once.
func (s *Situation) look(r *room, c *class, it *Item, now time.Time) {
	if c.looked {
		return
	}
	m, asks := s.Matching[it.QueueID], s.asks(it, now)
	c.looked, c.unfit, c.choice = true, map[string]int{}, m.choiceFor(it)
	asked := m.asked(it)
	sit := func(a *Candidate, ring int) {
		busy := a.Busy.After(presence.Share(a.Load, a.Capacity), now)
		c.fit = append(c.fit, seat{a, ring, c.choice, a.skilled(asked), busy.Share})
	}
	members := r.members(it)
	if a := r.byID[it.PreferredAgent]; a != nil && it.handedTo(a.ID, now) && !slices.Contains(members, a) {
		members = append([]*Candidate{a}, members...)
	}
	if outside := len(r.all) - len(members); outside > 0 {
		c.unfit[notInQueue] = outside
	}
	for _, a := range members {
		ring, cause := a.unfit(it, asks, now)
		if cause != "" {
			c.unfit[cause]++
			continue
		}
		sit(a, ring)
	}
}
