package sql

import (
	"context"
	stdsql "database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre"
)

// Work is one transaction, or, from Store.Read, none. It implements the store
// interfaces of every package of server/centre.
type Work struct {
	store  *Store
	tx     *sqlx.Tx
	events []centre.Event
	noted  []json.RawMessage // the same as the journal's statement reads them
	fresh  []string          // statements that this transaction was the first to need
}

// retries is how often a transaction that met a deadlock or a serialization
// failure is begun anew.
const retries = 4

// Do runs fn in one transaction and tells AfterCommit what it noted. When the
// database asks for it fn runs again from the start.
func (s *Store) Do(ctx context.Context, fn func(*Work) error) error {
	for try := 1; ; try++ {
		events, err := s.once(ctx, fn)
		if err == nil {
			keyClaimed(ctx)
			taskClosed(ctx)
			if len(events) > 0 {
				s.after(events)
			}
			return nil
		}
		if try == retries || !worthRetrying(err) {
			return fault(ctx, err)
		}
		if err := pause(ctx, time.Duration(try*try)*5*time.Millisecond); err != nil {
			return err
		}
	}
}

func (s *Store) once(ctx context.Context, fn func(*Work) error) ([]centre.Event, error) {
	w := &Work{store: s}
	events, err := w.run(ctx, fn)
	for _, name := range w.fresh { // now that no connection is held; next time they are at hand
		if _, prepareErr := s.statement(ctx, name); prepareErr != nil {
			break // whoever needs it next will hear of it
		}
	}
	return events, err
}

func (w *Work) run(ctx context.Context, fn func(*Work) error) (_ []centre.Event, err error) {
	tx, err := w.store.db.BeginTxx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	w.tx = tx
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreDone(tx.Rollback()))
		}
	}()
	if err := errors.Join(w.claimKey(ctx), w.closeTask(ctx)); err != nil {
		return nil, err
	}
	if err := fn(w); err != nil {
		return nil, err
	}
	if err := w.writeJournal(ctx); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("commit: %w", err)
	}
	return w.events, nil
}

func ignoreDone(err error) error {
	if errors.Is(err, stdsql.ErrTxDone) {
		return nil
	}
	return err
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Transact gives a service its transactions over just the part W of the store
// that it declared; it panics when *Work does not implement W.
func Transact[W any](s *Store) centre.Transactor[W] {
	_ = any(&Work{}).(W)
	return transactor[W]{s}
}

type transactor[W any] struct{ store *Store }

func (t transactor[W]) Do(ctx context.Context, fn func(W) error) error {
	return t.store.Do(ctx, func(w *Work) error { return fn(any(w).(W)) })
}

// stmt gives the named statement, bound to this transaction if there is one. What was
// not prepared yet is prepared on the transaction's own connection: all others may be
// held by those who wait for us.
func (w *Work) stmt(ctx context.Context, name string) (*sqlx.Stmt, error) {
	if w.tx == nil {
		return w.store.statement(ctx, name)
	}
	if s, ok := w.store.known(name); ok {
		return w.tx.StmtxContext(ctx, s), nil
	}
	w.fresh = append(w.fresh, name)
	return w.tx.PreparexContext(ctx, text(name))
}

// one reads the single row of the named statement into dest; no row is NotFound.
func (w *Work) one(ctx context.Context, name string, dest any, args ...any) error {
	s, err := w.stmt(ctx, name)
	if err == nil {
		err = s.GetContext(ctx, dest, args...)
	}
	return w.named(ctx, name, err)
}

// all reads every row of the named statement into the slice that dest points to.
func (w *Work) all(ctx context.Context, name string, dest any, args ...any) error {
	s, err := w.stmt(ctx, name)
	if err == nil {
		err = s.SelectContext(ctx, dest, args...)
	}
	return w.named(ctx, name, err)
}

// exec runs the named statement and gives the number of rows it changed.
func (w *Work) exec(ctx context.Context, name string, args ...any) (int64, error) {
	s, err := w.stmt(ctx, name)
	if err != nil {
		return 0, w.named(ctx, name, err)
	}
	res, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, w.named(ctx, name, err)
	}
	return res.RowsAffected()
}

// change runs a statement that must change exactly one row; none is NotFound.
func (w *Work) change(ctx context.Context, name string, args ...any) error {
	n, err := w.exec(ctx, name, args...)
	if err == nil && n == 0 {
		return centre.Faultf(centre.NotFound, "no such row")
	}
	return err
}
