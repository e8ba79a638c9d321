package main

import (
	"context"
	"sync"
	"time"

	"switchboard/server/centre"
)

// timing is the clock that a node goes by, and how many of its seconds pass in one of ours.
type timing struct {
	now   centre.Clock
	speed float64
	work  *underway // what it stands still for; nil: for nothing
}

// realTime is what everybody else goes by.
var realTime = timing{now: clock, speed: 1}

// How a fast clock steps: as often as this, and never further than this much of our time, so
// that a machine which stops for a moment stops its clock as well.
const (
	stepEvery   = time.Millisecond
	longestStep = 10 * time.Millisecond
)

// fastClock begins now and goes speed times as fast as others, but stands still while the
// house is at work: what people do and how long it takes is measured by it, not the machine
// that has sixty of their seconds to work off in one.
type fastClock struct {
	speed float64
	work  *underway

	mu sync.Mutex
	at time.Time
}

func newFastClock(speed float64) *fastClock {
	return &fastClock{speed: speed, work: &underway{unheard: map[string]time.Time{}}, at: clock()}
}

func (c *fastClock) timing() timing { return timing{c.now, c.speed, c.work} }

func (c *fastClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// run goes until ctx ends.
func (c *fastClock) run(ctx context.Context) {
	tick := time.NewTicker(stepEvery)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if !c.work.any(now) {
				c.step(min(now.Sub(last), longestStep))
			}
			last = now
		}
	}
}

func (c *fastClock) step(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Duration(float64(by) * c.speed)).Truncate(time.Microsecond)
}
