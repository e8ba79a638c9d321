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
	for _, e := range events {
		if mayRoute(e.Kind) {
			signal(w.decide)
			return
		}
	}
}

// Decide asks for a round of decisions.
func (w *Wake) Decide() { signal(w.decide) }

// mayRoute: work came, an agent did, or the rules changed.
func mayRoute(kind string) bool {
	subject, _, _ := strings.Cut(kind, ".")
	switch subject {
	case "item", "offer", "agent", "queue":
		return kind != "offer.made"
	}
	return false
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
