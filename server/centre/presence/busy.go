package presence

import (
	"math"
	"time"
)

// busyOver is the time constant of busyness: what was so long ago weighs 1/e.
const busyOver = 30 * time.Minute

// Busyness is which share of an agent's capacity work took lately, from 0 to 1: an
// exponentially weighted average, as of a time.
type Busyness struct {
	Share float64
	At    time.Time
}

// After is what it has become when that share was taken ever since.
func (b Busyness) After(taken float64, now time.Time) Busyness {
	if !now.After(b.At) {
		return b
	}
	kept := math.Exp(-now.Sub(b.At).Seconds() / busyOver.Seconds())
	return Busyness{Share: taken + (b.Share-taken)*kept, At: now}
}

// Share is the part of a capacity that a load takes, from 0 to 1: a call that rings beside what
// gives way to it takes no more than all.
func Share(load, capacity int) float64 { return min(1, float64(load)/float64(max(1, capacity))) }

// carry changes the load, and first counts how busy the one until now kept the agent.
func (d *Desk) carry(weight int, now time.Time) {
	d.Busy = d.Busy.After(Share(d.Load, d.Capacity), now)
	d.Load += weight
}
