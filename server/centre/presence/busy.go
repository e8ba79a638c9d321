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

// carry changes the load, and first counts how busy the one until now kept the agent.
func (d *Desk) carry(weight int, now time.Time) {
	d.Busy = d.Busy.After(float64(d.Load)/float64(max(1, d.Capacity)), now)
	d.Load += weight
}
