package virtual

import (
	"container/heap"
	"fmt"
	"slices"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// expect plans the next arrival, if there is one.
func (f *Floor) expect() {
	a, ok := f.next()
	if !ok {
		return
	}
	f.planned++
	heap.Push(&f.events, event{f.day.Opens.Add(a.At), f.planned, func() { f.arrive(a); f.expect() }})
}

// arrive puts a customer in line, and plans when they lose patience.
func (f *Floor) arrive(a Arrival) {
	f.arrived++
	f.last = f.now
	l := f.line(lineKey{class: a.Class, queue: a.Class.QueueID})
	l.offered++
	p := &piece{arrival: a, home: l, Item: l.template}
	p.ID = centre.ItemID(fmt.Sprintf("%010d", f.arrived))
	p.EnqueuedAt = f.now
	p.dueIn(a.Due)
	if a.Preferred != "" {
		p.PreferredAgent, p.PreferredUntil = a.Preferred, f.now.Add(a.PreferredFor)
		f.in(a.PreferredFor, func() { f.settle(p) })
	}
	f.turns(p)
	f.tire(p)
	f.wait(p)
}

// tire plans when a customer loses patience.
func (f *Floor) tire(p *piece) {
	if p.arrival.Patience > 0 {
		f.in(p.arrival.Patience, func() { f.leave(p) })
	}
}

// line gives a line, with nobody in it if there was none.
func (f *Floor) line(k lineKey) *line {
	l := f.lines[k]
	if l == nil {
		c := k.class
		if k.queue != c.QueueID {
			there := *c
			there.Name, there.QueueID = c.Name+" in "+string(k.queue), k.queue
			c = &there
		}
		l = newLine(c)
		f.lines[k] = l
		f.ordered = append(f.ordered, l)
	}
	return l
}

// leave has a customer hang up, unless somebody answered them.
func (f *Floor) leave(p *piece) {
	switch p.State {
	case routing.Queued:
		f.unwait(p)
	case routing.Offered:
		f.offers.Withdrawn++
		p.by.desk.Unring(p.weight, f.now)
		f.drop(p)
	default:
		return
	}
	p.State = routing.Abandoned
	f.last = f.now
	if !p.served {
		p.home.abandoned = append(p.home.abandoned, f.now.Sub(p.EnqueuedAt))
	}
}

// wait has a piece stand in its place.
func (f *Floor) wait(p *piece) {
	p.State = routing.Queued
	f.queued[p.ID] = p
	if p.beside(f.now) {
		f.apart = append(f.apart, p)
		return
	}
	p.home.join(p)
}

// unwait takes a piece out of wherever it waits.
func (f *Floor) unwait(p *piece) {
	delete(f.queued, p.ID)
	if p.line == nil {
		at := slices.Index(f.apart, p)
		f.apart = slices.Delete(f.apart, at, at+1)
	}
	p.line = nil
}

// settle has a piece that waited apart without reason any more stand in its line.
func (f *Floor) settle(p *piece) {
	if p.State == routing.Queued && p.line == nil && !p.beside(f.now) {
		f.unwait(p)
		f.wait(p)
	}
}
