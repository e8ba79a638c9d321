package sql

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre"
)

// Options are what a Store may be told.
type Options struct {
	MaxConns    int                  // 0: 20
	AfterCommit func([]centre.Event) // called after each commit that noted events; must not block
}

// Store keeps everything in one Postgres database. It is safe for concurrent use.
type Store struct {
	db    *sqlx.DB
	pings *stdsql.DB // one connection of its own: a busy store is not away
	after func([]centre.Event)

	preparing sync.Mutex
	prepared  sync.Map // name → *sqlx.Stmt
}

// Open connects to the database at a postgres:// URL or a lib/pq key=value string.
func Open(ctx context.Context, dsn string, opt Options) (*Store, error) {
	connector, err := newPatient(withLimits(dsn))
	if err != nil {
		return nil, fmt.Errorf("connect to postgres: %w", err)
	}
	db := sqlx.NewDb(stdsql.OpenDB(connector), "postgres")
	if err := db.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("connect to postgres: %w", errors.Join(err, db.Close()))
	}
	if opt.MaxConns == 0 {
		opt.MaxConns = 20
	}
	if opt.AfterCommit == nil {
		opt.AfterCommit = func([]centre.Event) {}
	}
	db.SetMaxOpenConns(opt.MaxConns)
	db.SetMaxIdleConns(opt.MaxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	pings := stdsql.OpenDB(connector)
	pings.SetMaxOpenConns(1)
	return &Store{db: db, pings: pings, after: opt.AfterCommit}, nil
}

// withLimits adds the bounds without which one hung client could hold everybody:
// a lock is waited for 2 s, a statement runs 30 s, an idle transaction lives 2 s, a server
// that was asked for a connection has 5 s to give it.
func withLimits(dsn string) string {
	limits := [][2]string{
		{"lock_timeout", "2000"},
		{"statement_timeout", "30000"},
		{"idle_in_transaction_session_timeout", "2000"},
		{"timezone", "UTC"},
		{"application_name", "switchboard"},
		{"connect_timeout", "5"},
	}
	if u, err := url.Parse(dsn); err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql") {
		q := u.Query()
		for _, l := range limits {
			if !q.Has(l[0]) {
				q.Set(l[0], l[1])
			}
		}
		u.RawQuery = q.Encode()
		return u.String()
	}
	for _, l := range limits {
		dsn += " " + l[0] + "=" + l[1]
	}
	return dsn
}

// Close lets go of all connections.
func (s *Store) Close() error { return errors.Join(s.db.Close(), s.pings.Close()) }

// Ping says whether the database answers, also while all other connections are at work.
func (s *Store) Ping(ctx context.Context) error {
	return fault(ctx, s.pings.PingContext(ctx))
}

// Read gives the store's methods outside any transaction: each statement sees
// its own moment. Nothing may be appended to the journal through it.
func (s *Store) Read() *Work { return &Work{store: s} }

// statement gives the named statement, prepared once for the life of the store. It takes
// a connection, so nobody may call it who holds one.
func (s *Store) statement(ctx context.Context, name string) (*sqlx.Stmt, error) {
	if stmt, ok := s.known(name); ok {
		return stmt, nil
	}
	s.preparing.Lock()
	defer s.preparing.Unlock()
	if stmt, ok := s.known(name); ok {
		return stmt, nil
	}
	stmt, err := s.db.PreparexContext(ctx, text(name))
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", name, err)
	}
	s.prepared.Store(name, stmt)
	return stmt, nil
}

// known gives a statement that was prepared before.
func (s *Store) known(name string) (*sqlx.Stmt, bool) {
	stmt, ok := s.prepared.Load(name)
	if !ok {
		return nil, false
	}
	return stmt.(*sqlx.Stmt), true
}

func text(name string) string {
	t, ok := statements[name]
	if !ok {
		panic("sql: no statement named " + name)
	}
	return t
}

// PrepareAll prepares every statement now, so that a mistake in one is found at
// start and the first request pays nothing.
func (s *Store) PrepareAll(ctx context.Context) error {
	for name := range statements {
		if _, err := s.statement(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
