package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
)

// made sends a request that must succeed and reads what it made.
func made[T any](p *person, method, path string, body any) T {
	p.t.Helper()
	var x T
	w := p.send(method, path, body)
	if w.Code >= http.StatusBadRequest {
		p.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	read(p.t, w, &x)
	return x
}

func TestPeople(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin, supervisor := h.signedIn(t, agent.RoleAdmin), h.signedIn(t, agent.RoleSupervisor)
	newcomer := func(email string, role agent.Role, site centre.SiteID) map[string]any {
		return map[string]any{"name": "Ada", "email": email, "role": role, "site_id": site, "password": password}
	}

	t.Run("a newcomer can sign in, and has a desk at which they are offline", func(t *testing.T) {
		a := made[agent.Agent](supervisor, "POST", "/agents", newcomer("ada@example.com", agent.RoleAgent, h.site.ID))
		if w := h.nobody(t).signIn("ada@example.com", password); w.Code != 200 {
			t.Errorf("sign in: %d %s", w.Code, w.Body)
		}
		desks, err := h.store.Read().Desks(t.Context(), []centre.AgentID{a.ID})
		if err != nil || len(desks) != 1 || desks[0].Status != "offline" {
			t.Errorf("desks %+v, %v", desks, err)
		}
	})

	t.Run("an address is one person's", func(t *testing.T) {
		refused(t, admin.send("POST", "/agents", newcomer("AGENT@example.com", agent.RoleAgent, h.site.ID)), 409, "email_taken")
	})

	t.Run("a supervisor manages the agents of their own site", func(t *testing.T) {
		refused(t, supervisor.send("POST", "/agents", newcomer("b@example.com", agent.RoleAgent, h.other.ID)), 403, "other_site")
		refused(t, supervisor.send("POST", "/agents", newcomer("b@example.com", agent.RoleAdmin, h.site.ID)), 403, "no_permission")
		path := "/agents/" + string(h.staff[agent.RoleAgent].ID)
		refused(t, supervisor.send("PATCH", path, map[string]any{"version": 1, "role": "admin"}), 403, "no_permission")
		refused(t, supervisor.send("PATCH", path, map[string]any{"version": 1, "site_id": h.other.ID}), 403, "other_site")
		refused(t, supervisor.send("PUT", "/agents/"+string(h.staff[agent.RoleAdmin].ID)+"/password", map[string]string{"password": "another good one"}), 403, "no_permission")
	})

	t.Run("a team is joined, and left by null", func(t *testing.T) {
		team := made[agent.Team](admin, "POST", "/teams", map[string]any{"name": "Billing", "site_id": h.site.ID})
		far := made[agent.Team](admin, "POST", "/teams", map[string]any{"name": "Claims", "site_id": h.other.ID})
		path := "/agents/" + string(h.staff[agent.RoleAgent].ID)
		a := made[agent.Agent](admin, "PATCH", path, map[string]any{"version": 1, "team_id": team.ID})
		if a.TeamID == nil || *a.TeamID != team.ID || a.Version != 2 {
			t.Errorf("joined: %+v", a)
		}
		p := refused(t, admin.send("PATCH", path, map[string]any{"version": 2, "team_id": far.ID}), 422, "")
		if p.Errors[0].Location != "body.team_id" {
			t.Errorf("got %+v", p.Errors[0])
		}
		a = made[agent.Agent](admin, "PATCH", path, map[string]any{"version": 2, "name": "Agnes"})
		if a.TeamID == nil {
			t.Error("left by saying nothing")
		}
		if a = made[agent.Agent](admin, "PATCH", path, map[string]any{"version": 3, "team_id": nil}); a.TeamID != nil {
			t.Errorf("not left: %+v", a)
		}
	})

	t.Run("skills are levels of 1 to 10", func(t *testing.T) {
		skill := made[agent.Skill](admin, "POST", "/skills", map[string]string{"name": "Spanish"})
		path := "/agents/" + string(h.staff[agent.RoleAgent].ID) + "/skills"
		a := made[agent.Agent](supervisor, "PUT", path, []agent.Level{{SkillID: skill.ID, Level: 7}})
		if len(a.Skills) != 1 || a.Skills[0].Level != 7 {
			t.Errorf("got %+v", a.Skills)
		}
		p := refused(t, supervisor.send("PUT", path, []agent.Level{{SkillID: skill.ID, Level: 11}}), 422, "")
		if p.Errors[0].Location != "body[0].level" {
			t.Errorf("got %+v", p.Errors[0])
		}
		refused(t, supervisor.send("PUT", path, []agent.Level{{SkillID: anyID, Level: 1}}), 422, "")
	})

	t.Run("somebody stays admin", func(t *testing.T) {
		path := "/agents/" + string(h.staff[agent.RoleAdmin].ID)
		refused(t, admin.send("PATCH", path, map[string]any{"version": 1, "active": false}), 409, "last_admin")
		refused(t, admin.send("PATCH", path, map[string]any{"version": 1, "role": "agent"}), 409, "last_admin")
	})
}

func TestQueues(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin, supervisor := h.signedIn(t, agent.RoleAdmin), h.signedIn(t, agent.RoleSupervisor)
	skill := made[agent.Skill](admin, "POST", "/skills", map[string]string{"name": "Spanish"})
	closed := made[calendar.Calendar](admin, "POST", "/calendars", map[string]any{"name": "Never", "zone": "America/Denver"})

	q := made[floor.Queue](supervisor, "POST", "/queues", map[string]any{
		"name": "Billing", "site_id": h.site.ID, "members": []centre.AgentID{h.staff[agent.RoleAgent].ID},
		"required": []any{map[string]any{"skill_id": skill.ID, "min": 5}},
	})
	if q.WrapS != 30 || q.OfferS != 20 || len(q.Members) != 1 || len(q.Required) != 1 || !q.OpenNow || q.Version != 1 {
		t.Fatalf("made %+v", q)
	}
	path := "/queues/" + string(q.ID)

	t.Run("is changed where asked, and closed by its hours", func(t *testing.T) {
		q := made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 1, "calendar_id": closed.ID, "members": []string{}})
		if q.OpenNow || len(q.Members) != 0 || q.Name != "Billing" || q.Version != 2 {
			t.Errorf("changed to %+v", q)
		}
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 2, "calendar_id": nil}); !q.OpenNow {
			t.Errorf("changed to %+v", q)
		}
	})

	t.Run("is told how to choose among agents", func(t *testing.T) {
		q := made[floor.Queue](supervisor, "POST", "/queues", map[string]any{"name": "Choice", "site_id": h.site.ID})
		if q.Choice != "auto" {
			t.Errorf("chooses %q by itself", q.Choice)
		}
		path := "/queues/" + string(q.ID)
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 1, "choice": "round_robin"}); q.Choice != "round_robin" {
			t.Errorf("chooses %q", q.Choice)
		}
		refused(t, supervisor.send("PATCH", path, map[string]any{"version": 2, "choice": "the_nicest"}), 422, "")
	})

	t.Run("keeps agents free when it is told to", func(t *testing.T) {
		q := made[floor.Queue](supervisor, "POST", "/queues", map[string]any{"name": "Reserve", "site_id": h.site.ID})
		if q.Reserve != 0 {
			t.Errorf("keeps %d by itself", q.Reserve)
		}
		path := "/queues/" + string(q.ID)
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 1, "reserve": 2}); q.Reserve != 2 {
			t.Errorf("keeps %d", q.Reserve)
		}
		refused(t, supervisor.send("PATCH", path, map[string]any{"version": 2, "reserve": 3}), 422, "")
	})

	t.Run("how long work waits for who knows its customer: so long, not at all, or as is usual", func(t *testing.T) {
		q := made[floor.Queue](supervisor, "POST", "/queues", map[string]any{"name": "Regulars", "sticky_s": 0, "site_id": h.site.ID})
		path := "/queues/" + string(q.ID)
		if q.StickyS == nil || *q.StickyS != 0 {
			t.Errorf("as new: %v", q.StickyS)
		}
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 1, "sticky_s": 90}); q.StickyS == nil || *q.StickyS != 90 {
			t.Errorf("changed: %v", q.StickyS)
		}
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 2, "bias": 1}); q.StickyS == nil || *q.StickyS != 90 {
			t.Errorf("left: %v", q.StickyS)
		}
		if q = made[floor.Queue](supervisor, "PATCH", path, map[string]any{"version": 3, "sticky_s": nil}); q.StickyS != nil {
			t.Errorf("cleared: %v", *q.StickyS)
		}
		refused(t, supervisor.send("PATCH", path, map[string]any{"version": 4, "sticky_s": 86401}), 422, "")
	})

	t.Run("has rings that only widen", func(t *testing.T) {
		ring := func(after, level int) map[string]any {
			return map[string]any{"after_s": after, "min": map[centre.SkillID]int{skill.ID: level}}
		}
		q := made[floor.Queue](supervisor, "POST", "/queues", map[string]any{"name": "Rings", "site_id": h.site.ID, "rings": []any{ring(0, 6), ring(30, 4), map[string]any{"after_s": 60, "min": map[string]int{}}}})
		if len(q.Rings) != 3 || q.Rings[1].Min[skill.ID] != 4 {
			t.Errorf("rings %+v", q.Rings)
		}
		for field, rings := range map[string][]any{
			"rings[1].min":                     {ring(0, 4), ring(30, 5)},
			"rings[1].after_s":                 {ring(0, 6), ring(0, 4)},
			"rings[0].after_s":                 {ring(5, 4)},
			"rings[0].min." + string(skill.ID): {ring(0, 11)},
		} {
			p := refused(t, supervisor.send("PATCH", "/queues/"+string(q.ID), map[string]any{"version": 1, "rings": rings}), 422, "")
			if len(p.Errors) != 1 || p.Errors[0].Location != "body."+field {
				t.Errorf("%s: %+v", field, p.Errors)
			}
		}
		refused(t, supervisor.send("PATCH", "/queues/"+string(q.ID), map[string]any{"version": 1, "rings": []any{ring(0, 7), ring(1, 6), ring(2, 5), ring(3, 4), ring(4, 3), ring(5, 2), ring(6, 1)}}), 422, "")
	})

	t.Run("who saves over a newer version sees it", func(t *testing.T) {
		p := refused(t, supervisor.send("PATCH", path, map[string]any{"version": 1, "name": "Invoices"}), 409, "version_conflict")
		current, _ := p.Current.(map[string]any)
		if current["name"] != "Billing" || current["version"] != 3.0 {
			t.Errorf("current is %v", p.Current)
		}
	})

	t.Run("is of a supervisor's own site", func(t *testing.T) {
		far := made[floor.Queue](admin, "POST", "/queues", map[string]any{"name": "Claims", "site_id": h.other.ID})
		refused(t, supervisor.send("PATCH", "/queues/"+string(far.ID), map[string]any{"version": 1, "name": "X"}), 404, "")
		refused(t, supervisor.send("POST", "/queues", map[string]any{"name": "Sales", "site_id": h.other.ID}), 403, "other_site")
		refused(t, supervisor.send("POST", "/dispositions", map[string]any{"code": "lost", "label": "Lost", "queue_id": far.ID}), 422, "")
		refused(t, supervisor.send("POST", "/dispositions", map[string]any{"code": "lost", "label": "Lost"}), 403, "no_permission")
	})

	t.Run("asks for skills that there are", func(t *testing.T) {
		far := made[floor.Queue](admin, "POST", "/queues", map[string]any{"name": "Claims desk", "site_id": h.site.ID})
		need := func(id any) map[string]any { return map[string]any{"skill_id": id, "min": 1} }
		for where, change := range map[string]map[string]any{
			"required[1].skill_id":    {"required": []any{need(skill.ID), need(anyID)}},
			"required[0].skill_id":    {"required": []any{need("abc"), need(skill.ID)}},
			"rings[0].min." + anyID:   {"rings": []any{map[string]any{"after_s": 0, "min": map[string]int{anyID: 5}}}},
			"rings[0].min.abc":        {"rings": []any{map[string]any{"after_s": 0, "min": map[string]int{"abc": 5, string(skill.ID): 2}}}},
			"field_rules[0].queue_id": {"field_rules": []any{map[string]any{"entity": "customer", "key": "plan", "values": []string{"x"}, "queue_id": "abc"}}},
			"calendar_id":             {"calendar_id": anyID},
			"members[1]":              {"members": []any{h.staff[agent.RoleAgent].ID, anyID}},
		} {
			change["version"] = far.Version
			p := refused(t, admin.send("PATCH", "/queues/"+string(far.ID), change), 422, "")
			if len(p.Errors) == 0 || p.Errors[len(p.Errors)-1].Location != "body."+where {
				t.Errorf("%s: %+v", where, p.Errors)
			}
		}
		after := made[floor.Queue](admin, "PATCH", "/queues/"+string(far.ID), map[string]any{
			"version": far.Version, "required": []any{need(skill.ID)}, "rings": []any{map[string]any{"after_s": 0, "min": map[string]int{string(skill.ID): 5}}},
		})
		if len(after.Required) != 1 || len(after.Rings) != 1 {
			t.Errorf("kept %+v %+v", after.Required, after.Rings)
		}
	})

	t.Run("has the hours and the members that there are", func(t *testing.T) {
		somebody := h.staff[agent.RoleAgent].ID
		foreign := made[agent.Agent](admin, "POST", "/agents", map[string]any{"name": "Far", "email": "far@example.com", "role": "agent", "site_id": h.other.ID, "password": password})
		for what, sent := range map[string]struct {
			change map[string]any
			wrong  string
		}{
			"a calendar that never was": {map[string]any{"calendar_id": anyID}, "calendar_id"},
			"a calendar of no id":       {map[string]any{"calendar_id": "abc"}, "calendar_id"},
			"a skill of no id":          {map[string]any{"required": []any{map[string]any{"skill_id": "abc", "min": 1}}}, "required[0].skill_id"},
			"a member who never was":    {map[string]any{"members": []any{somebody, somebody, anyID, somebody}}, "members[2]"},
			"a member of no id":         {map[string]any{"members": []any{somebody, "abc", "def"}}, "members[1]"},
			"a member as an address":    {map[string]any{"members": []any{"urn:uuid:" + string(somebody)}}, "members[0]"},
			"a member of another site":  {map[string]any{"members": []any{somebody, foreign.ID}}, "members[1]"},
		} {
			for _, who := range []*person{admin, supervisor} {
				if who == admin && what == "a member of another site" {
					continue // whom an admin reaches
				}
				change, create := maps.Clone(sent.change), maps.Clone(sent.change)
				change["version"], create["name"], create["site_id"] = 3, "Hours", h.site.ID
				for _, w := range []*httptest.ResponseRecorder{who.send("PATCH", path, change), who.send("POST", "/queues", create)} {
					p := refused(t, w, 422, "")
					if len(p.Errors) == 0 || p.Errors[0].Location != "body."+sent.wrong {
						t.Errorf("%s: %+v", what, p)
					}
				}
			}
		}
		never := refused(t, supervisor.send("PATCH", path, map[string]any{"version": 3, "members": []any{anyID}}), 422, "")
		far := refused(t, supervisor.send("PATCH", path, map[string]any{"version": 3, "members": []any{foreign.ID}}), 422, "")
		never.RequestID, far.RequestID = "", ""
		if !reflect.DeepEqual(never, far) {
			t.Errorf("who is of another site can be told from who never was: %+v, %+v", far, never)
		}
	})

	t.Run("has field rules that speak of what there is", func(t *testing.T) {
		plan := made[field.Definition](admin, "POST", "/fields", map[string]any{
			"entity": "customer", "key": "plan", "label": "Plan", "type": "choice", "choices": []string{"gold", "tin"},
		})
		far := made[floor.Queue](admin, "POST", "/queues", map[string]any{"name": "Gold desk", "site_id": h.site.ID})
		save := func(rules ...map[string]any) *httptest.ResponseRecorder {
			return admin.send("PATCH", "/queues/"+string(far.ID), map[string]any{"version": far.Version, "field_rules": rules})
		}
		rule := func(more map[string]any) map[string]any {
			r := map[string]any{"entity": "customer", "key": "plan", "values": []string{"gold"}, "priority": 1}
			maps.Copy(r, more)
			return r
		}
		for where, more := range map[string]map[string]any{
			"key":              {"key": "size"},
			"values[1]":        {"values": []string{"gold", "silver"}},
			"queue_id":         {"queue_id": far.ID},
			"require.skill_id": {"require": map[string]any{"skill_id": anyID, "min": 3}},
		} {
			p := refused(t, save(rule(nil), rule(more)), 422, "")
			if len(p.Errors) != 1 || p.Errors[0].Location != "body.field_rules[1]."+where {
				t.Errorf("%s: %+v", where, p.Errors)
			}
		}
		if w := save(rule(map[string]any{"queue_id": q.ID})); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if w := admin.send("DELETE", "/fields/"+string(plan.ID), nil); w.Code >= 300 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		after := made[floor.Queue](admin, "PATCH", "/queues/"+string(far.ID), map[string]any{"version": far.Version + 1, "priority": 2})
		if len(after.FieldRules) != 1 || after.FieldRules[0].QueueID != q.ID {
			t.Errorf("kept %+v", after.FieldRules)
		}
	})

	t.Run("does not overflow in a circle", func(t *testing.T) {
		ids := map[string]centre.QueueID{}
		for _, name := range []string{"North", "East", "South"} {
			ids[name] = made[floor.Queue](admin, "POST", "/queues", map[string]any{"name": name, "site_id": h.site.ID}).ID
		}
		to := func(name, next string) *httptest.ResponseRecorder {
			return admin.send("PATCH", "/queues/"+string(ids[name]), map[string]any{"version": 1, "overflow": []map[string]any{
				{"when": "unstaffed", "action": "deflect", "text": "See our answers"}, {"when": "waited", "over": 60, "action": "queue", "queue_id": ids[next]},
			}})
		}
		for _, way := range [][2]string{{"North", "East"}, {"East", "South"}} {
			if w := to(way[0], way[1]); w.Code != 200 {
				t.Fatalf("%v: %d %s", way, w.Code, w.Body)
			}
		}
		for next, want := range map[string]string{
			"North": "goes round in a circle: South → North → East → South", "South": "goes round in a circle: South → South",
		} {
			p := refused(t, to("South", next), 422, "")
			if len(p.Errors) != 1 || p.Errors[0].Location != "body.overflow[1].queue_id" || p.Errors[0].Message != want {
				t.Errorf("%+v", p.Errors)
			}
		}
		refused(t, admin.send("PATCH", "/queues/"+string(ids["South"]), map[string]any{"version": 1, "overflow": []map[string]any{
			{"when": "waited", "over": 60, "action": "queue", "queue_id": anyID},
		}}), 422, "")
	})

	t.Run("has dispositions of its own and everybody's", func(t *testing.T) {
		all := made[floor.Disposition](admin, "POST", "/dispositions", map[string]any{"code": "solved", "label": "Solved"})
		own := made[floor.Disposition](supervisor, "POST", "/dispositions", map[string]any{"code": "refunded", "label": "Refunded", "queue_id": q.ID})
		var list centre.List[floor.Disposition]
		admin.get("/dispositions?queue_id="+string(q.ID), &list)
		if len(list.Items) != 3 || list.Items[0].Code != "not_set" || list.Items[0].Active || list.Items[1].ID != own.ID || list.Items[2].ID != all.ID {
			t.Errorf("got %+v", list)
		}
		gone := made[floor.Disposition](supervisor, "PATCH", "/dispositions/"+string(own.ID), map[string]any{"version": 1, "active": false})
		if gone.Active || gone.Version != 2 {
			t.Errorf("got %+v", gone)
		}
		unsaid := list.Items[0]
		refused(t, admin.send("PATCH", "/dispositions/"+string(unsaid.ID), map[string]any{"version": unsaid.Version, "active": true}), 422, "")
	})
}

func TestCalendars(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin := h.signedIn(t, agent.RoleAdmin)
	weekday := map[string]any{"day": 1, "from": "09:00", "to": "24:00"}
	c := made[calendar.Calendar](admin, "POST", "/calendars", map[string]any{
		"name": "Office", "zone": "America/New_York", "holidays": "us", "weekly": []any{weekday},
		"exceptions": []any{map[string]any{"date": "2026-12-24", "open": []any{}}},
	})
	if w := admin.send("GET", "/calendars/"+string(c.ID), nil); w.Code != 200 {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	for name, tt := range map[string]struct {
		change map[string]any
		field  string
	}{
		"a zone":             {map[string]any{"zone": "America/Nowhere"}, "body.zone"},
		"a country":          {map[string]any{"holidays": "xx"}, "body.holidays"},
		"hours that overlap": {map[string]any{"weekly": []any{weekday, weekday}}, "body.weekly"},
	} {
		tt.change["version"] = c.Version
		p := refused(t, admin.send("PATCH", "/calendars/"+string(c.ID), tt.change), 422, "")
		if p.Errors[0].Location != tt.field {
			t.Errorf("%s: %+v", name, p.Errors[0])
		}
	}
	var countries centre.List[string]
	if admin.get("/holiday-countries", &countries); len(countries.Items) < 5 {
		t.Errorf("got %+v", countries)
	}
	var some, rest centre.List[string]
	admin.get("/holiday-countries?limit=5", &some)
	if some.NextCursor == nil {
		t.Fatalf("the first five are all: %+v", some)
	}
	admin.get("/holiday-countries?limit=100&cursor="+*some.NextCursor, &rest)
	if !slices.Equal(append(some.Items, rest.Items...), countries.Items) || rest.NextCursor != nil {
		t.Errorf("after %v come %v", some.Items, rest.Items)
	}
}

func TestListsGoOn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin := h.signedIn(t, agent.RoleAdmin)
	for i := range 5 {
		made[agent.Skill](admin, "POST", "/skills", map[string]string{"name": fmt.Sprintf("Skill %d", i)})
	}
	var names []string
	cursor := ""
	for range 3 {
		var list centre.List[agent.Skill]
		admin.get("/skills?limit=2&cursor="+cursor, &list)
		for _, s := range list.Items {
			names = append(names, s.Name)
		}
		if list.NextCursor == nil {
			break
		}
		cursor = *list.NextCursor
	}
	if got := fmt.Sprint(names); got != "[Skill 0 Skill 1 Skill 2 Skill 3 Skill 4]" {
		t.Errorf("got %s", got)
	}
	for _, path := range []string{"/agents", "/sites", "/teams", "/queues", "/calendars", "/dispositions", "/api-tokens"} {
		var list centre.List[map[string]any]
		admin.get(path+"?limit=1", &list)
		if list.Items == nil {
			t.Errorf("%s: null", path)
		}
	}
}
