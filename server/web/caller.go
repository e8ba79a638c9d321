package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

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
	c := humagin.Unwrap(ctx)
	if needs == agent.Anyone {
		if err := d.recognise(ctx); err != nil {
			refuse(c, problem(ctx.Context(), err))
			return
		}
		next(ctx)
		return
	}
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

// recognise finds out which visitor sends a token, where an operation is a visitor's own.
func (d *Door) recognise(ctx huma.Context) error {
	if !routeOf(ctx).visitors {
		return nil
	}
	token, ok := strings.CutPrefix(ctx.Header("Authorization"), "Visitor ")
	if !ok {
		return centre.Faultf(centre.Unauthenticated, "send your token as Authorization: Visitor <token>")
	}
	v, err := d.svc.Chats.Visit(ctx.Context(), token)
	requestOf(ctx.Context()).visit = v
	return err
}

// restrain refuses what is too big or comes too fast.
func (d *Door) restrain(ctx huma.Context, next func(huma.Context)) {
	c, r := humagin.Unwrap(ctx), routeOf(ctx)
	if c.Request.ContentLength > r.maxBody {
		refuse(c, newProblem(http.StatusRequestEntityTooLarge, "the request's body is too large"))
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, r.maxBody)
	defer tidy(c)
	if err := d.keepPace(ctx.Context(), r); err != nil {
		refuse(c, problem(ctx.Context(), err))
		return
	}
	if r.limit != (Limit{}) {
		if err := d.limiter.Allow(ctx.Context(), r.id+":"+owner(ctx.Context()), r.limit); err != nil {
			refuse(c, problem(ctx.Context(), err))
			return
		}
	}
	next(ctx)
}

// tidy removes what a form put on the disk. The server does so only for the request that it
// made itself, and ours is a copy of that.
func tidy(c *gin.Context) {
	if form := c.Request.MultipartForm; form != nil {
		_ = form.RemoveAll() // what cannot be removed is the temporary folder's matter
	}
}

// owner names who asks: the person, the visitor or, where nobody is known, the address.
func owner(ctx context.Context) string {
	r := requestOf(ctx)
	if r.caller.ID != "" {
		return "agent:" + string(r.caller.ID)
	}
	if r.visit.VisitorID != "" {
		return "visitor:" + string(r.visit.VisitorID)
	}
	return "address:" + r.address
}
