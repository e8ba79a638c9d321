package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre/agent"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)

	t.Run("gives a session, and says who I am and what I may do", func(t *testing.T) {
		p := h.nobody(t)
		w := p.signIn("Agent@Example.com", password)
		var me Me
		read(t, w, &me)
		if w.Code != 200 || me.Person.Role != agent.RoleAgent || me.Person.Site.Name != "Denver" || len(me.Permissions) == 0 {
			t.Fatalf("got %d %+v", w.Code, me)
		}
		if c := p.cookie; !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Name != "switchboard_session" {
			t.Errorf("cookie %+v", c)
		}
		p.get("/session", &me)
		if me.Person.Email != "agent@example.com" {
			t.Errorf("got %+v", me)
		}
	})

	t.Run("a wrong password and an unknown address get the same answer", func(t *testing.T) {
		wrong := refused(t, h.nobody(t).signIn("agent@example.com", "wrong"), 401, "wrong_password")
		unknown := refused(t, h.nobody(t).signIn("nobody@example.com", "wrong"), 401, "wrong_password")
		if wrong.Detail != unknown.Detail {
			t.Errorf("%q and %q", wrong.Detail, unknown.Detail)
		}
	})

	t.Run("sign-out ends the session", func(t *testing.T) {
		p := h.signedIn(t, agent.RoleAgent)
		if w := p.send("DELETE", "/session", nil); w.Code != 204 {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		refused(t, p.send("GET", "/session", nil), 401, "")
	})

	t.Run("too many tries are told to wait, also with the right password", func(t *testing.T) {
		for range triesPerPerson.Burst {
			refused(t, h.nobody(t).signIn("admin@example.com", "wrong"), 401, "wrong_password")
		}
		w := h.nobody(t).signIn("ADMIN@example.com", password)
		refused(t, w, 429, "too_fast")
		if w.Header().Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		h.signedIn(t, agent.RoleSupervisor)
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t)

	t.Run("when unused for long, but not while in use", func(t *testing.T) {
		p := h.signedIn(t, agent.RoleSupervisor)
		for range 3 {
			h.clock.Pass(sessionIdle - time.Minute)
			if w := p.send("GET", "/session", nil); w.Code != 200 {
				t.Fatalf("in use: %d %s", w.Code, w.Body)
			}
		}
		h.clock.Pass(sessionIdle + time.Minute)
		refused(t, p.send("GET", "/session", nil), 401, "")
	})

	t.Run("when the password changes, but for who changed it", func(t *testing.T) {
		here, elsewhere := h.signedIn(t, agent.RoleAgent), h.signedIn(t, agent.RoleAgent)
		path := "/agents/" + string(h.staff[agent.RoleAgent].ID) + "/password"
		p := refused(t, here.send("PUT", path, map[string]string{"password": "another good one", "current_password": "wrong"}), 422, "")
		if p.Errors[0].Location != "body.current_password" {
			t.Errorf("got %+v", p.Errors[0])
		}
		w := here.send("PUT", path, map[string]string{"password": "another good one", "current_password": password})
		if w.Code != 204 {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		refused(t, elsewhere.send("GET", "/session", nil), 401, "")
		refused(t, here.send("GET", "/session", nil), 401, "") // the old cookie
		here.cookie = w.Result().Cookies()[0]
		if w := here.send("GET", "/session", nil); w.Code != 200 {
			t.Errorf("the new cookie: %d", w.Code)
		}
	})

	t.Run("when the person is deactivated, and they do not come back", func(t *testing.T) {
		admin, victim := h.signedIn(t, agent.RoleAdmin), h.nobody(t)
		if w := victim.signIn("supervisor@example.com", password); w.Code != 200 {
			t.Fatal(w.Code)
		}
		path := "/agents/" + string(h.staff[agent.RoleSupervisor].ID)
		for version, active := range []bool{false, true} {
			if w := admin.send("PATCH", path, map[string]any{"version": version + 1, "active": active}); w.Code != 200 {
				t.Fatalf("got %d %s", w.Code, w.Body)
			}
			refused(t, victim.send("GET", "/session", nil), 401, "")
		}
	})
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.signedIn(t, agent.RoleAdmin)
	refused(t, p.with("Sec-Fetch-Site", "cross-site").send("POST", "/skills", map[string]string{"name": "Spanish"}), 403, "cross_origin")
	if w := p.with("Sec-Fetch-Site", "same-origin").send("POST", "/skills", map[string]string{"name": "Spanish"}); w.Code != 201 {
		t.Errorf("from our own page: %d %s", w.Code, w.Body)
	}
	w := ask(h, "OPTIONS", "/api/v1/visit/sessions", "Origin", "https://shop.example")
	if w.Code != 204 || w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("a visitor's page: %d %v", w.Code, w.Header())
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin := h.signedIn(t, agent.RoleAdmin)
	w := admin.send("POST", "/api-tokens", map[string]any{"name": "telephone system", "agent_id": h.staff[agent.RoleSupervisor].ID})
	var made NewToken
	read(t, w, &made)
	if w.Code != 201 || !strings.HasPrefix(made.Secret, "swb_") || len(made.Secret) != 47 {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	program := h.nobody(t)
	program.token = made.Secret
	var me Me
	program.get("/session", &me)
	if me.Person.ID != h.staff[agent.RoleSupervisor].ID {
		t.Errorf("acts for %+v", me.Person)
	}
	refused(t, program.send("GET", "/api-tokens", nil), 403, "no_permission")

	if w := admin.send("GET", "/api-tokens", nil); strings.Contains(w.Body.String(), "secret") || !strings.Contains(w.Body.String(), made.ID) {
		t.Errorf("the list: %s", w.Body)
	}
	if w := admin.send("DELETE", "/api-tokens/"+made.ID, nil); w.Code != 204 {
		t.Fatalf("revoke: %d %s", w.Code, w.Body)
	}
	h.clock.Pass(time.Second)
	refused(t, program.send("GET", "/session", nil), 401, "")
	refused(t, admin.send("DELETE", "/api-tokens/"+made.ID, nil), 404, "")
	program.token = "swb_none"
	refused(t, program.send("GET", "/session", nil), 401, "")
}
