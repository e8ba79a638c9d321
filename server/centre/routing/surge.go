package routing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/server/centre"
)

// Surge is a while in which more comes to a queue than it can serve.
type Surge struct {
	ID        SurgeID        `json:"-"`
	QueueID   centre.QueueID `json:"-"`
	Reason    string         `json:"reason" doc:"in the words of who said so"`
	Automatic bool           `json:"automatic" doc:"begun by itself, for what was expected to be waited"`
	BeganAt   time.Time      `json:"began_at"`
	By        Named          `json:"by" doc:"empty when it began by itself"`
	Until     time.Time      `json:"until" doc:"when it ends by itself"`
}

// SurgeID names a surge.
type SurgeID string

// pausedBySurge is why an agent is offered nothing that can wait: in a queue of theirs a surge is on.
const pausedBySurge = "surge"

// pauses reports whether an agent is left to those who wait at the other end of a queue of theirs
// in which a surge is on. An emergency, and what is theirs by name, is not kept from them.
func (s *Situation) pauses(a *Candidate, it *Item, now time.Time) bool {
	if it.Channel.RealTime() || it.Emergency || it.handedTo(a.ID, now) {
		return false
	}
	for q, m := range s.Matching {
		if now.Before(m.Surge) && a.Queues[q] {
			return true
		}
	}
	return false
}

// Applying gives the overflow rules as they hold now: those that are for surges alone count only
// while one is on.
func (r Rules) Applying(now time.Time) []Overflow {
	only := func(o Overflow) bool { return o.Surge }
	if now.Before(r.Surge) || !slices.ContainsFunc(r.Overflow, only) {
		return r.Overflow
	}
	return slices.DeleteFunc(slices.Clone(r.Overflow), only)
}

// Pause is that a surge in a queue keeps its agents from what can wait.
type Pause struct {
	Queue Named     `json:"queue"`
	Until time.Time `json:"until"`
}

// pausing adds the surges that an agent is kept for to those that are known, the first to end first.
func (s *Situation) pausing(known []Pause, a *Candidate, now time.Time) []Pause {
	for q, m := range s.Matching {
		p := Pause{Named{ID: string(q)}, m.Surge}
		if now.Before(m.Surge) && a.Queues[q] && !slices.Contains(known, p) {
			known = append(known, p)
		}
	}
	slices.SortFunc(known, func(a, b Pause) int {
		return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Queue.ID, b.Queue.ID))
	})
	return known
}

// call gives the queues of pauses their names.
func (n Names) call(pauses []Pause) {
	for i := range pauses {
		pauses[i].Queue.Name = n.queue(centre.QueueID(pauses[i].Queue.ID))
	}
}

// paused puts surges into words: "paused: surge in Support until 14:30 UTC".
func paused(by []Pause) string {
	parts := make([]string, len(by))
	for i, p := range by {
		parts[i] = fmt.Sprintf("surge in %s until %s UTC", p.Queue.Name, p.Until.UTC().Format("15:04"))
	}
	return "paused: " + strings.Join(parts, ", ")
}
