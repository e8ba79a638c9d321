package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
)

type keyedContext struct{}

// WithKey makes the first transaction begun under ctx claim the key, those beforehand aside.
func (s *Store) WithKey(ctx context.Context, r centre.KeyedRequest) context.Context {
	return context.WithValue(ctx, keyedContext{}, &claim{KeyedRequest: r})
}

type claim struct {
	centre.KeyedRequest
	done bool // the key was claimed by an earlier transaction of this request
}

// claimOf gives the claim that transactions under ctx are to make, nil when there is none.
func claimOf(ctx context.Context) *claim {
	c, _ := ctx.Value(keyedContext{}).(*claim)
	if centre.IsBeforehand(ctx) {
		return nil
	}
	return c
}

// Claimed reports whether a transaction under ctx has committed the key.
func (s *Store) Claimed(ctx context.Context) bool {
	c := claimOf(ctx)
	return c != nil && c.done
}

// claimKey writes the key of this request in the change's own transaction, so
// that the key and its effect stand or fall together.
func (w *Work) claimKey(ctx context.Context) error {
	c := claimOf(ctx)
	if c == nil || c.done {
		return nil
	}
	n, err := w.exec(ctx, "claim-key", c.Owner, c.Operation, c.Key, c.Hash, c.At)
	if err != nil {
		return err
	}
	if n == 0 {
		return &centre.Fault{Kind: centre.Conflict, Code: "replayed", Message: "this request was made before"}
	}
	return nil
}

// keyClaimed notes that the request's key is committed: what else the request
// does belongs to the same first time.
func keyClaimed(ctx context.Context) {
	if c := claimOf(ctx); c != nil {
		c.done = true
	}
}

// StoreAnswer keeps what a keyed request was told, for those who repeat it.
func (s *Store) StoreAnswer(ctx context.Context, r centre.KeyedRequest, a centre.Answer) error {
	_, err := s.Read().exec(ctx, "store-answer", r.Owner, r.Operation, r.Key, a.Status, a.Body)
	return err
}

// StoredAnswer gives what the first request with this key was told; NotFound
// when there was none.
func (s *Store) StoredAnswer(ctx context.Context, r centre.KeyedRequest) (centre.Answer, error) {
	var a centre.Answer
	err := s.Read().one(ctx, "stored-answer", &a, r.Owner, r.Operation, r.Key)
	return a, err
}

// ForgetKeys deletes keys older than before and gives their number.
func (s *Store) ForgetKeys(ctx context.Context, before time.Time) (int64, error) {
	return s.Read().exec(ctx, "forget-keys", before)
}
