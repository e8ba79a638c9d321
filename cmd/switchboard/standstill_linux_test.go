package main

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"switchboard/cmd/switchboard/demo"
	"switchboard/cmd/switchboard/embedded"
)

// While Postgres stands still, of which every connection is then held by somebody who waits
// for it, each request is told to come back, and nobody hangs. Who comes back, with the same
// key, finds their work done once.
func TestRequestsAreAnsweredWhileTheDatabaseStandsStill(t *testing.T) {
	t.Parallel()
	const asking = 60 // of a node with 24 connections
	p, h := standing(t, "WORKERS=4")
	b := newBook()
	who, err := signIn(t.Context(), p.url(), b, demo.Supervisor, 1)
	if err != nil {
		t.Fatal(err)
	}
	var queues, customers things
	for path, list := range map[string]*things{"/queues": &queues, "/customers": &customers} {
		if _, err := who.send(t.Context(), "GET", path, nil, list); err != nil {
			t.Fatal(err)
		}
	}
	who.http.Timeout = 2 * time.Minute // which is to say: it hangs
	write := func(key string) (bool, error) {
		body := fmt.Appendf(nil, `{"subject":"no dial tone %s","queue_id":%q,"customer_id":%q,"text":"since this morning"}`,
			key, queues.Items[0].ID, customers.Items[0].ID)
		return who.once(t.Context(), "POST", "/tickets", "application/json", key, body, nil)
	}
	read := func(key string) (bool, error) {
		return who.once(t.Context(), "GET", "/tickets", "application/json", key, nil, nil)
	}

	goOn := h.freeze(postgres)
	t.Cleanup(goOn)
	keys := make([]string, asking)
	took := make([]time.Duration, asking)
	var all sync.WaitGroup
	for i := range keys {
		keys[i] = uuid.NewString()
		ask := write
		if i%2 == 1 {
			ask = read
		}
		all.Go(func() {
			began := time.Now()
			_, err := ask(keys[i])
			took[i] = time.Since(began)
			var a *answer
			if !errors.As(err, &a) || a.status != http.StatusServiceUnavailable {
				t.Errorf("request %d got %v", i, err)
			}
		})
	}
	all.Wait()
	goOn()
	var longest time.Duration
	for _, d := range took {
		longest = max(longest, d)
	}
	t.Logf("%d requests were told to come back within %s: %v", asking, longest.Round(time.Millisecond), b.refused)

	for i := 0; i < asking; i += 2 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if err := until(ctx, func() error { _, err := write(keys[i]); return err }); err != nil && !errors.Is(err, errUntold) {
			t.Errorf("afterwards: %v", err)
		}
		cancel()
	}
	for _, fault := range b.faulty {
		t.Error(fault)
	}
	var made, distinct int
	if err := h.db.QueryRow(`SELECT count(*), count(DISTINCT subject) FROM tickets WHERE subject LIKE 'no dial tone %'`).Scan(&made, &distinct); err != nil {
		t.Fatal(err)
	}
	if made != asking/2 || distinct != asking/2 {
		t.Errorf("%d tickets of %d subjects were opened, %d were asked for", made, distinct, asking/2)
	}
}

// standing is the demo company on servers of its own, which may be mistreated.
func standing(t *testing.T, env ...string) (*process, *havoc) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(openDir(t))
	if err != nil {
		t.Fatal(err)
	}
	servers, err := embedded.Start(t.Context(), embedded.Options{Dir: dir, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := servers.Stop(context.Background()); err != nil {
			t.Errorf("stop the servers: %v", err)
		}
	})
	h := &havoc{servers: dir, databaseURL: servers.DatabaseURL()}
	if h.db, err = stdsql.Open("postgres", h.databaseURL); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	return start(t, append([]string{
		"DATABASE_URL=" + h.databaseURL, "REDIS_URL=" + servers.RedisURL(), "DATA_DIR=" + t.TempDir(), "DEMO=0", "LOG_LEVEL=ERROR",
	}, env...), "demo"), h
}
