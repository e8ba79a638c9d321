package agent

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"sync"
	"time"

	"switchboard/server/centre"
)

// tokenPrefix makes a leaked token recognisable.
const tokenPrefix = "swb_"

// Token lets a program act for the person who owns it. Its secret, 256 random
// bits, is shown once and kept as SHA-256: a look-up, with nothing to guess.
type Token struct {
	ID         string         `json:"id" db:"id"`
	AgentID    centre.AgentID `json:"agent_id" db:"agent_id" doc:"for whom it acts"`
	Name       string         `json:"name" db:"name"`
	CreatedAt  time.Time      `json:"created_at" db:"created_at"`
	LastUsedAt *time.Time     `json:"last_used_at" db:"last_used_at" doc:"to the minute"`
}

// Tokens is what can be done about API tokens.
type Tokens struct {
	tx    centre.Transactor[TokenStore]
	read  TokenReader
	clock centre.Clock
}

// NewTokens makes the service.
func NewTokens(tx centre.Transactor[TokenStore], read TokenReader, clock centre.Clock) *Tokens {
	return &Tokens{tx: tx, read: read, clock: clock}
}

// Create makes a token that acts for a person, and gives its secret.
func (s *Tokens) Create(ctx context.Context, by Caller, of centre.AgentID, name string) (Token, string, error) {
	t := Token{ID: centre.NewID[string](), AgentID: of, Name: strings.TrimSpace(name), CreatedAt: s.clock()}
	var wrong centre.Faults
	wrong.Text("name", t.Name, 1, 100)
	if err := wrong.Err("this token"); err != nil {
		return Token{}, "", err
	}
	bits := make([]byte, 32)
	_, _ = rand.Read(bits) // never fails: crypto/rand
	secret := tokenPrefix + base64.RawURLEncoding.EncodeToString(bits)
	err := s.tx.Do(ctx, func(w TokenStore) error {
		if err := w.AddToken(ctx, t, tokenHash(secret)); err != nil {
			return err
		}
		return w.Append(ctx, tokenEvent("token.created", t.ID, by, t.CreatedAt))
	})
	return t, secret, err
}

// Revoke ends a token.
func (s *Tokens) Revoke(ctx context.Context, by Caller, id string) error {
	return s.tx.Do(ctx, func(w TokenStore) error {
		if err := w.RevokeToken(ctx, id, s.clock()); err != nil {
			return err
		}
		return w.Append(ctx, tokenEvent("token.revoked", id, by, s.clock()))
	})
}

// List gives a page of the tokens in use, the newest first.
func (s *Tokens) List(ctx context.Context, p centre.Page) (centre.List[Token], error) {
	after, err := p.After()
	if err != nil {
		return centre.List[Token]{}, err
	}
	rows, err := s.read.Tokens(ctx, after, p.Size()+1)
	return centre.ListOf(rows, p.Size(), func(t Token) centre.Key { return centre.Key{At: t.CreatedAt, ID: t.ID} }), err
}

func tokenEvent(kind, id string, by Caller, now time.Time) centre.Event {
	return centre.Event{At: now, Kind: kind, Actor: by.Actor, Subject: centre.Subject{Kind: "token", ID: id}}
}

func tokenHash(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// ByToken gives the person for whom a token acts. An answer is remembered for a
// moment, so that a busy program costs few look-ups and a revoked token stops
// working within a second.
func (s *SignIn) ByToken(ctx context.Context, secret string) (Caller, error) {
	unknown := centre.Faultf(centre.Unauthenticated, "this token is not known here, or was revoked")
	if !strings.HasPrefix(secret, tokenPrefix) || len(secret) > 100 {
		return Caller{}, unknown
	}
	hash, now := tokenHash(secret), s.clock()
	if who, ok := s.tokens.get(hash, now); ok {
		return who, nil
	}
	owner, err := s.read.SecretByToken(ctx, hash)
	if centre.IsKind(err, centre.NotFound) || err == nil && !owner.Active {
		return Caller{}, unknown
	}
	if err != nil {
		return Caller{}, err
	}
	who := owner.caller(centre.ByToken)
	s.tokens.put(hash, who, now)
	return who, s.read.TokenUsed(ctx, hash, now)
}

// tokenMemory is how long an answer about a token is trusted.
const tokenMemory = 900 * time.Millisecond

type tokenCache struct {
	mu    sync.Mutex
	known map[[sha256.Size]byte]knownToken
}

type knownToken struct {
	who   Caller
	until time.Time
}

func newTokenCache() *tokenCache { return &tokenCache{known: map[[sha256.Size]byte]knownToken{}} }

func (c *tokenCache) get(hash []byte, now time.Time) (Caller, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.known[[sha256.Size]byte(hash)]
	return k.who, ok && now.Before(k.until)
}

func (c *tokenCache) put(hash []byte, who Caller, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for other, k := range c.known {
		if !now.Before(k.until) {
			delete(c.known, other)
		}
	}
	c.known[[sha256.Size]byte(hash)] = knownToken{who, now.Add(tokenMemory)}
}
