package virtual

import (
	"container/heap"
	"iter"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Floor is a day as it goes on.
type Floor struct {
	day     Day
	now     time.Time
	last    time.Time // when somebody last came or left, or a desk changed: a timer without effect is nothing
	events  events
	planned int // events so far
	next    func() (Arrival, bool)
	arrived int

	lines   map[lineKey]*line
	ordered []*line                  // as their classes first came
	apart   []*piece                 // those that wait beside their line
	queued  map[centre.ItemID]*piece // all that wait
	workers map[centre.AgentID]*worker
	staff   []*worker
	open    []*worker // who could be offered something

	decisions int
	offers    Offers
	look      routing.Situation // the last, its room used again
}

// Run serves a day to its end: until nothing more can happen.
func Run(d Day) Report {
	f, done := open(d)
	defer done()
	for f.happen() {
		f.decide()
	}
	return f.report()
}

// open prepares the floor: everybody is in front of the door, their plans are known.
func open(d Day) (*Floor, func()) {
	f := &Floor{
		day: d, now: d.Opens, last: d.Opens, lines: map[lineKey]*line{}, queued: map[centre.ItemID]*piece{},
		workers: make(map[centre.AgentID]*worker, len(d.Agents)),
	}
	for _, a := range d.Agents {
		w := newWorker(a, d.Opens)
		f.workers[a.ID] = w
		f.staff = append(f.staff, w)
		for _, s := range w.agent.Plan {
			f.in(s.At, func() { f.turn(w, s) })
		}
	}
	next, stop := iter.Pull(d.Arrivals)
	f.next = next
	f.expect()
	return f, stop
}

// in plans something for a time from now.
func (f *Floor) in(after time.Duration, do func()) {
	f.planned++
	heap.Push(&f.events, event{f.now.Add(after), f.planned, do})
}

// happen takes the time to the next event and has it happen; false: nothing is left.
func (f *Floor) happen() bool {
	if f.events.Len() == 0 {
		return false
	}
	e := heap.Pop(&f.events).(event)
	f.now = e.at
	e.do()
	return true
}

// decide has the overflow rules act, and makes every offer that can be made.
func (f *Floor) decide() {
	f.spill()
	if len(f.queued) == 0 || len(f.open) == 0 {
		return
	}
	f.decisions++
	for _, p := range routing.Decide(f.situation(), f.now) {
		f.offer(f.queued[p.ItemID], f.workers[p.AgentID], p.Weight)
	}
}
