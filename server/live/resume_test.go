package live_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"switchboard/server/centre"
	"switchboard/server/live"
	"switchboard/sql"
)

const toMia = "agent:" + string(mia)

// thing gives the id of the nth thing.
func thing(n int) string { return fmt.Sprintf("00000000-0000-7000-8000-%012x", n) }

func TestResume(t *testing.T) {
	t.Parallel()

	t.Run("a first visit gets a snapshot and then what happens", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		n := w.node(&live.Memory{})
		w.happen(n.bus, thing(1), toMia)
		s := w.screen().dial(n.url + "/ws/agent")
		if f := s.next("welcome"); f["resumed"] != false {
			t.Errorf("welcome %v", f)
		}
		s.next("snapshot")
		s.until(w.happen(n.bus, thing(1), toMia))
		if diff := cmp.Diff(w.truth(), s.state); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("a return gets what its topics missed, once, and nothing else", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		n := w.node(&live.Memory{})
		s := w.screen().dial(n.url + "/ws/agent")
		s.next("snapshot")
		s.until(w.happen(n.bus, thing(1), toMia))
		s.cut()
		second := w.happen(n.bus, thing(2), toMia)
		w.happen(n.bus, thing(3), "agent:somebody-else")
		fourth := w.happen(n.bus, thing(1), "queue:x", toMia)
		s.dial(n.url + "/ws/agent")
		if f := s.next("welcome"); f["resumed"] != true {
			t.Errorf("welcome %v", f)
		}
		s.until(fourth)
		fifth := w.happen(n.bus, thing(2), toMia)
		s.until(fifth)
		if diff := cmp.Diff([]int64{second, fourth, fifth}, s.seen[1:]); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("too much missed is a snapshot", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		n := w.node(&live.Memory{})
		s := w.screen().dial(n.url + "/ws/agent")
		s.next("snapshot")
		s.until(w.happen(n.bus, thing(1), toMia))
		s.cut()
		w.flood(n, 2001)
		s.dial(n.url + "/ws/agent")
		if f := s.next("welcome"); f["resumed"] != false {
			t.Errorf("welcome %v", f)
		}
		s.next("snapshot")
		if diff := cmp.Diff(w.truth(), s.state); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("a past that is gone, or of another life, is a snapshot", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		n := w.node(&live.Memory{})
		s := w.screen()
		s.pos = 1_000_000
		s.dial(n.url + "/ws/agent")
		s.next("snapshot")
		if s.pos != 0 {
			t.Errorf("pos %d after the snapshot, want the stream's", s.pos)
		}
	})

	t.Run("what happens while the past is replayed comes after it", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		n := w.node(&live.Memory{})
		s := w.screen().dial(n.url + "/ws/agent")
		s.next("snapshot")
		s.until(w.happen(n.bus, thing(1), toMia))
		s.cut()
		w.flood(n, 1500)
		done := make(chan int64, 1)
		go func() {
			last := int64(0)
			for i := range 50 {
				last = w.happen(n.bus, thing(i%7), toMia)
			}
			done <- last
		}()
		s.dial(n.url + "/ws/agent")
		last := <-done
		s.until(last)
		if got, want := int64(len(s.seen)), last-s.seen[0]+1; got != want {
			t.Errorf("%d events from %d to %d, want %d", got, s.seen[0], last, want)
		}
		if diff := cmp.Diff(w.truth(), s.state); diff != "" {
			t.Error(diff)
		}
	})
}

// flood makes many events at once, as an import would.
func (w *world) flood(n *node, count int) {
	w.t.Helper()
	ctx := context.Background()
	events := make([]centre.Event, count)
	w.mu.Lock()
	for i := range events {
		w.versions[thing(i%9)]++
		events[i] = centre.Event{
			At: time.Now(), Kind: "thing.changed", Actor: centre.System,
			Subject: centre.Subject{Kind: "thing", ID: thing(i % 9)}, Topics: []string{toMia},
		}
	}
	w.mu.Unlock()
	if err := w.store.Do(ctx, func(tx *sql.Work) error { return tx.Append(ctx, events...) }); err != nil {
		w.t.Fatal(err)
	}
	stamped, err := w.store.Stamp(ctx, count, func(*sql.Work, []centre.Stamped) error { return nil })
	if err != nil || len(stamped) != count {
		w.t.Fatalf("stamped %d, %v", len(stamped), err)
	}
	_ = n.bus.Publish(ctx, stamped)
	last := stamped[len(stamped)-1].Pos
	eventually(w.t, "the node has heard all of it", func() bool {
		fresh := w.screen().dial(n.url + "/ws/agent")
		defer fresh.cut()
		fresh.next("snapshot")
		return fresh.pos >= last
	})
}

// TestCutAtRandom is the promise itself: however often the socket breaks in the
// middle of a burst, the screen ends equal, with every event once.
func TestCutAtRandom(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 7))
			w := newWorld(t)
			lossy := &lossy{Memory: &live.Memory{}, random: rand.New(rand.NewPCG(seed, 8))}
			n := w.node(lossy)
			s := w.screen().dial(n.url + "/ws/agent")
			s.next("snapshot")
			const burst = 150
			end := s.pos + burst // nobody else writes to this stream
			var happening sync.WaitGroup
			happening.Go(func() {
				for i := range burst {
					w.happen(lossy, thing(i%5), toMia)
				}
			})
			defer happening.Wait()
			cuts := 0
			for s.pos < end {
				_, err := s.read()
				// A burst may fill the socket's buffer: to be cut for that is part of the game.
				if random.IntN(20) == 0 || websocket.IsCloseError(err, 4000) {
					s.cut()
					s.dial(n.url + "/ws/agent")
					cuts++
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if got := len(s.seen); got != burst {
				t.Errorf("%d events seen after %d cuts, want %d", got, cuts, burst)
			}
			if diff := cmp.Diff(w.truth(), s.state); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// lossy is a bus that drops a third of all messages, as Redis may.
type lossy struct {
	*live.Memory
	random *rand.Rand
}

func (l *lossy) Publish(ctx context.Context, events []centre.Stamped) error {
	if l.random.IntN(3) == 0 {
		return nil
	}
	return l.Memory.Publish(ctx, events)
}

func TestVisitorsSeeNoInternalNote(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.node(&live.Memory{})
	note := func(id int) int64 {
		// A topic that should not be on a note: the door must not depend on it.
		return w.event(n.bus, centre.Event{
			Kind: "message.sent", Subject: centre.Subject{Kind: "message", ID: thing(id)},
			Topics: []string{"visitor:" + string(ada), "contact:" + string(adaChat), toMia},
		})
	}
	visitor := w.screen().dial(n.url + "/ws/visitor?token=ada")
	visitor.next("snapshot")
	agent := w.screen().dial(n.url + "/ws/agent")
	agent.next("snapshot")
	note(1)
	open := note(2)
	visitor.until(open)
	agent.until(open)
	if len(agent.seen) != 2 || len(visitor.seen) != 1 {
		t.Errorf("the agent saw %v, the visitor %v", agent.seen, visitor.seen)
	}

	t.Run("nor in a replay", func(t *testing.T) {
		visitor.cut()
		note(3)
		last := note(4)
		visitor.dial(n.url + "/ws/visitor?token=ada")
		visitor.until(last)
		for _, f := range visitor.frames {
			if state, ok := f["state"].(map[string]any); ok && strings.HasSuffix(state["text"].(string), "3") {
				t.Errorf("the visitor was told %v", f)
			}
		}
	})

	t.Run("an acknowledged message is noted as delivered", func(t *testing.T) {
		visitor.say(map[string]any{"type": "ack", "pos": visitor.pos})
		eventually(t, "delivered 4", func() bool {
			w.mu.Lock()
			defer w.mu.Unlock()
			return len(w.progress) == 1 && w.progress[0] == 4
		})
	})
}
