package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/board"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/report"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/screen"
	"switchboard/server/centre/ticket"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// house is a door on a real store, with a person of each role at one site and a
// site beside it.
type house struct {
	*Door
	store *sql.Store
	clock *sqltest.Clock
	site  agent.Site
	other agent.Site
	staff map[agent.Role]agent.Agent
	here  map[agent.Role]*person // browsers that as uses
}

const password = "correct horse battery"

func newHouse(t *testing.T) *house {
	t.Helper()
	return newHouseOn(t, sqltest.Store(t, sql.Options{}))
}

func newHouseOn(t *testing.T, store *sql.Store) *house {
	t.Helper()
	h := &house{store: store, clock: sqltest.ClockAt(time.Now()), staff: map[agent.Role]agent.Agent{}, here: map[agent.Role]*person{}}
	now := h.clock.Now
	hasher := agent.NewHasher(agent.Cost{Memory: 64, Time: 1, Threads: 1}, 2)
	svc := Services{
		Sessions:  sql.NewSessions(store, now),
		Keys:      store,
		SignIn:    agent.NewSignIn(sql.Transact[agent.SecretStore](store), store.Read(), hasher, now),
		Scope:     agent.NewScope(store.Read()),
		Agents:    agent.New(sql.Transact[agent.Store](store), store.Read(), hasher, now),
		Tokens:    agent.NewTokens(sql.Transact[agent.TokenStore](store), store.Read(), now),
		Structure: agent.NewStructure(sql.Transact[agent.StructureStore](store), store.Read(), now),
		Floor:     floor.New(sql.Transact[floor.Store](store), store.Read(), now),
		Customers: customer.New(sql.Transact[customer.Store](store), store.Read(), now, "US"),
		Screens:   screen.New(store.Read(), now),
		Fields:    field.New(sql.Transact[field.Store](store), store.Read(), now),
		Tickets:   ticket.NewService(sql.Transact[ticket.Store](store), store.Read(), now),
		Routing:   routing.New(sql.Transact[routing.Batch](store), now, routing.Follows{}),
		Work:      routing.NewViewer(store.Read(), store.Read(), nil, store.Head, now),
		Why:       routing.NewExplainer(store.Read(), store.Read(), now),
		Audit:     audit.New(store.Read()),
		Reports:   report.New(store.Read(), now),
		Board:     board.New(store.Read(), wait.New(store.Read(), now), store, now),
		Contacts:  contact.New(sql.Transact[contact.Store](store), store.Read(), now, contact.Tickets{}),
		Callbacks: callback.New(sql.Transact[callback.Store](store), store.Read(), now, callback.Click{}, wait.New(store.Read(), now)),
	}
	var err error
	if h.Door, err = New(svc, Options{Clock: now, Checks: []Check{{"postgres", store.Ping}}}); err != nil {
		t.Fatal(err)
	}
	h.furnish(t)
	return h
}

func (h *house) furnish(t *testing.T) {
	t.Helper()
	ctx, first := context.Background(), agent.Caller{Role: agent.RoleAdmin, Actor: centre.System}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	h.site, err = h.svc.Structure.CreateSite(ctx, first, agent.Site{Name: "Denver"})
	must(err)
	h.other, err = h.svc.Structure.CreateSite(ctx, first, agent.Site{Name: "Lisbon"})
	must(err)
	for _, role := range agent.Roles {
		a, err := h.svc.Agents.Create(ctx, first, agent.Agent{SiteID: h.site.ID, Email: string(role) + "@example.com", Name: "A " + string(role), Role: role}, password)
		must(err)
		h.staff[role] = a
	}
}

// person is somebody at a browser or, with a token, a program.
type person struct {
	*house
	t      *testing.T
	cookie *http.Cookie
	token  string
	header map[string]string
}

func (h *house) nobody(t *testing.T) *person { return &person{house: h, t: t} }

// signedIn gives a browser at which the person of that role is signed in.
func (h *house) signedIn(t *testing.T, role agent.Role) *person {
	t.Helper()
	p := h.nobody(t)
	if w := p.signIn(string(role)+"@example.com", password); w.Code != http.StatusOK {
		t.Fatalf("sign in as %s: %d %s", role, w.Code, w.Body)
	}
	return p
}

func (p *person) signIn(email, password string) *httptest.ResponseRecorder {
	p.t.Helper()
	w := p.send("POST", "/session", map[string]string{"email": email, "password": password})
	for _, c := range w.Result().Cookies() {
		p.cookie = c
	}
	return w
}

// with gives the same person sending one more header.
func (p *person) with(name, value string) *person {
	other := *p
	other.header = map[string]string{name: value}
	return &other
}

// send sends a request to the API; body is text, or goes as JSON.
func (p *person) send(method, path string, body any) *httptest.ResponseRecorder {
	p.t.Helper()
	var content []byte
	switch b := body.(type) {
	case nil:
	case string:
		content = []byte(b)
	default:
		var err error
		if content, err = json.Marshal(b); err != nil {
			p.t.Fatal(err)
		}
	}
	r := httptest.NewRequest(method, apiPath+path, bytes.NewReader(content))
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.cookie != nil {
		r.AddCookie(&http.Cookie{Name: p.cookie.Name, Value: p.cookie.Value})
	}
	if p.token != "" {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	for name, value := range p.header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

// get reads what is at a path into dest.
func (p *person) get(path string, dest any) {
	p.t.Helper()
	w := p.send("GET", path, nil)
	if w.Code != http.StatusOK {
		p.t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	read(p.t, w, dest)
}

func read(t *testing.T, w *httptest.ResponseRecorder, dest any) {
	t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), dest); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
}

// as sends a request as somebody of the role, who signs in the first time, and
// reads the answer into out.
func (h *house) as(t *testing.T, role agent.Role, method, path, body string, out any) int {
	t.Helper()
	p := h.here[role]
	if p == nil {
		p = h.signedIn(t, role)
		h.here[role] = p
	}
	w := p.send(method, path, body)
	if w.Code >= 400 {
		t.Logf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if out != nil {
		read(t, w, out)
	}
	return w.Code
}

// refused checks that an answer is a problem of that status and code.
func refused(t *testing.T, w *httptest.ResponseRecorder, status int, code string) Problem {
	t.Helper()
	var p Problem
	if ct := w.Header().Get("Content-Type"); !strings.HasPrefix(ct, "application/problem+json") {
		t.Fatalf("got %d as %s: %s", w.Code, ct, w.Body)
	}
	read(t, w, &p)
	if w.Code != status || p.Status != status || p.Code != code || p.RequestID == "" {
		t.Fatalf("got %d %+v, want %d %s", w.Code, p, status, code)
	}
	return p
}
