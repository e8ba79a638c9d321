package web

import (
	"context"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

const sessionCookie = "switchboard_session"

// How long a session lives: unused, and at all.
const (
	sessionIdle     = 12 * time.Hour
	sessionLifetime = 7 * 24 * time.Hour
	sessionTouch    = time.Minute // a session in use is written this often
)

// What a session holds.
const (
	heldAgent = "agent"
	heldEpoch = "epoch"
	heldSeen  = "seen" // Unix time, in seconds
)

// sessions are who is signed in at which browser.
type sessions struct {
	manager *scs.SessionManager
	signIn  *agent.SignIn
	clock   centre.Clock
}

func newSessions(store scs.CtxStore, signIn *agent.SignIn, clock centre.Clock) *sessions {
	m := scs.New()
	m.Store = store
	m.Lifetime = sessionLifetime
	m.HashTokenInStore = true
	return &sessions{manager: m, signIn: signIn, clock: clock}
}

// person gives who is signed in with this token, and notes once a minute that
// the session is in use.
func (s *sessions) person(ctx context.Context, token string) (agent.Caller, error) {
	over := centre.Faultf(centre.Unauthenticated, "your session is over: sign in again")
	held, err := s.manager.Load(ctx, token)
	if err != nil {
		return agent.Caller{}, err
	}
	id, seen, now := s.manager.GetString(held, heldAgent), time.Unix(s.manager.GetInt64(held, heldSeen), 0), s.clock()
	if id == "" {
		return agent.Caller{}, over
	}
	if now.Sub(seen) > sessionIdle {
		if err := s.manager.Destroy(held); err != nil {
			return agent.Caller{}, err
		}
		return agent.Caller{}, over
	}
	who, err := s.signIn.SignedIn(ctx, centre.AgentID(id), s.manager.GetInt(held, heldEpoch))
	if err != nil || now.Sub(seen) < sessionTouch {
		return who, err
	}
	s.manager.Put(held, heldSeen, now.Unix())
	_, _, err = s.manager.Commit(held)
	return who, err
}

// begin signs a person in and gives the cookie to send.
func (s *sessions) begin(ctx context.Context, id centre.AgentID, epoch int) (http.Cookie, error) {
	held, err := s.manager.Load(ctx, "")
	if err != nil {
		return http.Cookie{}, err
	}
	s.manager.Put(held, heldAgent, string(id))
	s.manager.Put(held, heldEpoch, epoch)
	s.manager.Put(held, heldSeen, s.clock().Unix())
	token, _, err := s.manager.Commit(held)
	return s.cookie(ctx, token), err
}

// end signs out, and gives the cookie that makes the browser forget.
func (s *sessions) end(ctx context.Context, token string) (http.Cookie, error) {
	gone := s.cookie(ctx, "")
	gone.MaxAge = -1
	if token == "" {
		return gone, nil
	}
	held, err := s.manager.Load(ctx, token)
	if err == nil {
		err = s.manager.Destroy(held)
	}
	return gone, err
}

// cookie lasts as long as the browser is open; the session ends by itself.
func (s *sessions) cookie(ctx context.Context, token string) http.Cookie {
	return http.Cookie{
		Name:     sessionCookie,
		Value:    token,
		Path:     "/",
		HttpOnly: true,
		Secure:   requestOf(ctx).secure,
		SameSite: http.SameSiteLaxMode,
	}
}
