package routing

import (
	"math"

	"switchboard/server/centre"
)

// Choice is how a queue picks among the agents who could have an item.
type Choice string

// The choices. Ties go to who carries least, then to the longest idle, then by id.
const (
	Auto           Choice = "auto"            // longest idle where one skill is asked for at most, else least occupied
	LongestIdle    Choice = "longest_idle"    // who carries least, of those the longest idle
	LeastOccupied  Choice = "least_occupied"  // who carries least, of those who had least to do lately
	MostSkilled    Choice = "most_skilled"    // the highest levels in what is asked for
	NarrowestFirst Choice = "narrowest_first" // who serves the fewest queues, then knows the fewest skills
	RoundRobin     Choice = "round_robin"     // whom nothing was offered for the longest time
)

// Choices are all that a queue can be set to.
var Choices = []Choice{Auto, LongestIdle, LeastOccupied, MostSkilled, NarrowestFirst, RoundRobin}

// choiceFor is the way in which an agent is picked for the item.
func (m *Matching) choiceFor(it *Item) Choice {
	switch {
	case m.Choice != "" && m.Choice != Auto:
		return m.Choice
	case len(m.asked(it)) > 1:
		return LeastOccupied
	}
	return LongestIdle
}

// asked gives the skills that the item is about.
func (m *Matching) asked(it *Item) map[centre.SkillID]bool {
	skills := map[centre.SkillID]bool{}
	for _, n := range it.Required {
		skills[n.SkillID] = true
	}
	for i := range m.Rings {
		for skill := range m.Rings[i].Min {
			skills[skill] = true
		}
	}
	return skills
}

// skilled sums the agent's levels in some skills.
func (a *Candidate) skilled(skills map[centre.SkillID]bool) int {
	sum := 0
	for skill := range skills {
		sum += a.Skills[skill]
	}
	return sum
}

// occupiedSteps is how finely shares of busyness are told apart.
const occupiedSteps = 1e9

// place is what the choice goes by: the smallest is picked.
func (a *seat) place() int64 {
	switch a.choice {
	case LeastOccupied:
		return int64(a.Load)*2*occupiedSteps + int64(a.busy*occupiedSteps)
	case MostSkilled:
		return -int64(a.skill)
	case NarrowestFirst:
		return int64(len(a.Queues))<<32 + int64(len(a.Skills))
	case RoundRobin:
		if a.RungAt.IsZero() {
			return math.MinInt64
		}
		return a.RungAt.UnixNano()
	}
	return 0
}

// before: whom a narrower ring takes in, then by the queue's choice, then who carries
// least, of those the longest idle; ties by id. Only with empty hands is anybody idle.
func (a *seat) before(b *seat) bool {
	if a.ring != b.ring {
		return a.ring < b.ring
	}
	if x, y := a.place(), b.place(); x != y {
		return x < y
	}
	switch {
	case a.Load != b.Load:
		return a.Load < b.Load
	case !a.LastIdleAt.Equal(b.LastIdleAt):
		return a.LastIdleAt.Before(b.LastIdleAt)
	}
	return a.ID < b.ID
}

// chosenBy is how a trace names the choice of this agent.
func (a *seat) chosenBy() string {
	if a.choice == LongestIdle && a.Load > 0 {
		return leastLoaded
	}
	return string(a.choice)
}

// tieBreakers are what a trace says about who differ in what the choice goes by.
var tieBreakers = map[Choice]string{LeastOccupied: "occupied", MostSkilled: "skill", NarrowestFirst: "narrow", RoundRobin: "turn"}

// tiedWith says what put the agent before the next one.
func (a *seat) tiedWith(next *seat) string {
	switch {
	case a.ring != next.ring:
		return "ring"
	case a.place() != next.place() && (a.choice != LeastOccupied || a.Load == next.Load):
		return tieBreakers[a.choice]
	case a.Load != next.Load:
		return "load"
	case !a.LastIdleAt.Equal(next.LastIdleAt):
		return "idle"
	}
	return "id"
}
