package routing

import "time"

// Figures are what the choice among agents goes by, of one of them: enough to see who came
// before whom. What only one way of choosing goes by is left out where the queue chooses in
// another one, and in traces of before it was kept.
type Figures struct {
	Load    int      `json:"load"`
	IdleFor int64    `json:"idle_ms"`            // with empty hands
	SinceMS int64    `json:"since_ms,omitempty"` // with work in hand: since their hands were empty
	InRing  int      `json:"in_ring,omitempty"`  // the first that takes them in, from 1; 0: the queue has none, or it is another's
	Busy    *float64 `json:"busy,omitempty"`     // least occupied: the share of their capacity that work took lately, 0 to 1
	Skill   *int     `json:"skill,omitempty"`    // most skilled: their levels in what is asked for, added up
	Queues  *int     `json:"queues,omitempty"`   // narrowest first: how many they serve…
	Skills  *int     `json:"skills,omitempty"`   // …and how many skills they have
	RungMS  *int64   `json:"rung_ms,omitempty"`  // round robin: since something was offered to them, -n: by the n-th offer of this decision; never: left out
}

// figures are how the agent stands, whatever their queue goes by.
func (a *Candidate) figures(now time.Time) Figures {
	f := Figures{Load: a.Load, IdleFor: a.idleFor(now)}
	if a.Load > 0 {
		f.SinceMS = now.Sub(a.LastIdleAt).Milliseconds()
	}
	return f
}

// figures are how the agent stands by the queue's choice.
func (a *seat) figures(now time.Time) Figures {
	f := a.Candidate.figures(now)
	f.InRing = a.ring
	switch a.choice {
	case LeastOccupied:
		f.Busy = new(float64(int64(a.busy*occupiedSteps)) / occupiedSteps)
	case MostSkilled:
		f.Skill = new(a.skill)
	case NarrowestFirst:
		f.Queues, f.Skills = new(len(a.Queues)), new(len(a.Skills))
	case RoundRobin:
		f.RungMS = a.rungFor(now)
	}
	return f
}

// rungFor is how long ago the agent was rung last; -n by the n-th offer of the decision that is
// being made, nil never.
func (a *Candidate) rungFor(now time.Time) *int64 {
	ago := now.Sub(a.RungAt)
	switch {
	case a.RungAt.IsZero():
		return nil
	case ago < 0:
		return new(int64(ago))
	}
	return new(ago.Milliseconds())
}
