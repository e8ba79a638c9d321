package web

import (
	"context"
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// skills gives the names of all skills.
func (p *person) skills() []string {
	p.t.Helper()
	var list centre.List[agent.Skill]
	p.get("/skills", &list)
	var names []string
	for _, s := range list.Items {
		names = append(names, s.Name)
	}
	return names
}

func TestRepeatedWrites(t *testing.T) {
	t.Parallel()
	floor := sqltest.NewFloor(t)
	h := newHouseOn(t, floor.Store)
	admin := h.signedIn(t, agent.RoleAdmin)
	skill := func(name string) map[string]string { return map[string]string{"name": name} }

	t.Run("a repetition gets the first answer", func(t *testing.T) {
		p := admin.with("Idempotency-Key", "one")
		first, again := p.send("POST", "/skills", skill("Spanish")), p.send("POST", "/skills", skill("Spanish"))
		if first.Code != 201 || again.Code != 201 || first.Body.String() != again.Body.String() || again.Header().Get("Content-Type") != "application/json" {
			t.Errorf("got %d %s and %d %s", first.Code, first.Body, again.Code, again.Body)
		}
	})

	t.Run("two at once do it once", func(t *testing.T) {
		p := admin.with("Idempotency-Key", "two")
		var answers [4]*httptest.ResponseRecorder
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = p.send("POST", "/skills", skill("German")) })
		}
		all.Wait()
		for _, w := range answers {
			if w.Code != 201 || w.Body.String() != answers[0].Body.String() {
				t.Errorf("got %d %s, and %s", w.Code, w.Body, answers[0].Body)
			}
		}
		if all := strings.Join(admin.skills(), " "); strings.Count(all, "German") != 1 {
			t.Errorf("there are %s", all)
		}
	})

	t.Run("what was refused may be tried again with its key", func(t *testing.T) {
		p := admin.with("Idempotency-Key", "three")
		refused(t, p.send("POST", "/skills", skill(" ")), 422, "")
		if w := p.send("POST", "/skills", skill("Dutch")); w.Code != 201 {
			t.Errorf("got %d %s", w.Code, w.Body)
		}
	})

	t.Run("a key is its sender's and its operation's", func(t *testing.T) {
		for _, send := range []func() *httptest.ResponseRecorder{
			func() *httptest.ResponseRecorder {
				return admin.with("Idempotency-Key", "one").send("POST", "/sites", skill("Oslo"))
			},
			func() *httptest.ResponseRecorder {
				body := map[string]any{"name": "Billing", "site_id": h.site.ID}
				return h.signedIn(t, agent.RoleSupervisor).with("Idempotency-Key", "one").send("POST", "/teams", body)
			},
		} {
			if w := send(); w.Code != 201 || w.Header().Get("Idempotent-Replay") != "" {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		}
	})

	t.Run("a key whose answer got lost is not applied again", func(t *testing.T) {
		asked := centre.KeyedRequest{Owner: "agent:" + string(h.staff[agent.RoleAdmin].ID), Operation: "POST /api/v1/skills", Key: "lost", At: h.clock.Now()}
		if err := h.store.Do(h.store.WithKey(context.Background(), asked), func(*sql.Work) error { return nil }); err != nil {
			t.Fatal(err)
		}
		refused(t, admin.with("Idempotency-Key", "lost").send("POST", "/skills", skill("Greek")), 409, "already_applied")
		if all := strings.Join(admin.skills(), " "); strings.Contains(all, "Greek") {
			t.Errorf("there are %s", all)
		}
	})

	t.Run("a secret is told once, and not kept", func(t *testing.T) {
		p := admin.with("Idempotency-Key", "secret")
		if w := p.send("POST", "/api-tokens", skill("loader")); w.Code != 201 {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		refused(t, p.send("POST", "/api-tokens", skill("loader")), 409, "already_applied")
	})

	t.Run("another request with the same key is refused, and changes nothing", func(t *testing.T) {
		refused(t, admin.with("Idempotency-Key", "one").send("POST", "/skills", skill("Welsh")), 422, "key_reused")
		refused(t, admin.with("Idempotency-Key", "secret").send("POST", "/api-tokens", skill("other")), 422, "key_reused")
		if all := strings.Join(admin.skills(), " "); strings.Contains(all, "Welsh") {
			t.Errorf("there are %s", all)
		}
	})

	t.Run("of two requests at once with one key one is refused", func(t *testing.T) {
		p := admin.with("Idempotency-Key", "mixed up")
		var answers [2]*httptest.ResponseRecorder
		var all sync.WaitGroup
		for i, name := range []string{"Danish", "Finnish"} {
			all.Go(func() { answers[i] = p.send("POST", "/skills", skill(name)) })
		}
		all.Wait()
		if a, b := answers[0].Code, answers[1].Code; a+b != 201+422 {
			t.Errorf("got %d and %d", a, b)
		}
	})

	t.Run("a password is set once, and not told by what is kept", func(t *testing.T) {
		path := "/agents/" + string(h.staff[agent.RoleSupervisor].ID) + "/password"
		p := admin.with("Idempotency-Key", "password")
		for range 2 {
			if w := p.send("PUT", path, map[string]string{"password": "quite another battery"}); w.Code != 204 {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		}
		refused(t, p.send("PUT", path, map[string]string{"password": "a third horse battery"}), 422, "key_reused")
		if n := floor.Count(`SELECT count(*) FROM journal WHERE kind = 'agent.password_changed'`); n != 1 {
			t.Errorf("set %d times", n)
		}
		quick := sha256.Sum256([]byte("\"\"\n" + `{"password":"quite another battery"}`))
		if n := floor.Count(`SELECT count(*) FROM idempotency_keys WHERE key = 'password' AND hash <> $1`, quick[:]); n != 1 {
			t.Error("a quick hash of the password is kept")
		}
	})

	t.Run("a key is short", func(t *testing.T) {
		p := refused(t, admin.with("Idempotency-Key", strings.Repeat("x", 65)).send("POST", "/skills", skill("Thai")), http.StatusUnprocessableEntity, "")
		if p.Errors[0].Location != "header.Idempotency-Key" {
			t.Errorf("got %+v", p.Errors[0])
		}
	})
}
