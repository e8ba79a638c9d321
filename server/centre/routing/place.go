package routing

import (
	"time"

	"switchboard/server/centre"
)

// Place is where a waiting item stands.
type Place struct {
	Position int  // from 1: those ahead whom an agent could serve who could serve this one too, and itself
	Staffed  bool // somebody is there who could serve it, free or not
}

// Places gives where each of the items asked for stands. The situation must show all
// that waits, and the agents who are there for work, free or not.
func (s *Situation) Places(asked map[centre.ItemID]bool, now time.Time) map[centre.ItemID]Place {
	l := s.lines(newRoom(s.Agents), now)
	ahead := make([]int, len(l.able))
	places := make(map[centre.ItemID]Place, len(asked))
	for _, next := range s.inOrder(now) {
		mine := l.of[s.groupOf(next.item, now)]
		if asked[next.item.ID] {
			p := Place{Position: 1, Staffed: len(l.able[mine]) > 0}
			for line, shared := range l.sharing(mine) {
				if shared {
					p.Position += ahead[line]
				}
			}
			places[next.item.ID] = p
		}
		ahead[mine]++
	}
	return places
}

// group is a kind of waiting items; one from whose customer somebody is kept is apart.
type group struct {
	kind
	apart centre.ItemID
}

func (s *Situation) groupOf(it *Item, now time.Time) group {
	one := group{kind: s.kindOf(it, now)}
	if len(s.Blocked[it.ID]) > 0 {
		one.apart = it.ID
	}
	return one
}

// lines are the groups of waiting items, numbered, with the agents who could serve each.
type lines struct {
	of     map[group]int
	able   []map[*Candidate]bool
	shares map[int][]bool
}

func (s *Situation) lines(r *room, now time.Time) *lines {
	l := &lines{of: map[group]int{}, shares: map[int][]bool{}}
	for i := range s.Waiting {
		it := &s.Waiting[i]
		k := s.groupOf(it, now)
		if _, known := l.of[k]; known {
			continue
		}
		l.of[k] = len(l.able)
		able := map[*Candidate]bool{}
		for _, a := range r.members(it) {
			if s.unfit(a, it, now) == "" {
				able[a] = true
			}
		}
		l.able = append(l.able, able)
	}
	return l
}

// sharing says which lines an agent could serve who could serve the one given; itself always.
func (l *lines) sharing(mine int) []bool {
	if known, ok := l.shares[mine]; ok {
		return known
	}
	shared := make([]bool, len(l.able))
	shared[mine] = true
	for line, able := range l.able {
		for a := range l.able[mine] {
			if able[a] {
				shared[line] = true
				break
			}
		}
	}
	l.shares[mine] = shared
	return shared
}
