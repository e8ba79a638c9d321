package routing

import (
	"time"

	"switchboard/server/centre"
)

// MaxRings is how many rings a queue may have.
const MaxRings = 6

// Ring is what a queue asks for, beside the skills that it always requires, of who
// serves somebody who has waited that long. Rings only widen.
type Ring struct {
	AfterS int                    `json:"after_s" minimum:"0" maximum:"86400" doc:"seconds of waiting from which it holds"`
	Min    map[centre.SkillID]int `json:"min" doc:"skill → lowest level, 1 to 10; a skill left out is not asked for"`
}

// Matching is how a queue finds the agents for its items.
type Matching struct {
	Rings  []Ring
	Choice Choice // empty: auto
	Bias   int    // points before what waits in other queues, for who serves several

	Reserve int       // idle agents to keep free for tiers A and B; 0: none
	Surge   time.Time // until when a surge is on; zero: none is
}

// takesIn reports whether the agent has what the ring asks for.
func (r *Ring) takesIn(a *Candidate) bool {
	for skill, level := range r.Min {
		if a.Skills[skill] < level {
			return false
		}
	}
	return true
}

// Implies reports whether everybody whom this ring takes in is in the other one too.
func (r *Ring) Implies(other *Ring) bool {
	for skill, level := range other.Min {
		if r.Min[skill] < level {
			return false
		}
	}
	return true
}

// reached gives the rings that somebody who has waited so long is in, widest last.
func reached(rings []Ring, waited time.Duration) []Ring {
	n := 0
	for n < len(rings) && waited >= seconds(rings[n].AfterS) {
		n++
	}
	return rings[:n]
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// turnAfter is when the item's waiting next makes a difference: the beginning of its next
// ring, a rule for who waited that long, or that nobody is kept free from it any more. Zero: never.
func (r Rules) turnAfter(it *Item, now time.Time) time.Time {
	var next time.Time
	turn := func(afterS int) {
		if at := it.waitsSince().Add(seconds(afterS)); at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for i := range r.Rings {
		turn(r.Rings[i].AfterS)
	}
	for i := range r.Overflow {
		if r.Overflow[i].When == Waited {
			turn(r.Overflow[i].Over)
		}
	}
	if at := it.passesReserve(); r.Reserve > 0 && at.After(now) && (next.IsZero() || at.Before(next)) {
		next = at
	}
	return next
}
