package sql_test

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"net/url"
	"syscall"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// halting is a store whose servers can be stopped, as a machine stops that is paused.
type halting struct {
	*sql.Store
	t    *testing.T
	db   *stdsql.DB // not stopped
	name string
}

// newHalting gives one with a connection, over which a statement runs no longer than timeout.
func newHalting(t *testing.T, timeout time.Duration) *halting {
	t.Helper()
	dsn := sqltest.URL(t)
	h := &halting{t: t, name: centre.NewID[string]()}
	var err error
	if h.db, err = stdsql.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("application_name", h.name)
	q.Set("statement_timeout", fmt.Sprint(timeout.Milliseconds()))
	u.RawQuery = q.Encode()
	h.Store = sqltest.Open(t, u.String(), sql.Options{MaxConns: 1})
	if err := h.PrepareAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// halt stops who serves the store until the test ends; who comes after them is not stopped.
func (h *halting) halt() {
	h.t.Helper()
	var pid int
	if err := h.db.QueryRow(`SELECT pid FROM pg_stat_activity WHERE application_name = $1`, h.name).Scan(&pid); err != nil {
		h.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		h.t.Skipf("NOT PROVEN: the test's Postgres cannot be stopped from here: %v", err)
	}
	h.t.Cleanup(func() { _ = syscall.Kill(pid, syscall.SIGCONT) })
}

// answered waits for what would never end, were it not given up.
func (h *halting) answered(what string, do func() error) error {
	h.t.Helper()
	answer := make(chan error, 1)
	go func() { answer <- do() }()
	select {
	case err := <-answer:
		return err
	case <-time.After(time.Minute):
		h.t.Fatalf("%s waits for a server that is stopped", what)
		return nil
	}
}

// A server that stands still is given up: by whoever has no time left, and by everybody once
// it has been silent for longer than any statement may run. The next connection serves again.
func TestAServerThatStandsStillIsGivenUp(t *testing.T) {
	t.Parallel()
	const short, long = time.Second, time.Hour
	read := func(ctx context.Context, h *halting) error {
		_, err := h.Read().Pools(ctx)
		return err
	}
	write := func(ctx context.Context, h *halting) error {
		return h.Do(ctx, func(w *sql.Work) error { return w.Append(ctx, event("test.first", time.Now())) })
	}
	for _, c := range []struct {
		name    string
		timeout time.Duration
		ends    bool // the context
		do      func(context.Context, *halting) error
	}{
		{"a read by who has no time left", long, true, read},
		{"a write by who has no time left", long, true, write},
		{"a read by who has all the time", short, false, read},
		{"a write by who has all the time", short, false, write},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHalting(t, c.timeout)
			h.halt()
			ctx := t.Context()
			if c.ends {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, 100*time.Millisecond)
				defer cancel()
			}
			if err := h.answered(c.name, func() error { return c.do(ctx, h) }); err == nil {
				t.Error("a server that is stopped answered")
			} else if !c.ends && !centre.IsCode(err, "database_away") {
				t.Errorf("got %v", err)
			}
			if err := h.answered("the next one", func() error { return c.do(t.Context(), h) }); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
	t.Run("a commit by who has no time left", func(t *testing.T) {
		t.Parallel()
		h := newHalting(t, long)
		ctx, cancel := context.WithCancel(t.Context())
		err := h.answered("the commit", func() error {
			return h.Do(ctx, func(w *sql.Work) error {
				defer time.AfterFunc(100*time.Millisecond, cancel)
				defer h.halt()
				return w.Append(ctx, event("test.first", time.Now()))
			})
		})
		if err == nil {
			t.Error("a server that is stopped answered")
		}
	})
}
