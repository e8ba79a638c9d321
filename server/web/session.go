package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// How often a password may be tried: for one person, begun anew when they get it
// right, and from one address, behind which a whole office may stand.
var (
	triesPerPerson  = Limit{Rate: 10, Per: 10 * time.Minute, Burst: 10}
	triesPerAddress = Limit{Rate: 60, Per: time.Minute, Burst: 200}
)

// registerSession adds signing in and out.
func (d *Door) registerSession(api huma.API) {
	register(api, route{id: "sign-in", method: http.MethodPost, path: "/session", tag: "session", needs: agent.Anyone, keys: unkeyed,
		summary: "Sign in with e-mail address and password; sets the session's cookie"}, d.signIn)
	register(api, route{id: "get-session", method: http.MethodGet, path: "/session", tag: "session", needs: agent.SignedIn,
		summary: "Who you are and what you may do"}, d.session)
	register(api, route{id: "sign-out", method: http.MethodDelete, path: "/session", tag: "session", needs: agent.Anyone, keys: unkeyed,
		summary: "Sign out"}, d.signOut)
	register(api, route{id: "set-password", method: http.MethodPut, path: "/agents/{id}/password", tag: "agents", needs: agent.SignedIn, reaches: "agent", secret: true,
		summary: "Set a password: your own, or that of somebody you manage; ends their other sessions"}, d.setPassword)
}

// Me is who is signed in, and what they may do.
type Me struct {
	Person      agent.Profile      `json:"person"`
	Permissions []agent.Permission `json:"permissions"`
	ServerTime  time.Time          `json:"server_time"`
	Version     string             `json:"version" doc:"of the server"`
}

func (d *Door) me(ctx context.Context, id centre.AgentID) (Me, error) {
	p, err := d.svc.Agents.Profile(ctx, id)
	return Me{Person: p, Permissions: p.Role.Permissions(), ServerTime: d.clock().UTC(), Version: d.opt.Version}, err
}

func (d *Door) session(ctx context.Context, _ *struct{}) (*body[Me], error) {
	me, err := d.me(ctx, caller(ctx).ID)
	return &body[Me]{me}, err
}

type signInInput struct {
	Session http.Cookie `cookie:"switchboard_session" hidden:"true"`
	Body    struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"200"`
	}
}

type signInOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Me
}

func (d *Door) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	person := "sign-in:person:" + strings.ToLower(strings.TrimSpace(in.Body.Email))
	if err := d.limiter.Allow(ctx, "sign-in:address:"+requestOf(ctx).address, triesPerAddress); err != nil {
		return nil, err
	}
	if err := d.limiter.Allow(ctx, person, triesPerPerson); err != nil {
		return nil, err
	}
	who, epoch, err := d.svc.SignIn.ByPassword(ctx, strings.TrimSpace(in.Body.Email), in.Body.Password)
	if err != nil {
		return nil, err
	}
	d.limiter.Forget(ctx, person)
	if _, err := d.sessions.end(ctx, in.Session.Value); err != nil {
		return nil, err
	}
	cookie, err := d.sessions.begin(ctx, who.ID, epoch)
	if err != nil {
		return nil, err
	}
	me, err := d.me(ctx, who.ID)
	return &signInOutput{SetCookie: cookie, Body: me}, err
}

type signOutInput struct {
	Session http.Cookie `cookie:"switchboard_session" hidden:"true"`
}

type signOutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (d *Door) signOut(ctx context.Context, in *signOutInput) (*signOutOutput, error) {
	who, unknown := d.sessions.person(ctx, in.Session.Value)
	cookie, err := d.sessions.end(ctx, in.Session.Value)
	if err == nil && unknown == nil {
		err = d.svc.SignIn.SignOut(ctx, who)
	}
	return &signOutOutput{cookie}, err
}

type passwordInput struct {
	One
	Body struct {
		Current  string `json:"current_password,omitempty" maxLength:"200" doc:"to change your own"`
		Password string `json:"password" maxLength:"200" doc:"10 characters or more"`
	}
}

type passwordOutput struct {
	SetCookie *http.Cookie `header:"Set-Cookie"`
}

// setPassword leaves who changed their own signed in, here alone.
func (d *Door) setPassword(ctx context.Context, in *passwordInput) (*passwordOutput, error) {
	who, id := caller(ctx), centre.AgentID(in.ID)
	if err := d.limiter.Allow(ctx, "password:"+in.ID, triesPerPerson); err != nil {
		return nil, err
	}
	epoch, err := d.svc.SignIn.SetPassword(ctx, who, id, in.Body.Current, in.Body.Password)
	session := requestOf(ctx).session
	if err != nil || who.ID != id || session == "" {
		return &passwordOutput{}, err
	}
	if _, err := d.sessions.end(ctx, session); err != nil {
		return nil, err
	}
	cookie, err := d.sessions.begin(ctx, id, epoch)
	return &passwordOutput{&cookie}, err
}
