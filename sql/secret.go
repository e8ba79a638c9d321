package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

var (
	_ agent.SecretStore  = (*Work)(nil)
	_ agent.SecretReader = (*Work)(nil)
	_ agent.TokenStore   = (*Work)(nil)
	_ agent.TokenReader  = (*Work)(nil)
)

// Secret gives how a person proves who they are.
func (w *Work) Secret(ctx context.Context, id centre.AgentID) (s agent.Secret, err error) {
	err = w.one(ctx, "secret", &s, id)
	return s, err
}

// LockSecret reads a person's secret and holds it until the transaction ends.
func (w *Work) LockSecret(ctx context.Context, id centre.AgentID) (s agent.Secret, err error) {
	err = w.one(ctx, "lock-secret", &s, id)
	return s, err
}

// SecretByEmail finds the secret of who signs in with this address.
func (w *Work) SecretByEmail(ctx context.Context, email string) (s agent.Secret, err error) {
	err = w.one(ctx, "secret-by-email", &s, email)
	return s, err
}

// SaveSecret keeps a new password or epoch.
func (w *Work) SaveSecret(ctx context.Context, s agent.Secret) error {
	return w.change(ctx, "save-secret", s.ID, s.Hash, s.Epoch)
}

// SecretByToken finds the owner of an API token that is not revoked.
func (w *Work) SecretByToken(ctx context.Context, hash []byte) (s agent.Secret, err error) {
	err = w.one(ctx, "secret-by-token", &s, hash)
	return s, err
}

// TokenUsed notes, to the minute, that a token was used.
func (w *Work) TokenUsed(ctx context.Context, hash []byte, now time.Time) error {
	_, err := w.exec(ctx, "token-used", hash, now)
	return err
}

// AddToken keeps a new token.
func (w *Work) AddToken(ctx context.Context, t agent.Token, hash []byte) error {
	_, err := w.exec(ctx, "add-token", t.ID, t.AgentID, t.Name, hash, t.CreatedAt)
	return err
}

// RevokeToken ends a token.
func (w *Work) RevokeToken(ctx context.Context, id string, now time.Time) error {
	return w.change(ctx, "revoke-token", id, now)
}

// Tokens gives the tokens in use, the newest first.
func (w *Work) Tokens(ctx context.Context, after centre.Key, limit int) ([]agent.Token, error) {
	var tokens []agent.Token
	err := w.all(ctx, "tokens", &tokens, after.At, after.ID, limit)
	return tokens, err
}
