package sqltest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"switchboard/cmd/switchboard/tether"
)

// Redis is a Redis of a test's own, which it may flush, kill and start again.
type Redis struct {
	t      testing.TB
	socket string
	server *tether.Process // nil while it is down
}

// NewRedis gives one that answers, and ends with t.
func NewRedis(t testing.TB) *Redis {
	t.Helper()
	dir, err := os.MkdirTemp("", "redis") // t.TempDir's names are too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	r := &Redis{t: t, socket: filepath.Join(dir, "s")}
	t.Cleanup(func() {
		r.Kill()
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	r.Start()
	return r
}

// Start starts it and waits until it answers.
func (r *Redis) Start() {
	r.t.Helper()
	cmd := exec.Command("redis-server", "--port", "0", "--unixsocket", r.socket, "--save", "", "--appendonly", "no", "--dir", filepath.Dir(r.socket)) //nolint:noctx // it outlives any
	var err error
	if r.server, err = tether.Start(cmd, syscall.SIGKILL); err != nil {
		r.t.Fatalf("redis-server is needed: %v", err)
	}
	client := r.Client()
	defer client.Close()
	for end := time.Now().Add(30 * time.Second); client.Ping(context.Background()).Err() != nil; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatal("redis-server does not answer")
		}
	}
}

// Kill ends it at once.
func (r *Redis) Kill() {
	if r.server == nil {
		return
	}
	_ = r.server.Kill()
	_ = r.server.Wait() // says that it was killed
	r.server = nil
}

// Flush makes it forget everything.
func (r *Redis) Flush() {
	r.t.Helper()
	client := r.Client()
	defer client.Close()
	if err := client.FlushAll(context.Background()).Err(); err != nil {
		r.t.Fatal(err)
	}
}

// Client is one client more, which fails at once while it is down; who asked closes it.
func (r *Redis) Client() *redis.Client {
	return redis.NewClient(&redis.Options{Network: "unix", Addr: r.socket, MaxRetries: -1, DialerRetries: 1, DialTimeout: time.Second})
}
