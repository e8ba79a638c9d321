package main

import (
	"context"
	"sync"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
)

// hearWithin is how long the clock stands for an offer that its agent's console did not show.
const hearWithin = time.Second

// underway is what a simulated house is at work on: requests that are not answered and tasks
// that are not done, commits that nothing was decided upon yet, offers that did not reach their
// agent's console.
type underway struct {
	mu        sync.Mutex
	requests  int // and tasks
	rounds    int
	undecided bool
	unheard   map[string]time.Time // by offer: since when
}

// any reports whether anything is under way.
func (u *underway) any(now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for id, since := range u.unheard {
		if now.Sub(since) > hearWithin {
			delete(u.unheard, id)
		}
	}
	return u.requests > 0 || u.rounds > 0 || u.undecided || len(u.unheard) > 0
}

// asking notes a request, and gives what to call when it is answered.
func (u *underway) asking() (answered func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.requests++
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.requests--
	}
}

// heard notes that an agent's console shows an offer.
func (u *underway) heard(offer string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.unheard, offer)
}

// committed notes what a commit leaves to be done, and passes it on.
func (u *underway) committed(next func([]centre.Event)) func([]centre.Event) {
	return func(events []centre.Event) {
		u.mu.Lock()
		u.undecided = true
		for _, e := range events {
			if e.Kind == "offer.made" {
				u.unheard[e.Subject.ID] = time.Now()
			}
		}
		u.mu.Unlock()
		next(events)
	}
}

// doing notes the tasks that handlers work on.
func (u *underway) doing(all queue.Handlers) queue.Handlers {
	noted := queue.Handlers{}
	for kind, do := range all {
		noted[kind] = func(ctx context.Context, subject string) error {
			defer u.asking()()
			return do(ctx, subject)
		}
	}
	return noted
}

// looking notes the looks for waiting work that a router takes before its rounds: what was
// committed before a look that finds none is decided upon.
func (u *underway) looking(look func(context.Context) ([]centre.SiteID, error)) func(context.Context) ([]centre.SiteID, error) {
	return func(ctx context.Context) ([]centre.SiteID, error) {
		u.mu.Lock()
		u.undecided = false
		u.rounds++
		u.mu.Unlock()
		pools, err := look(ctx)
		u.mu.Lock()
		defer u.mu.Unlock()
		u.rounds--
		if len(pools) > 0 || err != nil {
			u.undecided = true
		}
		return pools, err
	}
}

// deciding notes the rounds of a router.
func (u *underway) deciding(d queue.Decider) queue.Decider { return noted{d, u} }

// noted is a decider whose rounds are known.
type noted struct {
	queue.Decider
	to *underway
}

func (n noted) Round(ctx context.Context, pool centre.SiteID) (int, error) {
	defer n.to.round()()
	return n.Decider.Round(ctx, pool)
}

func (n noted) Sweep(ctx context.Context, pool centre.SiteID) (made, late int, err error) {
	defer n.to.round()()
	return n.Decider.Sweep(ctx, pool)
}

// round notes a round of a router, until it has ended.
func (u *underway) round() (ended func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.undecided = false // what is committed from here on is for the next round
	u.rounds++
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.rounds--
	}
}
