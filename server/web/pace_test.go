package web

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"switchboard/server/centre/agent"
)

// paced gives the house a pace, with a burst of two of each.
func (h *house) paced() { h.opt.Pace = Pace{Reads: 8, Writes: 8, Visitors: 8} }

func TestWhoAsksTooFastIsToldWhenToComeBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.paced()
	ada, agent := h.signedIn(t, agent.RoleAdmin), h.signedIn(t, agent.RoleAgent)
	read := func(p *person) *httptest.ResponseRecorder { return p.send("GET", "/session", nil) }
	write := func(p *person) *httptest.ResponseRecorder {
		return p.send("POST", "/skills", map[string]string{"name": ""})
	}
	for range 2 {
		if code := read(ada).Code; code != http.StatusOK {
			t.Fatalf("a read: %d", code)
		}
		if code := write(ada).Code; code == http.StatusTooManyRequests {
			t.Fatalf("a write: %d", code)
		}
	}
	for _, w := range []*httptest.ResponseRecorder{read(ada), write(ada)} {
		refused(t, w, http.StatusTooManyRequests, "too_fast")
		if w.Header().Get("Retry-After") == "" {
			t.Error("it is not said when to come back")
		}
	}
	if code := read(agent).Code; code != http.StatusOK {
		t.Errorf("another waits with them: %d", code)
	}
}

func TestVisitorsKeepPaceToo(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.paced()
	var w *httptest.ResponseRecorder
	for range 3 {
		w = s.ask("GET", "/widget/config", "", nil)
	}
	refused(t, w, http.StatusTooManyRequests, "too_fast")
}

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, http.ErrBodyReadAfterClose
}

func TestAVisitorsFileIsNotReadBeforeTheirToken(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, authorization := range []string{"", "Visitor nobody", "Bearer x"} {
		r := httptest.NewRequest("POST", "/visit/attachments", unread{t})
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("Idempotency-Key", "k1")
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized || bytes.Contains(w.Body.Bytes(), []byte("nobody")) {
			t.Errorf("%q: %d %s", authorization, w.Code, w.Body)
		}
	}
}

func TestAPaceOfOneVisitorIsTheirOwn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	var first, second begunVisit
	s.ask("POST", "/visit/sessions", `{}`, &first)
	s.ask("POST", "/visit/sessions", `{}`, &second)
	s.paced()
	read := func(v begunVisit) int {
		return s.ask("GET", "/visit/messages", "", nil, "Authorization", "Visitor "+v.Token).Code
	}
	var code int
	for range 3 {
		code = read(first)
	}
	if code != http.StatusTooManyRequests {
		t.Errorf("the third of a visitor: %d", code)
	}
	if code := read(second); code != http.StatusOK {
		t.Errorf("another visitor at the same address: %d", code)
	}
}
