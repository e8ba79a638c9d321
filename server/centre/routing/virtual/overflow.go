package virtual

import (
	"maps"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// spill has the overflow rules act on all that waits, the first arrival first, until none does.
func (f *Floor) spill() {
	if len(f.day.Overflow) == 0 {
		return
	}
	for again := true; again; {
		again = false
		for _, p := range slices.SortedFunc(maps.Values(f.queued), earlier) {
			rules := f.rules(p.QueueID).Applying(f.now)
			if len(rules) == 0 {
				continue
			}
			if r, fits := p.Overflows(rules, f.outlook(p), f.now); fits {
				f.overflow(p, r)
				again = true
			}
		}
	}
}

// outlook is how a waiting piece stands.
func (f *Floor) outlook(p *piece) routing.Outlook {
	s := routing.Situation{Matching: f.day.Matching}
	for _, w := range f.staff {
		c := w.look()
		c.Absent = w.desk.Absent()
		s.Agents = append(s.Agents, c)
	}
	o := s.Outlook(&p.Item, f.now)
	o.Place = 1
	before := func(q *piece) {
		if q.QueueID == p.QueueID && q != p && earlier(q, p) < 0 {
			o.Place++
		}
	}
	for _, q := range f.queued {
		before(q)
	}
	for _, w := range f.staff {
		for _, q := range w.has {
			if q.State == routing.Offered {
				before(q)
			}
		}
	}
	return o
}

// overflow has a rule act on a piece.
func (f *Floor) overflow(p *piece, r routing.Overflow) {
	if r.Action.Leaves() {
		f.unwait(p)
		if !p.served {
			p.home.overflowed++
		}
	}
	to := f.rules(p.QueueID)
	if r.Action == routing.ToQueue {
		to = f.rules(r.QueueID)
	}
	p.Spill(r, f.rules(p.QueueID), to, f.now)
	switch {
	case r.Action.Ends():
		p.State = routing.Ended
		return
	case r.Action == routing.ToQueue:
		p.home = f.line(lineKey{p.arrival.Class, p.QueueID, p.Signature})
		if !p.served {
			p.home.offered++
		}
		f.turns(p)
		f.wait(p)
	}
}

// turns plans the times at which the waiting of a piece makes a difference in its queue.
func (f *Floor) turns(p *piece) {
	at := func(afterS int) {
		if wait := p.EnqueuedAt.Add(time.Duration(afterS) * time.Second).Sub(f.now); wait > 0 {
			f.in(wait, func() {})
		}
	}
	for _, ring := range f.day.Matching[p.QueueID].Rings {
		at(ring.AfterS) // more may serve it then
	}
	if f.day.Matching[p.QueueID].Reserve > 0 {
		at(300) // a C is in the guard band
		if !p.DueAt.IsZero() {
			at(int(p.DueAt.Add(-30 * time.Minute).Sub(p.EnqueuedAt).Seconds()))
		}
	}
	for _, r := range f.day.Overflow[p.QueueID] {
		if r.When == routing.Waited {
			at(r.Over)
		}
	}
}

// rules are what a queue says of what waits in it; its classes say what they need.
func (f *Floor) rules(id centre.QueueID) routing.Rules {
	return routing.Rules{QueueID: id, Rings: f.day.Matching[id].Rings, Overflow: f.day.Overflow[id], Surge: f.day.Matching[id].Surge}
}
