package queue_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	redis.SetLogger(silence{}) // servers are killed here on purpose
	goleak.VerifyTestMain(m)
}

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// redisServer is a Redis of the test's own, which it may flush, kill and start again.
type redisServer struct {
	t      *testing.T
	socket string
	child  *exec.Cmd
}

func newRedis(t *testing.T) *redisServer {
	t.Helper()
	dir, err := os.MkdirTemp("", "redis") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	r := &redisServer{t: t, socket: filepath.Join(dir, "s")}
	t.Cleanup(func() {
		r.kill()
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	r.start()
	return r
}

func (r *redisServer) start() {
	r.t.Helper()
	r.child = exec.Command("redis-server", "--port", "0", "--unixsocket", r.socket, "--save", "", "--appendonly", "no", "--dir", filepath.Dir(r.socket))
	if err := r.child.Start(); err != nil {
		r.t.Fatalf("redis-server is needed: %v", err)
	}
	c := r.client()
	defer c.Close()
	until(r.t, "redis answers", func() bool { return c.Ping(context.Background()).Err() == nil })
}

func (r *redisServer) kill() {
	if r.child == nil {
		return
	}
	_ = r.child.Process.Kill()
	_ = r.child.Wait() // says that it was killed
	r.child = nil
}

// client is one client more; who asked closes it.
func (r *redisServer) client() *redis.Client {
	return redis.NewClient(&redis.Options{Network: "unix", Addr: r.socket, MaxRetries: -1, DialerRetries: 1, DialTimeout: time.Second})
}

// flush makes Redis forget everything.
func (r *redisServer) flush() {
	r.t.Helper()
	c := r.client()
	defer c.Close()
	if err := c.FlushAll(context.Background()).Err(); err != nil {
		r.t.Fatal(err)
	}
}

// until polls until what is hoped for is so.
func until(t *testing.T, hope string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("it never came to this: %s", hope)
}
