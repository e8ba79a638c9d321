package wait

import (
	"cmp"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// atOnce is a wait so short that somebody was free: the router was deciding.
const atOnce = time.Second

// look is the floor at one moment.
type look struct {
	now      time.Time
	waiting  []routing.Item
	there    []routing.Candidate
	matching map[centre.QueueID]routing.Matching
	blocked  map[centre.ItemID]map[centre.AgentID]bool // who is kept from its customer
	terms    map[centre.QueueID]Terms                  // of the queues that offer a call
	learned  time.Time                                 // when what follows was read
	passages []Passage
	handling []Handling

	together map[centre.QueueID]map[centre.QueueID]bool // queues that an agent who is there serves both
}

// group finds which queues share agents: people in them wait for the same hands, so
// their pace is one.
func (l *look) group() {
	l.together = map[centre.QueueID]map[centre.QueueID]bool{}
	for _, a := range l.there {
		for q := range a.Queues {
			if l.together[q] == nil {
				l.together[q] = map[centre.QueueID]bool{}
			}
			for other := range a.Queues {
				l.together[q][other] = true
			}
		}
	}
}

// places gives where those of the contacts stand that wait.
func (l *look) places(ids []centre.ContactID) map[centre.ContactID]Place {
	wanted := make(map[centre.ContactID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	asked := map[centre.ItemID]bool{}
	var items []*routing.Item
	for i := range l.waiting {
		if it := &l.waiting[i]; wanted[it.ContactID] {
			asked[it.ID] = true
			items = append(items, it)
		}
	}
	situation := routing.Situation{Waiting: l.waiting, Agents: l.there, Matching: l.matching, Blocked: l.blocked}
	stands := situation.Places(asked, l.now)
	rates := map[centre.QueueID]Rates{}
	all := make(map[centre.ContactID]Place, len(items))
	for _, it := range items {
		s := stands[it.ID]
		p := Place{Position: s.Position}
		if _, known := rates[it.QueueID]; !known {
			rates[it.QueueID] = l.rates(it.QueueID)
		}
		if e, known := rates[it.QueueID].Behind(s.Position - 1); known && s.Staffed {
			told := e.Announce()
			p.WaitS, p.Longer, p.Call = &told.Seconds, told.Longer, l.called(it, time.Duration(e.Mean*float64(time.Second)))
		}
		if it.Channel == routing.Callback {
			p.Call = CallAccepted
		}
		all[it.ContactID] = p
	}
	return all
}

// prospects estimates how those of the items will fare that wait.
func (l *look) prospects(ids []centre.ItemID) map[centre.ItemID]routing.Prospect {
	asked := make(map[centre.ItemID]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	situation := routing.Situation{Waiting: l.waiting, Agents: l.there, Matching: l.matching, Blocked: l.blocked}
	stands := situation.Places(asked, l.now)
	rates := map[centre.QueueID]Rates{}
	all := make(map[centre.ItemID]routing.Prospect, len(stands))
	for i := range l.waiting {
		it := &l.waiting[i]
		s, waits := stands[it.ID]
		if !waits || !s.Staffed {
			continue
		}
		if _, known := rates[it.QueueID]; !known {
			rates[it.QueueID] = l.rates(it.QueueID)
		}
		if e, known := rates[it.QueueID].Behind(s.Position - 1); known {
			wait := time.Duration(e.Mean * float64(time.Second))
			all[it.ID] = routing.Prospect{Wait: wait, Called: l.called(it, wait) == CallOffered}
		}
	}
	return all
}

// newcomers estimates the wait behind all that wait for the same hands.
func (l *look) newcomers() map[centre.QueueID]Estimate {
	inLine := map[centre.QueueID]int{}
	for i := range l.waiting {
		inLine[l.waiting[i].QueueID]++
	}
	all := make(map[centre.QueueID]Estimate, len(l.together))
	for q, group := range l.together {
		ahead := 0
		for other := range group {
			ahead += inLine[other]
		}
		if ahead == 0 && l.free(q) {
			all[q] = Estimate{}
		} else if e, known := l.rates(q).Behind(ahead); known {
			all[q] = e
		}
	}
	return all
}

// free reports whether somebody who serves the queue has room for one more.
func (l *look) free(q centre.QueueID) bool {
	takes := 100.
	for _, h := range l.handling {
		if h.QueueID == q {
			takes = h.Weight
		}
	}
	return slices.ContainsFunc(l.there, func(a routing.Candidate) bool {
		return a.Queues[q] && float64(a.Load)+takes <= float64(a.Capacity)
	})
}

// rates folds what happened in all queues that share agents with this one.
func (l *look) rates(q centre.QueueID) Rates {
	group := l.together[q]
	var p Pace
	for _, m := range steps(l.passages, group) {
		m.tell(&p)
	}
	return p.Rates(l.now, l.usual(group))
}

// usual is what the staff who are there can do, people a second: each agent's share of
// these queues times how many they have at once, over the time that one takes.
func (l *look) usual(group map[centre.QueueID]bool) float64 {
	var took, weight, queues float64
	for _, h := range l.handling {
		if group[h.QueueID] {
			took, weight, queues = took+h.MeanS, weight+h.Weight, queues+1
		}
	}
	if took == 0 || weight == 0 {
		return 0
	}
	hands := 0.
	for _, a := range l.there {
		mine := 0.
		for q := range a.Queues {
			if group[q] {
				mine++
			}
		}
		if mine > 0 {
			hands += mine / float64(len(a.Queues)) * float64(a.Capacity) * queues / weight
		}
	}
	return hands * queues / took
}

// moment is one thing that happened in line. Thousands are sorted for each look: without pointers
// that is cheap.
type moment struct {
	at   int64 // Unix time in nanoseconds
	n    int   // of two at the same time the smaller happened first
	what act
}

// act is what somebody in line did.
type act uint8

const (
	came act = iota
	passed
	served
	left
)

// tell has a pace hear of it.
func (m moment) tell(p *Pace) {
	at := time.Unix(0, m.at)
	switch m.what {
	case came:
		p.Came(at)
	case passed:
		p.Passed(at)
	case served:
		p.Served(at)
	case left:
		p.Left(at)
	}
}

// steps are what happened in the queues of a group, in order.
func steps(passages []Passage, group map[centre.QueueID]bool) []moment {
	all := make([]moment, 0, 2*len(passages))
	add := func(at time.Time, what act) { all = append(all, moment{at.UnixNano(), len(all), what}) }
	for i := range passages {
		w := &passages[i]
		switch {
		case !group[w.QueueID]:
		case w.TakenAt != nil && w.TakenAt.Sub(w.CameAt) < atOnce:
			add(*w.TakenAt, passed)
		case w.TakenAt != nil:
			add(w.CameAt, came)
			add(*w.TakenAt, served)
		case w.LeftAt != nil:
			add(w.CameAt, came)
			add(*w.LeftAt, left)
		default:
			add(w.CameAt, came)
		}
	}
	slices.SortFunc(all, func(a, b moment) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.n, b.n)) })
	return all
}
