package sqltest

import (
	"sync"
	"time"
)

// Clock is a clock that only the test moves.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// ClockAt makes a clock that stands at a time.
func ClockAt(t time.Time) *Clock { return &Clock{now: t} }

// Now is the time on the clock; it is the centre.Clock to give to services.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass lets time pass, and gives the time it is then.
func (c *Clock) Pass(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}
