package sql_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestEveryStatementPrepares(t *testing.T) {
	t.Parallel()
	s := sqltest.Store(t, sql.Options{})
	if err := s.PrepareAll(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func event(kind string, at time.Time) centre.Event {
	return centre.Event{At: at, Kind: kind, Actor: centre.System, Subject: centre.Subject{Kind: "test", ID: centre.NewID[string]()}}
}

func TestDo(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	at := time.Date(2026, 3, 8, 6, 59, 0, 0, time.UTC)

	t.Run("tells what it noted after the commit, ids in order", func(t *testing.T) {
		t.Parallel()
		var told []centre.Event
		s := sqltest.Store(t, sql.Options{AfterCommit: func(e []centre.Event) { told = e }})
		err := s.Do(ctx, func(w *sql.Work) error {
			return w.Append(ctx, event("test.first", at), event("test.second", at))
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(told) != 2 || told[0].Kind != "test.first" || told[0].ID <= 0 || told[1].ID <= told[0].ID {
			t.Errorf("told %+v", told)
		}
	})

	t.Run("a failed use case leaves and tells nothing", func(t *testing.T) {
		t.Parallel()
		s := sqltest.Store(t, sql.Options{AfterCommit: func([]centre.Event) { t.Error("told of a change that was rolled back") }})
		broken := errors.New("broken")
		err := s.Do(ctx, func(w *sql.Work) error {
			if err := w.Append(ctx, event("test.first", at)); err != nil {
				return err
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("got %v, want the use case's own error", err)
		}
	})

	t.Run("a key has its effect once", func(t *testing.T) {
		t.Parallel()
		s := sqltest.Store(t, sql.Options{})
		key := centre.KeyedRequest{Owner: "agent:1", Operation: "post-x", Key: "k", At: at}
		note := func(w *sql.Work) error { return w.Append(ctx, event("test.first", at)) }
		if err := s.Do(s.WithKey(ctx, key), note); err != nil {
			t.Fatal(err)
		}
		if err := s.Do(s.WithKey(ctx, key), note); !centre.IsCode(err, "replayed") {
			t.Errorf("second time: %v, want replayed", err)
		}
		if err := s.StoreAnswer(ctx, key, centre.Answer{Status: 201, Body: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		if a, err := s.StoredAnswer(ctx, key); err != nil || a.Status != 201 {
			t.Errorf("stored answer %+v, %v", a, err)
		}
	})
}

func TestManyTransactionsOnFewConnections(t *testing.T) {
	t.Parallel()
	s := sqltest.Store(t, sql.Options{MaxConns: 2})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var all sync.WaitGroup
	for range 8 { // each is the first to need a statement while it holds a connection
		all.Go(func() {
			err := s.Do(ctx, func(w *sql.Work) error { return w.Append(ctx, event("test.first", time.Now())) })
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
