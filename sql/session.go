package sql

import (
	"context"
	"time"

	"github.com/alexedwards/scs/v2"

	"switchboard/server/centre"
)

var _ scs.CtxStore = Sessions{}

// Sessions keeps scs sessions in the sessions table. Who uses them writes one
// only when it changes, or once a minute to say that it is in use.
type Sessions struct {
	store *Store
	clock centre.Clock
}

// NewSessions makes the session store.
func NewSessions(s *Store, clock centre.Clock) Sessions { return Sessions{s, clock} }

// FindCtx gives a session that is not over.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.store.Read().one(ctx, "session", &data, token, s.clock())
	if centre.IsKind(err, centre.NotFound) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx keeps a session until its expiry.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := s.store.Read().exec(ctx, "save-session", token, data, expiry)
	return err
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.store.Read().exec(ctx, "end-session", token)
	return err
}

// Find implements scs.Store.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
