package routing

import (
	"slices"
	"time"

	"switchboard/server/centre"
)

// room is the agents of one decision, as they fill up.
type room struct {
	all     []Candidate
	byID    map[centre.AgentID]*Candidate
	byQueue map[centre.QueueID][]*Candidate
	closed  map[kind]bool
}

// kind is what items have in common that the same agents can take.
type kind struct {
	queue     centre.QueueID
	signature string
	channel   Channel
}

// newRoom copies the agents, so that they fill up here alone.
func newRoom(agents []Candidate) *room {
	r := &room{
		all: make([]Candidate, len(agents)), byID: make(map[centre.AgentID]*Candidate, len(agents)),
		byQueue: map[centre.QueueID][]*Candidate{}, closed: map[kind]bool{},
	}
	for i, a := range agents {
		a.Count = copyCounts(a.Count)
		r.all[i] = a
		r.byID[a.ID] = &r.all[i]
		for q, member := range a.Queues {
			if member {
				r.byQueue[q] = append(r.byQueue[q], &r.all[i])
			}
		}
	}
	return r
}

func copyCounts(from map[Channel]int) map[Channel]int {
	to := make(map[Channel]int, len(from)+1)
	for c, n := range from {
		to[c] = n
	}
	return to
}

// reach gives the agents who may be able to take the item; none when its kind found
// nobody before, since agents only fill up.
func (r *room) reach(it *Item, now time.Time) []*Candidate {
	members := r.byQueue[it.QueueID]
	if r.closed[kindOf(it)] {
		members = nil
	}
	if a := r.byID[it.PreferredAgent]; a != nil && it.handedTo(a.ID, now) && !slices.Contains(members, a) {
		return append(members[:len(members):len(members)], a)
	}
	return members
}

// close notes that nobody is left for items like this one.
func (r *room) close(it *Item) { r.closed[kindOf(it)] = true }

func kindOf(it *Item) kind { return kind{it.QueueID, it.Signature, it.Channel} }
