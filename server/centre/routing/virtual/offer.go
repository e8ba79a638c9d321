package virtual

import (
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// offer has a piece ring at an agent's desk, who answers as they are described.
func (f *Floor) offer(p *piece, w *worker, weight int) {
	f.unwait(p)
	p.State, p.AgentID = routing.Offered, w.agent.ID
	p.by, p.weight = w, weight
	p.offers++
	f.offers.Made++
	w.has = append(w.has, p)
	w.seen.Count[p.Channel]++
	w.desk.Ring(weight, f.now)
	if !p.Channel.RealTime() {
		w.desk.AsyncAt = f.now
	}
	f.moved(w)
	var a Answer
	if w.agent.Answers != nil {
		a = w.agent.Answers(w.offers)
	}
	w.offers++
	f.answer(p, a)
}

// answer plans what an agent does about an offer, or does it at once.
func (f *Floor) answer(p *piece, a Answer) {
	rings := p.arrival.Class.rings()
	switch {
	case a.As == routing.TimedOut || a.After > rings:
		f.stillRinging(p, rings, func() { f.miss(p, a.Back) })
	case a.As == routing.Rejected:
		f.stillRinging(p, a.After, func() { f.decline(p) })
	case a.After > 0:
		f.stillRinging(p, a.After, func() { f.accept(p) })
	default:
		f.accept(p)
	}
}

// stillRinging plans something for an offer that may be over by then.
func (f *Floor) stillRinging(p *piece, after time.Duration, do func()) {
	n := p.offers
	f.in(after, func() {
		if p.State == routing.Offered && p.offers == n {
			do()
		}
	})
}

func (f *Floor) miss(p *piece, back time.Duration) {
	w := p.by
	f.offers.Missed++
	w.desk.Miss(p.weight, 0, f.now)
	if back > 0 {
		f.in(back, func() { f.turn(w, Step{Do: sayThere}) })
	}
	f.pass(p)
}

// sayThere has an agent who missed an offer ask for the next one.
func sayThere(d *presence.Desk, now time.Time) error {
	if !d.Missed || d.Status != presence.Available {
		return nil
	}
	return d.Declare(presence.Available, "", false, now)
}

func (f *Floor) decline(p *piece) {
	f.offers.Declined++
	p.by.desk.Decline(p.weight, f.now)
	f.pass(p)
}

// pass sends a piece that somebody let pass back to its place; for a while they are
// passed over for it.
func (f *Floor) pass(p *piece) {
	w := p.by
	f.drop(p)
	if p.tried == nil {
		p.tried = map[centre.AgentID]bool{}
	}
	p.tried[w.agent.ID] = true
	f.wait(p)
	f.in(routing.TriedFor, func() {
		delete(p.tried, w.agent.ID)
		f.settle(p)
	})
}

// accept begins the service.
func (f *Floor) accept(p *piece) {
	f.offers.Accepted++
	p.State, p.AcceptedAt = routing.Active, f.now
	p.by.desk.Take(f.now)
	if p.yields() {
		p.by.desk.Yields += p.weight
		f.in(0, func() {}) // a call that waits may have them now: it takes a decision
	}
	if p.by.desk.Load > capacity {
		f.park(p.by)
	}
	f.moved(p.by)
	if !p.served {
		p.served = true
		p.home.answered = append(p.home.answered, f.now.Sub(p.EnqueuedAt))
	}
	f.work(p, p.arrival.Service)
}

// work has the service go on for so long.
func (f *Floor) work(p *piece, left time.Duration) {
	p.ends = f.now.Add(left)
	p.begun++
	n := p.begun
	f.in(left, func() {
		if p.State == routing.Active && !p.parked && p.begun == n {
			f.end(p)
		}
	})
}

// end ends the service: wrap-up begins, where there is one.
func (f *Floor) end(p *piece) {
	wrap := p.arrival.Class.WrapUp
	if wrap == 0 {
		f.complete(p, false)
		return
	}
	p.State = routing.WrapUp
	p.by.desk.Wrap(f.now)
	f.moved(p.by)
	f.in(wrap, func() { f.complete(p, true) })
}

func (f *Floor) complete(p *piece, wrapped bool) {
	f.put(p, wrapped)
	p.State, p.EndedAt = routing.Completed, f.now
	f.drop(p)
}

// turn changes an agent's desk, and takes back what it may not keep.
func (f *Floor) turn(w *worker, s Step) {
	if s.Do(&w.desk, f.now) != nil {
		return
	}
	for _, p := range slices.Clone(w.has) {
		if !p.TakenBack(&w.desk) {
			continue
		}
		if p.State == routing.Offered {
			f.offers.Withdrawn++
			w.desk.Unring(p.weight, f.now)
		} else {
			f.put(p, false)
			f.tire(p)
		}
		f.drop(p)
		f.wait(p)
	}
	f.moved(w)
}
