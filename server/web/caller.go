package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// Caller says for whom a request outside the API is made (the sockets ask).
func (d *Door) Caller(r *http.Request) (agent.Caller, error) {
	who, _, err := d.identify(r)
	return who, err
}

// identify reads the bearer token or, without one, the session; it also gives
// the session's token.
func (d *Door) identify(r *http.Request) (agent.Caller, string, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if strings.EqualFold(scheme, "Bearer") {
			who, err := d.svc.SignIn.ByToken(r.Context(), strings.TrimSpace(token))
			return who, "", err
		}
	}
	cookie, err := r.Cookie(sessionCookie)
	if errors.Is(err, http.ErrNoCookie) || cookie.Value == "" {
		return agent.Caller{}, "", centre.Faultf(centre.Unauthenticated, "sign in first")
	}
	who, err := d.sessions.person(r.Context(), cookie.Value)
	return who, cookie.Value, err
}

// authenticate finds out who asks, and refuses who may not.
func (d *Door) authenticate(ctx huma.Context, next func(huma.Context)) {
	needs := routeOf(ctx).needs
	if needs == agent.Anyone {
		next(ctx)
		return
	}
	c := humagin.Unwrap(ctx)
	who, session, err := d.identify(c.Request)
	if err == nil {
		r := requestOf(ctx.Context())
		r.caller, r.scope, r.session = who, d.svc.Scope, session
		err = who.May(needs)
	}
	if err != nil {
		refuse(c, problem(ctx.Context(), err))
		return
	}
	next(ctx)
}

// restrain refuses what is too big or comes too fast.
func (d *Door) restrain(ctx huma.Context, next func(huma.Context)) {
	c, r := humagin.Unwrap(ctx), routeOf(ctx)
	if c.Request.ContentLength > r.maxBody {
		refuse(c, newProblem(http.StatusRequestEntityTooLarge, "the request's body is too large"))
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, r.maxBody)
	if r.limit != (Limit{}) {
		if err := d.limiter.Allow(ctx.Context(), r.id+":"+owner(ctx.Context()), r.limit); err != nil {
			refuse(c, problem(ctx.Context(), err))
			return
		}
	}
	next(ctx)
}

// owner names who asks: the person or, where nobody signed in, the address.
func owner(ctx context.Context) string {
	r := requestOf(ctx)
	if r.caller.ID != "" {
		return "agent:" + string(r.caller.ID)
	}
	return "address:" + r.address
}
