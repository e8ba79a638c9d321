package main

import (
	"bytes"
	"context"
	stdsql "database/sql"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"switchboard/cmd/switchboard/embedded"
)

// havoc is an installation that can be mistreated: a Postgres and a Redis of its own,
// started again when they end, two nodes that do everything behind a balancer, and a
// worker beside them.
type havoc struct {
	databaseURL string
	servers     string // the folder of Postgres and Redis
	data        string // what nodes have in common
	db          *stdsql.DB
	redis       redis.UniversalClient
	nodes       []*ward
	worker      *ward
	front       *balancer
	disk        *smallDisk
}

// newHavoc starts everything, with the demo company in it.
func newHavoc(t *testing.T) *havoc {
	t.Helper()
	dir, err := filepath.EvalSymlinks(openDir(t))
	if err != nil {
		t.Fatal(err)
	}
	servers, err := embedded.Start(t.Context(), embedded.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := servers.Stop(ctx); err != nil {
			t.Errorf("stop the servers: %v", err)
		}
	})
	h := &havoc{databaseURL: servers.DatabaseURL(), servers: dir, data: t.TempDir()}
	if h.db, err = stdsql.Open("postgres", h.databaseURL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	if h.redis, err = connectRedis(servers.RedisURL()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.redis.Close() })
	h.seed(t)
	h.disk = newSmallDisk(t, filepath.Join(h.data, "attachments"))
	env := func(name string, more ...string) []string {
		return append([]string{
			"DATABASE_URL=" + named(h.databaseURL, name), "REDIS_URL=" + servers.RedisURL(), "DATA_DIR=" + h.data,
			"TRUSTED_PROXIES=127.0.0.1", "LOG_LEVEL=WARN",
		}, more...)
	}
	for _, name := range []string{"node1", "node2"} {
		h.nodes = append(h.nodes, startWard(t, name, h.disk.inside(), env(name, "WORKERS=8")))
	}
	h.worker = startWard(t, "worker", h.disk.inside(), env("worker", "WORKERS=12", "DOORS=none"))
	h.front = startBalancer(t, h.nodes...)
	h.becomesWell(t)
	return h
}

// named lets the database tell whose a connection is.
func named(databaseURL, name string) string {
	u, err := url.Parse(databaseURL)
	if err != nil {
		panic(err)
	}
	q := u.Query()
	q.Set("application_name", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// seed makes the demo company.
func (h *havoc) seed(t *testing.T) {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, "seed")
	cmd.Env = append(os.Environ(), "DATABASE_URL="+h.databaseURL, "REDIS_URL=redis://127.0.0.1:1", "DATA_DIR="+h.data)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("seed: %v: %s", err, out)
	}
}

// becomesWell waits until both nodes want requests.
func (h *havoc) becomesWell(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); pauseFor(t.Context(), 50*time.Millisecond) {
		if h.nodes[0].ready(t.Context()) && h.nodes[1].ready(t.Context()) {
			return
		}
	}
	t.Fatal("the nodes are not well after two minutes")
}

// ward finds one by the name that the database knows.
func (h *havoc) ward(name string) *ward {
	for _, w := range append([]*ward{h.worker}, h.nodes...) {
		if w.name == name {
			return w
		}
	}
	return nil
}

// The servers, by the folders that they work in.
const (
	postgres    = "postgres"
	redisServer = "redis"
)

// server names the processes of a server of ours, the one that began the others first;
// none while it is down.
func (h *havoc) server(name string) []int {
	for _, pid := range children(os.Getpid()) {
		folder, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(pid), "cwd"))
		if err == nil && folder == filepath.Join(h.servers, name) {
			return append([]int{pid}, children(pid)...)
		}
	}
	return nil
}

// children names the processes that one began.
func children(parent int) []int {
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil
	}
	var all []int
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it ended meanwhile
		}
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:]) // state, parent, …
		if len(fields) > 1 && string(fields[1]) == strconv.Itoa(parent) {
			if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
				all = append(all, pid)
			}
		}
	}
	return all
}

// signalAll sends a signal to processes that this test began; those that are gone are left
// alone.
func signalAll(pids []int, s syscall.Signal) {
	for _, pid := range pids {
		_ = syscall.Kill(pid, s)
	}
}
