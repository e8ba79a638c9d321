package web

import (
	"cmp"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestBadRequests(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin := h.signedIn(t, agent.RoleAdmin)
	large := `{"name":"` + strings.Repeat("x", 300<<10) + `"}`

	tests := map[string]struct {
		method, path, body string
		status             int
		code, field        string
	}{
		"no JSON":                 {"POST", "/skills", `{"name":`, 400, "", "body"},
		"no body":                 {"POST", "/skills", ``, 400, "", ""},
		"a field is missing":      {"POST", "/skills", `{}`, 422, "", "body"},
		"a field too many":        {"POST", "/skills", `{"name":"Thai","nmae":"Thai"}`, 422, "", "body.nmae"},
		"a field of no kind":      {"POST", "/teams", `{"name":"T","site_id":"x"}`, 422, "", "body.site_id"},
		"a field against rules":   {"POST", "/skills", `{"name":"  "}`, 422, "", "body.name"},
		"nothing of that id":      {"GET", "/skills/" + anyID, ``, 404, "", ""},
		"an id that is none":      {"GET", "/skills/x", ``, 422, "", "path.id"},
		"a field that is gone":    {"POST", "/teams", `{"name":"T","site_id":"` + anyID + `"}`, 422, "", "body.site_id"},
		"a cursor that is none":   {"GET", "/skills?cursor=x", ``, 422, "", "query.cursor"},
		"a name that is taken":    {"POST", "/sites", `{"name":"Denver"}`, 409, "name_taken", ""},
		"too large":               {"POST", "/skills", large, 413, "", ""},
		"no such method":          {"PUT", "/skills", `{}`, 405, "", ""},
		"no such address":         {"GET", "/skillz", ``, 404, "", ""},
		"NUL in the query":        {"GET", "/search?q=%00", ``, 422, "", "query.q"},
		"a query that is no text": {"GET", "/search?q=%FF", ``, 422, "", "query.q"},
		"NUL in a field":          {"POST", "/skills", `{"name":"Th\u0000ai"}`, 422, "", "body.name"},
		"NUL deep in a field":     {"POST", "/customers", `{"name":"Cara","custom":{"tier":["\u0000"]}}`, 422, "", "body.custom.tier[0]"},
		"NUL in a field's name":   {"POST", "/customers", `{"name":"Cara","custom":{"\u0000":"A"}}`, 422, "", "body.custom.?"},
		"a body that is no text":  {"POST", "/skills", "{\"name\":\"Th\xffai\"}", 400, "", "body"},
		"a state of no ticket":    {"GET", "/tickets?state=new,opened", ``, 422, "", "query.state"},
		"a state of no callback":  {"GET", "/callbacks?state=late", ``, 422, "", "query.state"},
		"a number too large":      {"POST", "/fields", `{"entity":"customer","key":"k","label":"K","type":"text","position":3000000000}`, 422, "", "body.position"},
		"a seq too large":         {"GET", "/chats/" + anyID + "/messages?after=99999999999", ``, 422, "", "query.after"},
		"a version too large":     {"PATCH", "/sites/" + anyID, `{"version":99999999999,"name":"x"}`, 404, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var body any
			if tt.body != "" {
				body = tt.body
			}
			p := refused(t, admin.send(tt.method, tt.path, body), tt.status, tt.code)
			if tt.field != "" && (len(p.Errors) == 0 || p.Errors[0].Location != tt.field) {
				t.Errorf("names %+v, want %s", p.Errors, tt.field)
			}
		})
	}

	t.Run("a key that is no text", func(t *testing.T) {
		refused(t, admin.with("Idempotency-Key", "k\xff").send("POST", "/skills", map[string]string{"name": "Thai"}), 422, "")
	})

	t.Run("nobody needs to be known to be refused", func(t *testing.T) {
		if p := refused(t, h.nobody(t).signIn("a\x00@example.com", password), 422, ""); p.Errors[0].Location != "body.email" {
			t.Errorf("names %+v", p.Errors)
		}
	})

	t.Run("too large without saying so", func(t *testing.T) {
		r := httptest.NewRequest("POST", "/api/v1/skills", io.MultiReader(strings.NewReader(large)))
		r.AddCookie(admin.cookie)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		refused(t, w, 413, "")
	})

	t.Run("every wrong field is named", func(t *testing.T) {
		p := refused(t, admin.send("POST", "/queues", map[string]any{"name": " ", "site_id": h.site.ID, "priority": 10, "offer_s": 1}), 422, "")
		var named []string
		for _, e := range p.Errors {
			named = append(named, e.Location)
		}
		if got := strings.Join(named, " "); got != "body.name body.priority body.offer_s" {
			t.Errorf("named %s", got)
		}
	})
}

// What a database under load gives up is to be asked for again; Postgres says so here
// whenever a skill is added.
func TestTheDatabaseGivesUp(t *testing.T) {
	t.Parallel()
	dsn := sqltest.URL(t)
	h := newHouseOn(t, sqltest.Open(t, dsn, sql.Options{}))
	admin := h.signedIn(t, agent.RoleAdmin)
	db := sqlx.MustConnect("postgres", dsn)
	defer db.Close()
	for state, code := range map[string]string{"40P01": "contended", "40001": "contended", "57014": "too_slow"} {
		db.MustExec(`CREATE OR REPLACE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = '` + state + `'; END $$`)
		db.MustExec(`CREATE OR REPLACE TRIGGER give_up BEFORE INSERT ON skills FOR EACH ROW EXECUTE FUNCTION give_up()`)
		w := admin.send("POST", "/skills", map[string]string{"name": "Thai"})
		refused(t, w, 503, code)
		if w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", state)
		}
	}
}

// wire is a way to the database that can be cut and mended.
type wire struct {
	listener net.Listener
	network  string
	target   string

	mu    sync.Mutex
	cut   bool
	conns []net.Conn
}

// newWire gives a wire, and the URL of the database at its near end.
func newWire(t *testing.T, dsn string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	w := &wire{network: "unix", target: filepath.Join(q.Get("host"), ".s.PGSQL."+cmp.Or(q.Get("port"), "5432"))}
	if q.Get("host") == "" {
		w.network, w.target = "tcp", u.Host
	}
	if w.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	q.Del("host")
	q.Del("port")
	u.Host, u.RawQuery = w.listener.Addr().String(), q.Encode()
	if user := q.Get("user"); user != "" {
		u.User = url.User(user)
	}
	var served sync.WaitGroup
	served.Go(func() { w.serve(&served) })
	t.Cleanup(func() {
		w.sever()
		_ = w.listener.Close()
		served.Wait()
	})
	return w, u.String()
}

func (w *wire) serve(served *sync.WaitGroup) {
	for {
		near, err := w.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		far, err := net.Dial(w.network, w.target)
		w.mu.Lock()
		if err != nil || w.cut {
			_ = near.Close()
			w.mu.Unlock()
			continue
		}
		w.conns = append(w.conns, near, far)
		w.mu.Unlock()
		served.Go(func() { _, _ = io.Copy(far, near); _ = far.Close() })
		served.Go(func() { _, _ = io.Copy(near, far); _ = near.Close() })
	}
}

func (w *wire) sever() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = true
	for _, c := range w.conns {
		_ = c.Close()
	}
}

func (w *wire) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut, w.conns = false, nil
}

func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	wire, dsn := newWire(t, sqltest.URL(t))
	h := newHouseOn(t, sqltest.Open(t, dsn, sql.Options{}))
	admin := h.signedIn(t, agent.RoleAdmin)

	wire.sever()
	for _, try := range []func() *httptest.ResponseRecorder{
		func() *httptest.ResponseRecorder { return admin.send("GET", "/session", nil) },
		func() *httptest.ResponseRecorder { return h.nobody(t).signIn("agent@example.com", password) },
		func() *httptest.ResponseRecorder {
			return admin.with("Idempotency-Key", "k").send("POST", "/skills", map[string]string{"name": "Thai"})
		},
	} {
		w := try()
		refused(t, w, 503, "database_away")
		if w.Header().Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
	}
	if w := ask(h, "GET", "/readyz"); w.Code != 503 {
		t.Errorf("ready: %d", w.Code)
	}

	wire.mend()
	deadline := time.Now().Add(5 * time.Second)
	for ask(h, "GET", "/readyz").Code != 200 && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	if w := admin.with("Idempotency-Key", "k").send("POST", "/skills", map[string]string{"name": "Thai"}); w.Code != 201 {
		t.Errorf("after it came back: %d %s", w.Code, w.Body)
	}
}
