package routing

import (
	"time"

	"switchboard/server/centre"
)

// How an agent was chosen, as traces name it, beside the queue's choice.
const (
	preferred   = "preferred"    // knows the customer
	handedOver  = "handed_over"  // a colleague's choice
	returned    = "returned"     // who handed it on has it back
	promised    = "promised"     // they gave their word
	pushed      = "pushed"       // a supervisor's choice
	pulled      = "pulled"       // their own choice
	longestIdle = "longest_idle" // of those with nothing to do
	leastLoaded = "least_loaded" // nobody is idle; of those who carry least
)

// runnersUp is how many of those who were not chosen a trace names.
const runnersUp = 5

// shortlist holds the first few of the agents who could have an item.
type shortlist struct {
	preferred centre.AgentID
	wanted    *seat // the preferred agent, if able
	first     []*seat
	n         int // of all who could
	idle      int // of them, who have nothing in hand
}

func (l *shortlist) add(a *seat) {
	l.n++
	if a.Load == 0 {
		l.idle++
	}
	if a.ID == l.preferred {
		l.wanted = a
	}
	at := len(l.first)
	for at > 0 && a.before(l.first[at-1]) {
		at--
	}
	if at > runnersUp {
		return
	}
	if len(l.first) <= runnersUp {
		l.first = append(l.first, nil)
	}
	copy(l.first[at+1:], l.first[at:])
	l.first[at] = a
}

// best takes the preferred agent, else whom the queue's choice puts first.
func (l *shortlist) best() (*seat, string) {
	switch {
	case l.wanted != nil:
		return l.wanted, preferred
	case l.n == 0:
		return nil, ""
	}
	return l.first[0], l.first[0].chosenBy()
}

// tieBreak says what put the best before the next: "" when there was no other, or no
// choice to make.
func (l *shortlist) tieBreak(best *seat) string {
	if best == l.wanted || l.n < 2 {
		return ""
	}
	return best.tiedWith(l.first[1])
}

// runners are those who would have been next.
func (l *shortlist) runners(best *seat, now time.Time) []Runner {
	if l.n < 2 {
		return nil
	}
	next := make([]Runner, 0, min(l.n-1, runnersUp))
	for _, a := range l.first {
		if a != best && len(next) < runnersUp {
			next = append(next, Runner{a.ID, a.figures(now)})
		}
	}
	return next
}
