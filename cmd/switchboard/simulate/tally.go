package simulate

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// counts are what happened, as the simulated people saw it.
type counts struct {
	begun, served, abandoned, failed atomic.Int64
	sent, replies, unanswered        atomic.Int64
	accepted, finished               atomic.Int64
}

// waits are times until the first answer.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) add(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
}

// percentile gives the p-th (0…1) of what was added; 0 when there is nothing.
func (w *waits) percentile(p float64) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.all) == 0 {
		return 0
	}
	slices.Sort(w.all)
	return w.all[min(int(p*float64(len(w.all))), len(w.all)-1)]
}

// sightings are the customers' messages that agents saw: told by an event, or read when
// they took the chat.
type sightings struct {
	mu    sync.Mutex
	times map[string]int // by message id: events that brought it
	known map[string]bool
}

func newSightings() *sightings {
	return &sightings{times: map[string]int{}, known: map[string]bool{}}
}

func (s *sightings) told(m stored) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times[m.ID]++
	s.known[m.ID] = true
}

func (s *sightings) read(m stored) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[m.ID] = true
}

// doubled counts the messages that an event brought more than once.
func (s *sightings) doubled() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, times := range s.times {
		if times > 1 {
			n++
		}
	}
	return n
}

// unseen counts those of the messages that nobody saw.
func (s *sightings) unseen(ids []string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, id := range ids {
		if !s.known[id] {
			n++
		}
	}
	return n
}
