package queue

import (
	"strings"

	"switchboard/server/centre"
)

// Wake tells the loops of this process that a commit gave them something to do.
// A signal that finds the loop already woken is dropped: one round does it all.
type Wake struct {
	stamp  chan struct{}
	decide chan struct{}
}

// NewWake makes the signals; give Committed to the store.
func NewWake() *Wake {
	return &Wake{stamp: make(chan struct{}, 1), decide: make(chan struct{}, 1)}
}

// Committed is called by the store after each commit that noted events.
func (w *Wake) Committed(events []centre.Event) {
	signal(w.stamp)
	if mayRoute(events) {
		signal(w.decide)
	}
}

// Decide asks for a round of decisions.
func (w *Wake) Decide() { signal(w.decide) }

// mayRoute: work came, an agent did, or the rules changed. What the router itself did
// leaves nothing to decide.
func mayRoute(events []centre.Event) bool {
	may := false
	for _, e := range events {
		if e.Kind == "offer.made" {
			return false
		}
		switch subject, _, _ := strings.Cut(e.Kind, "."); subject {
		case "item", "offer", "agent", "queue", "team":
			may = true
		}
	}
	return may
}

// wantsDecision takes a signal to decide, if there is one.
func (w *Wake) wantsDecision() bool {
	select {
	case <-w.decide:
		return true
	default:
		return false
	}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
