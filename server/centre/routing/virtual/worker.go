package virtual

import (
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// capacity is what an agent carries at most.
const capacity = 100

// worker is an agent on the floor.
type worker struct {
	agent  Agent
	desk   presence.Desk
	seen   routing.Candidate // as decisions see them; what changes often is filled in when they look
	has    []*piece
	offers int // made so far
	open   bool

	since      time.Time // when the desk last changed
	state      presence.State
	busy, free time.Duration // with work, and ready for it
}

func newWorker(a Agent, now time.Time) *worker {
	if a.Plan == nil {
		a.Plan = []Step{{0, Come}}
	}
	w := &worker{agent: a, since: now}
	w.desk = presence.Desk{AgentID: a.ID, Status: presence.Offline, Link: presence.None, Capacity: capacity}
	w.seen = routing.Candidate{
		ID: a.ID, Skills: a.Skills, Queues: make(map[centre.QueueID]bool, len(a.Queues)), Capacity: capacity,
		Count: map[routing.Channel]int{}, Mixed: a.Mixed,
	}
	for _, q := range a.Queues {
		w.seen.Queues[q] = true
	}
	return w
}

// look gives the agent as they are now.
func (w *worker) look() routing.Candidate {
	c := w.seen
	c.Load, c.Yields, c.LastIdleAt, c.AsyncAt = w.desk.Load, w.desk.Yields, w.desk.LastIdleAt, w.desk.AsyncAt
	return c
}

// places is how many more items of a channel the agent could take at most.
func (w *worker) places(c routing.Channel) int {
	load := w.desk.Load
	if c.Exclusive() {
		load -= w.desk.Yields
	}
	if !w.seen.Mixed && load+routing.Weights[c] > capacity {
		return 0
	}
	return routing.Caps[c] - w.seen.Count[c]
}

// drop takes a piece out of its agent's hands.
func (f *Floor) drop(p *piece) {
	w := p.by
	at := slices.Index(w.has, p)
	w.has = slices.Delete(w.has, at, at+1)
	w.seen.Count[p.Channel]--
	p.by, p.AgentID = nil, ""
	f.moved(w)
}

// moved notes that a desk changed: how long it was as it was, and whether it has room.
func (f *Floor) moved(w *worker) {
	f.last = f.now
	w.spend(f.now)
	w.state = w.desk.State
	now := w.look()
	open := w.desk.Routable() && now.Roomy()
	switch {
	case open && !w.open:
		f.open = append(f.open, w)
	case w.open && !open:
		at := slices.Index(f.open, w)
		f.open = slices.Delete(f.open, at, at+1)
	}
	w.open = open
}

// spend counts the time since the desk last changed.
func (w *worker) spend(until time.Time) {
	switch w.state {
	case presence.OnContact, presence.WrapUp:
		w.busy += until.Sub(w.since)
	case presence.Ready, presence.Ringing:
		w.free += until.Sub(w.since)
	}
	w.since = until
}
