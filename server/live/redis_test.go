package live_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/live"
	"switchboard/sql/sqltest"
)

// busOn is a node's bus.
func busOn(t *testing.T, r *sqltest.Redis) live.Bus {
	t.Helper()
	client := r.Client()
	t.Cleanup(func() { _ = client.Close() })
	return live.NewRedis(client, "test", centre.NewID[centre.NodeID](), slog.New(slog.DiscardHandler))
}

func TestTwoNodesOverRedis(t *testing.T) {
	t.Parallel()
	r := sqltest.NewRedis(t)
	w := newWorld(t)
	here, there := w.node(busOn(t, r)), w.node(busOn(t, r))
	near := w.screen().dial(here.url + "/ws/agent")
	near.next("snapshot")
	far := w.screen().dial(there.url + "/ws/agent")
	far.next("snapshot")
	both := func(pos int64) {
		near.until(pos)
		far.until(pos)
	}
	for i := range 20 {
		both(w.happen(here.bus, thing(i%3), toMia))
		both(w.happen(there.bus, thing(i%3), toMia))
	}
	if len(near.seen) != 40 || len(far.seen) != 40 {
		t.Errorf("saw %d and %d events, want 40 each", len(near.seen), len(far.seen))
	}

	t.Run("typing goes across too", func(t *testing.T) {
		visitor := w.screen().dial(there.url + "/ws/visitor?token=ada")
		visitor.next("snapshot")
		near.say(map[string]any{"type": "typing", "contact_id": adaChat, "on": true})
		visitor.next("typing")
	})

	t.Run("a socket may come back to another node", func(t *testing.T) {
		near.cut()
		pos := w.happen(here.bus, thing(1), toMia)
		near.dial(there.url + "/ws/agent")
		near.until(pos)
		if len(near.seen) != 41 {
			t.Errorf("saw %d events, want 41", len(near.seen))
		}
	})

	t.Run("without Redis the stream is read, and with it again the bus", func(t *testing.T) {
		r.Kill()
		began := time.Now()
		far.until(w.happen(here.bus, thing(1), toMia))
		t.Logf("without Redis an event crossed in %v", time.Since(began))
		r.Start()
		began = time.Now()
		for i := range 30 {
			far.until(w.happen(here.bus, thing(i%3), toMia))
		}
		t.Logf("with Redis back 30 events crossed in %v", time.Since(began))
		if diff := cmp.Diff(w.truth(), far.state); diff != "" {
			t.Error(diff)
		}
		if got := far.seen[len(far.seen)-1] - far.seen[0] + 1; int(got) != len(far.seen) {
			t.Errorf("saw %d of %d events", len(far.seen), got)
		}
	})
}
