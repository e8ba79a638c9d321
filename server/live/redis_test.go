package live_test

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"switchboard/server/centre"
	"switchboard/server/live"
)

// redisServer is a Redis of the test's own that can be killed and started again.
type redisServer struct {
	t      *testing.T
	socket string
	cmd    *exec.Cmd
}

func newRedisServer(t *testing.T) *redisServer {
	t.Helper()
	dir, err := os.MkdirTemp("", "live") // t.TempDir's names are too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	r := &redisServer{t: t, socket: filepath.Join(dir, "r.sock")}
	r.start()
	t.Cleanup(r.kill)
	return r
}

func (r *redisServer) start() {
	r.t.Helper()
	r.cmd = exec.Command("redis-server", "--port", "0", "--unixsocket", r.socket, "--save", "", "--dir", filepath.Dir(r.socket))
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	client := r.client()
	defer client.Close()
	eventually(r.t, "redis answers", func() bool { return client.Ping(context.Background()).Err() == nil })
}

func (r *redisServer) kill() {
	if r.cmd != nil {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
		r.cmd = nil
	}
}

func (r *redisServer) client() *redis.Client {
	return redis.NewClient(&redis.Options{Network: "unix", Addr: r.socket})
}

func (r *redisServer) bus() live.Bus {
	client := r.client()
	r.t.Cleanup(func() { _ = client.Close() })
	return live.NewRedis(client, "test", centre.NewID[centre.NodeID](), slog.New(slog.DiscardHandler))
}

func TestTwoNodesOverRedis(t *testing.T) {
	t.Parallel()
	r := newRedisServer(t)
	w := newWorld(t)
	here, there := w.node(r.bus()), w.node(r.bus())
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
		r.kill()
		began := time.Now()
		far.until(w.happen(here.bus, thing(1), toMia))
		t.Logf("without Redis an event crossed in %v", time.Since(began))
		r.start()
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
