package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/screen"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// branches is a company of two sites, all of whose work, people and customers but
// one are Denver's. Whatever is Denver's has that in its name.
type branches struct {
	*shop
	here, far map[agent.Role]*person
	things    map[string]string // Denver's, by kind
	near      centre.QueueID    // Lisbon's
	colleague centre.AgentID    // in Lisbon
	loose     centre.CustomerID // nobody's, so everybody's
}

func newBranches(t *testing.T) *branches {
	t.Helper()
	ctx := context.Background()
	s := newShop(t)
	rows := s.store.Read()
	s.svc.Work = routing.NewViewer(rows, rows, nil, s.store.Head, time.Now)
	s.svc.Contacts = contact.New(sql.Transact[contact.Store](s.store), rows, time.Now, contact.Tickets{})
	s.svc.Board = board.New(rows, wait.New(rows, time.Now), s.store, time.Now)
	b := &branches{shop: s, here: map[agent.Role]*person{}, far: map[agent.Role]*person{}, things: map[string]string{}}

	var v begunVisit
	var file chat.Attachment
	s.ask("POST", "/visit/sessions", `{}`, &v)
	talk, _, err := s.chats.Start(ctx, v.VisitorID, chat.Opening{Text: "Denver calling", ClientID: "c1"})
	if err != nil {
		t.Fatal(err)
	}
	s.upload(v.Token, "Denver.txt", "of Denver", &file)
	s.floor.Exec(`UPDATE customers SET site_id = $1, name = 'Cara Denver'`, s.site.ID)
	s.floor.Exec(`UPDATE queues SET name = 'Denver billing'`)
	s.floor.Exec(`UPDATE agents SET name = name || ' of Denver'`)
	s.floor.Exec(`UPDATE contacts SET subject = 'Denver', external_id = 'denver-1'`)
	see := func(kind, query string, args ...any) string {
		var id string
		if err := s.floor.DB.Get(&id, query, args...); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		b.things[kind] = id
		return id
	}
	customer, queue := see("customer", `SELECT id FROM customers`), see("queue", `SELECT id FROM queues`)
	home := see("agent", `SELECT id FROM agents WHERE role = 'agent'`)
	see("contact", `SELECT id FROM contacts WHERE id = $1`, talk.ContactID)
	see("item", `SELECT id FROM items`)
	see("attachment", `SELECT id FROM attachments WHERE id = $1`, file.ID)
	see("team", `INSERT INTO teams (id, site_id, name, blend) VALUES (gen_random_uuid(), $1, 'Denver team', 'mixed') RETURNING id`, s.site.ID)
	see("disposition", `INSERT INTO dispositions (id, queue_id, code, label) VALUES (gen_random_uuid(), $1, 'denver', 'Denver') RETURNING id`, queue)
	see("ticket", `INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES (gen_random_uuid(), 'Denver bill', $1, $2, now(), now()) RETURNING id`, queue, customer)
	see("callback", `INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, topic, by_kind, created_at)
	                 VALUES (gen_random_uuid(), $1, $2, '+12125550100', 'UTC', '', now(), now(), now(), 'Denver', 'system', now()) RETURNING id`, customer, queue)
	see("offer", `INSERT INTO offers (id, item_id, agent_id, channel, weight, open, state, offered_at, expires_at, waited_ms, trace)
	              SELECT gen_random_uuid(), id, $1, 'chat', 1, false, 'rejected', now(), now(), 0, '{}' FROM items RETURNING id`, home)
	b.things["call"], b.things["queue name"], b.things["site"] = "denver-1", "Denver billing", string(s.site.ID)
	s.floor.Exec(`INSERT INTO customer_identities (id, customer_id, kind, value, created_at) VALUES (gen_random_uuid(), $1, 'email', 'cara@denver.example', now())`, customer)

	b.loose = s.floor.Customer("Lou", "C")
	see("merge", `INSERT INTO customer_merges (id, from_id, into_id, at, by_id, moved) VALUES (gen_random_uuid(), $1, $2, now(), '', '{}') RETURNING id`, b.loose, customer)
	s.floor.Site = s.other.ID
	b.near = s.floor.Queue("Faturas")
	for _, role := range []agent.Role{agent.RoleAgent, agent.RoleSupervisor} {
		mail := "far-" + string(role) + "@example.com"
		first := agent.Caller{Role: agent.RoleAdmin, Actor: centre.System}
		hired, err := s.svc.Agents.Create(ctx, first, agent.Agent{SiteID: s.other.ID, Email: mail, Name: "Far " + string(role), Role: role}, password)
		if err != nil {
			t.Fatal(err)
		}
		b.colleague = hired.ID
		b.here[role], b.far[role] = s.signedIn(t, role), s.nobody(t)
		b.far[role].signIn(mail, password)
	}
	return b
}

// tomorrow is a moment that is not over yet, as a wall clock in UTC shows it.
func tomorrow(c *sqltest.Clock) string {
	return c.Now().UTC().AddDate(0, 0, 1).Format("2006-01-02T15:04")
}

// bodyOf is a body that an operation takes, so that what it refuses is what it names.
func (b *branches) bodyOf(id string) any {
	bodies := map[string]string{
		"change-agent": `{"version":1,"name":"X"}`, "set-agent-skills": `[]`, "set-password": `{"password":"another good one"}`,
		"send-message": `{"text":"hello"}`, "edit-contact": `{"version":1,"note":"x"}`,
		"report-callback": `{"outcome":"reached"}`, "move-callback": fmt.Sprintf(`{"local":%q,"zone":"UTC"}`, tomorrow(b.clock)), "cancel-callback": `{"reason":"x"}`,
		"edit-customer": `{"version":1,"name":"X"}`, "add-identity": `{"kind":"email","value":"x@example.com"}`,
		"add-link":       fmt.Sprintf(`{"customer_id":%q,"role":"friend"}`, b.loose),
		"merge-customer": fmt.Sprintf(`{"into_id":%q}`, b.loose),
		"change-queue":   `{"version":1,"name":"X"}`, "change-disposition": `{"version":1}`, "change-team": `{"version":1,"name":"X"}`,
		"edit-ticket": `{"version":1,"priority":1}`, "comment-ticket": `{"text":"x"}`,
		"reject-offer": `{"reason":"x"}`, "finish-work-item": `{}`, "transfer-work-item": fmt.Sprintf(`{"queue_id":%q}`, b.near),
		"report-call": `{"kind":"ended"}`, "callback-call": `{"phone":"+12125550123"}`, "report-permit": `{"outcome":"failed"}`,
		"begin-surge":    `{"reason":"x"}`,
		"push-work-item": fmt.Sprintf(`{"agent_id":%q}`, b.colleague), "age-work-item": `{"age_adjust_s":60}`,
		"add-block":     fmt.Sprintf(`{"agent_id":%q,"reason":"asked"}`, b.colleague),
		"save-packages": `{"version":0,"rows":[]}`, "try-packages": `{"rows":[],"tier":"A","channel":"chat"}`,
	}
	if body, ok := bodies[id]; ok {
		return body
	}
	return nil
}

// TestAnotherSitesThingsAreNotThere walks every operation on one thing with people
// of another site: to them it is as if the thing never was. Sites themselves are known to
// everybody, and what is another's is forbidden.
func TestAnotherSitesThingsAreNotThere(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	walked := 0
	for _, op := range operations(b.Door) {
		ref, ok := pathOf(op)
		if !ok {
			continue
		}
		path := func(id string) string {
			first := strings.Replace(op.Path, placeholder.FindString(op.Path), id, 1)
			return placeholder.ReplaceAllString(first, anyID)
		}
		ask := func(p *person, id string) (int, string) {
			body := b.bodyOf(op.OperationID)
			if op.OperationID == "attach-file" {
				p = p.with("Content-Type", "multipart/form-data; boundary=x")
				body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ntext\r\n--x--\r\n"
			}
			w := p.send(op.Method, path(id), body)
			said, _, _ := strings.Cut(w.Body.String(), `"request_id"`)
			return w.Code, said
		}
		for role, p := range b.far {
			if !role.May(routeOfOperation(op).needs) {
				continue
			}
			walked++
			t.Run(op.OperationID+" as "+string(role), func(t *testing.T) {
				code, said := ask(p, b.things[ref.kind])
				_, never := ask(p, anyID)
				want := http.StatusNotFound
				if ref.kind == "site" {
					want = http.StatusForbidden
				}
				if code != want || said != never {
					t.Errorf("%d %s; of what never was: %s", code, said, never)
				}
				if op.Method != http.MethodGet {
					return
				}
				if code, said := ask(b.here[role], b.things[ref.kind]); code != http.StatusOK {
					t.Errorf("at home: %d %s", code, said)
				}
			})
		}
	}
	if walked < 70 {
		t.Errorf("only %d were walked", walked)
	}
}

// ours are the operations of people who sign in; visitors are held to their own visit.
func ours(d *Door) []*huma.Operation {
	return slices.DeleteFunc(operations(d), func(op *huma.Operation) bool { return slices.Contains(op.Tags, "visit") })
}

// pathOf gives what the path of an operation names first.
func pathOf(op *huma.Operation) (reference, bool) {
	all := op.Metadata["references"].([]reference)
	i := slices.IndexFunc(all, func(r reference) bool { return r.name == "" })
	if i < 0 || !strings.Contains(op.Path, "{") {
		return reference{}, false
	}
	return all[i], true
}

// TestListsShowNothingOfAnotherSite reads every list, search and screen of one's
// own: what is Denver's is in none of Lisbon's, and in some of Denver's.
func TestListsShowNothingOfAnotherSite(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	ask := map[string]string{"search": "?q=denver", "list-contacts": "?customer_id=" + b.things["customer"]}
	now := b.clock.Now().UTC()
	b.floor.Exec(`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load)
	              SELECT id, 1000, $1, 'available', '', 'ready', 'connected', 0 FROM agents WHERE name LIKE '%Denver'`, now)
	b.clock.Pass(time.Second)
	for _, report := range []string{"queues", "agents", "hours"} {
		ask["report-"+report] = "?day=" + now.Format(time.DateOnly)
		ask["report-"+report+"-csv"] = ask["report-"+report]
	}
	everybodys := []string{"list-sites", "list-skills", "list-calendars", "list-fields", "list-holiday-countries", "get-session", "get-my-work", "get-takeable", "list-journal"}
	for _, op := range ours(b.Door) {
		if op.Method != http.MethodGet || strings.Contains(op.Path, "{") || slices.Contains(everybodys, op.OperationID) {
			continue
		}
		for role, p := range b.far {
			if !role.May(routeOfOperation(op).needs) {
				continue
			}
			t.Run(op.OperationID+" as "+string(role), func(t *testing.T) {
				there := p.send("GET", op.Path+ask[op.OperationID], nil)
				if there.Code != http.StatusOK || strings.Contains(strings.ToLower(there.Body.String()), "denver") {
					t.Errorf("in Lisbon: %d %s", there.Code, there.Body)
				}
				if here := b.here[role].send("GET", op.Path+ask[op.OperationID], nil); !strings.Contains(strings.ToLower(here.Body.String()), "denver") {
					t.Errorf("in Denver: %d %s", here.Code, here.Body)
				}
			})
		}
	}
	for _, q := range []string{"/customers?q=cara", "/customers?q=cara@denver", "/search?q=%231001", "/search?q=bill", "/tickets?state=new", "/tickets?customer=" + b.things["customer"], "/tickets?queue=" + b.things["queue"], "/tickets?assignee=" + b.things["agent"]} {
		if w := b.far[agent.RoleAgent].send("GET", q, nil); w.Code != http.StatusOK || strings.Contains(strings.ToLower(w.Body.String()), "denver") {
			t.Errorf("%s in Lisbon: %d %s", q, w.Code, w.Body)
		}
	}
}

// TestASharedCustomersWorkElsewhereIsNotShown reads of a customer of no site, who has
// to do with both.
func TestASharedCustomersWorkElsewhereIsNotShown(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	for name, queue := range map[string]any{"Denver": b.things["queue"], "Lisbon": b.near} {
		b.floor.Exec(`INSERT INTO contacts (id, channel, direction, customer_id, queue_id, subject, opened_at) VALUES (gen_random_uuid(), 'chat', 'in', $1, $2, $3, now())`, b.loose, queue, name+" contact")
		b.floor.Exec(`INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES (gen_random_uuid(), $3, $2, $1, now(), now())`, b.loose, queue, name+" ticket")
		b.floor.Exec(`INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, topic, by_kind, created_at)
		              VALUES (gen_random_uuid(), $1, $2, '+12125550100', 'UTC', '', now(), now(), now(), $3, 'system', now())`, b.loose, queue, name+" callback")
	}
	b.floor.Exec(`INSERT INTO customer_matches (customer_id, other_id, kind, at) VALUES ($1, $2, 'email', now())`, b.loose, b.things["customer"])
	b.floor.Exec(`INSERT INTO customer_links (id, person_id, organisation_id, role, since) VALUES (gen_random_uuid(), $1, $2, 'friend', now())`, b.loose, b.things["customer"])

	shows := func(how, said, name string, want ...string) {
		t.Helper()
		for _, kind := range []string{"contact", "ticket", "callback"} {
			if strings.Contains(said, name+" "+kind) != slices.Contains(want, kind) {
				t.Errorf("%s, of %s want %v: %s", how, name, want, said)
			}
		}
	}
	all, loose := []string{"contact", "ticket", "callback"}, "/customers/"+string(b.loose)
	for _, path := range []string{loose + "/timeline", loose + "/screen"} {
		there := b.far[agent.RoleAgent].send("GET", path, nil).Body.String()
		shows("in Lisbon", there, "Lisbon", all...)
		if strings.Contains(there, "Denver") || strings.Contains(there, b.things["customer"]) {
			t.Errorf("in Lisbon: %s", there)
		}
		here := b.here[agent.RoleAgent].send("GET", path, nil).Body.String()
		shows("in Denver", here, "Denver", all...)
		shows("in Denver", here, "Lisbon")
		if !strings.Contains(here, b.things["customer"]) {
			t.Errorf("in Denver nobody knows of their own customer: %s", here)
		}
		everywhere := b.signedIn(t, agent.RoleAdmin).send("GET", path, nil).Body.String()
		shows("an admin", everywhere, "Denver", all...)
		shows("an admin", everywhere, "Lisbon", all...)
	}

	t.Run("what is one's own is shown wherever it waits", func(t *testing.T) {
		b.floor.Exec(`UPDATE tickets SET assignee_id = (SELECT id FROM agents WHERE email = 'far-agent@example.com') WHERE subject = 'Denver ticket'`)
		b.floor.Exec(`UPDATE callbacks SET owner_id = (SELECT id FROM agents WHERE email = 'far-agent@example.com') WHERE topic = 'Denver callback'`)
		for _, path := range []string{loose + "/timeline", loose + "/screen"} {
			shows("in Lisbon", b.far[agent.RoleAgent].send("GET", path, nil).Body.String(), "Denver", "ticket", "callback")
		}
	})
	t.Run("with an offer comes all of the customer", func(t *testing.T) {
		offered, err := b.svc.Screens.Screens(context.Background(), []screen.Request{{CustomerID: b.loose}})
		if s := offered[b.loose]; err != nil || len(s.Contacts) != 2 || len(s.Tickets) != 2 || len(s.Promises) != 2 || s.Organisation == nil {
			t.Errorf("%+v, %v", s, err)
		}
	})
}

func TestListsAreNarrowedToASite(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	admin := b.signedIn(t, agent.RoleAdmin)
	for _, list := range []string{"agents", "queues", "customers", "tickets", "callbacks", "board"} {
		for site, want := range map[centre.SiteID]bool{"": true, b.site.ID: true, b.other.ID: false} {
			path := "/" + list
			if site != "" {
				path += "?site=" + string(site)
			}
			w := admin.send("GET", path, nil)
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "Denver") != want {
				t.Errorf("%s: %d %s", path, w.Code, w.Body)
			}
		}
		if list == "board" {
			refused(t, b.far[agent.RoleSupervisor].send("GET", "/board?site="+string(b.site.ID), nil), http.StatusForbidden, "other_site")
			continue
		}
		if w := b.far[agent.RoleAgent].send("GET", "/"+list+"?site="+string(b.site.ID), nil); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "Denver") {
			t.Errorf("%s of Denver asked for in Lisbon: %d %s", list, w.Code, w.Body)
		}
	}
}

// TestNothingOfAnotherSiteIsNamed writes what names a thing of another site.
func TestNothingOfAnotherSiteIsNamed(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	var own struct{ ID string }
	made := b.far[agent.RoleAgent].send("POST", "/tickets", fmt.Sprintf(`{"subject":"x","queue_id":%q,"customer_id":%q}`, b.near, b.loose))
	if made.Code != http.StatusCreated {
		t.Fatalf("%d %s", made.Code, made.Body)
	}
	read(t, made, &own)
	ticket, call := "/tickets/"+own.ID, fmt.Sprintf(`"phone":"+12125550100","local":%q,"zone":"UTC","topic":"x"`, tomorrow(b.clock))
	tests := []struct{ method, path, body string }{
		{"POST", "/tickets", `{"subject":"x","queue_id":"NEAR","customer_id":"customer"}`},
		{"POST", "/tickets", `{"subject":"x","queue_id":"queue","customer_id":"LOOSE"}`},
		{"POST", "/tickets", `{"subject":"x","queue_id":"NEAR","customer_id":"LOOSE","assignee_id":"agent"}`},
		{"POST", "/tickets", `{"subject":"x","queue_id":"NEAR","customer_id":"LOOSE","contact_id":"contact"}`},
		{"PATCH", ticket, `{"version":1,"queue_id":"queue"}`},
		{"PATCH", ticket, `{"version":1,"assignee_id":"agent"}`},
		{"POST", "/callbacks", `{"customer_id":"customer","queue_id":"NEAR",` + call + `}`},
		{"POST", "/callbacks", `{"customer_id":"LOOSE","queue_id":"queue",` + call + `}`},
		{"POST", "/callbacks", `{"customer_id":"LOOSE","queue_id":"NEAR","owner_id":"agent",` + call + `}`},
		{"POST", "/callbacks", `{"customer_id":"LOOSE","queue_id":"NEAR","contact_id":"contact",` + call + `}`},
		{"POST", "/customers/LOOSE/links", `{"customer_id":"customer","role":"friend"}`},
		{"POST", "/customers/LOOSE/merge", `{"into_id":"customer"}`},
		{"GET", "/customers/LOOSE/screen?contact_id=contact", ``},
		{"POST", "/calls", `{"external_id":"new","from":"+12125550100","queue_id":"queue"}`},
		{"POST", "/calls", `{"external_id":"new","from":"+12125550100","queue_name":"queue name"}`},
		{"PATCH", "/queues/NEAR", `{"version":1,"members":["agent"]}`},
		{"POST", "/dispositions", `{"code":"x","label":"X","queue_id":"queue"}`},
	}
	for _, tt := range tests {
		replace := []string{"NEAR", string(b.near), "LOOSE", string(b.loose), `"queue name"`, `"Denver billing"`}
		for kind, id := range b.things {
			replace = append(replace, `"`+kind+`"}`, `"`+id+`"}`, `"`+kind+`",`, `"`+id+`",`, `["`+kind+`"]`, `["`+id+`"]`, "="+kind, "="+id)
		}
		r := strings.NewReplacer(replace...)
		var body any
		if tt.body != "" {
			body = r.Replace(tt.body)
		}
		w := b.far[agent.RoleSupervisor].send(tt.method, r.Replace(tt.path), body)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "no such") {
			t.Errorf("%s %s %v: %d %s", tt.method, tt.path, body, w.Code, w.Body)
		}
	}

	t.Run("a rule sends no work there, but for where an admin's does", func(t *testing.T) {
		b.signedIn(t, agent.RoleAdmin).send("POST", "/fields", map[string]any{"entity": "customer", "key": "plan", "label": "Plan", "type": "text"})
		rules := func(queue any, value string) []map[string]any {
			return []map[string]any{{"entity": "customer", "key": "plan", "values": []string{value}, "queue_id": queue}}
		}
		change := func(p *person, version int, queue any, value string) *httptest.ResponseRecorder {
			return p.send("PATCH", "/queues/"+string(b.near), map[string]any{"version": version, "field_rules": rules(queue, value)})
		}
		supervisor := b.far[agent.RoleSupervisor]
		create := map[string]any{"name": "Nova", "site_id": b.other.ID, "field_rules": rules(b.things["queue"], "gold")}
		for how, w := range map[string]*httptest.ResponseRecorder{
			"changing": change(supervisor, 1, b.things["queue"], "gold"),
			"creating": supervisor.send("POST", "/queues", create),
		} {
			if p := refused(t, w, 422, ""); len(p.Errors) != 1 || p.Errors[0].Location != "body.field_rules[0].queue_id" || p.Errors[0].Message != "no such queue" {
				t.Errorf("%s: %+v", how, p)
			}
		}
		spill := map[string]any{"version": 1, "overflow": []map[string]any{{"when": "waited", "over": 60, "action": "queue", "queue_id": b.things["queue"]}}}
		if p := refused(t, supervisor.send("PATCH", "/queues/"+string(b.near), spill), 422, ""); len(p.Errors) != 1 || p.Errors[0].Location != "body.overflow[0].queue_id" || p.Errors[0].Message != "no such queue" {
			t.Errorf("overflowing: %+v", p)
		}
		for version, by := range []*person{b.signedIn(t, agent.RoleAdmin), supervisor} {
			if w := change(by, version+1, b.things["queue"], fmt.Sprint(version)); w.Code != 200 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		}
		b.floor.Exec(`INSERT INTO queue_members (queue_id, agent_id) SELECT $1, id FROM agents WHERE email = 'far-supervisor@example.com'`, b.things["queue"])
		create["name"] = "Nova too"
		if w := supervisor.send("POST", "/queues", create); w.Code != 201 {
			t.Errorf("who serves there: %d %s", w.Code, w.Body)
		}
	})
	t.Run("a site that is not one's own is forbidden", func(t *testing.T) {
		refused(t, b.far[agent.RoleAgent].send("POST", "/customers", map[string]any{"name": "X", "site_id": b.site.ID}), 403, "other_site")
	})
	t.Run("an identity that is taken there is nobody's by name", func(t *testing.T) {
		taken := `{"name":"X","identities":[{"kind":"email","value":"cara@denver.example"}]}`
		w := b.far[agent.RoleAgent].send("POST", "/customers", taken)
		refused(t, w, 409, "identity_taken")
		if strings.Contains(w.Body.String(), b.things["customer"]) || strings.Contains(w.Body.String(), "Cara") {
			t.Errorf("in Lisbon: %s", w.Body)
		}
		if w := b.here[agent.RoleAgent].send("POST", "/customers", taken); !strings.Contains(w.Body.String(), b.things["customer"]) {
			t.Errorf("in Denver: %s", w.Body)
		}
	})
	t.Run("a customer is taken from no other site, even by who serves them", func(t *testing.T) {
		customer := "/customers/" + b.things["customer"]
		b.floor.Exec(`UPDATE tickets SET assignee_id = (SELECT id FROM agents WHERE email = 'far-agent@example.com') WHERE id = $1`, b.things["ticket"])
		for _, site := range []any{b.other.ID, nil} {
			refused(t, b.far[agent.RoleAgent].send("PATCH", customer, map[string]any{"version": 1, "site_id": site}), 403, "other_site")
		}
		b.floor.Exec(`UPDATE tickets SET assignee_id = (SELECT id FROM agents WHERE email = 'far-supervisor@example.com') WHERE id = $1`, b.things["ticket"])
		for from, into := range map[string]string{b.things["customer"]: string(b.loose), string(b.loose): b.things["customer"]} {
			refused(t, b.far[agent.RoleSupervisor].send("POST", "/customers/"+from+"/merge", map[string]any{"into_id": into}), 403, "other_site")
		}
		for version, site := range []any{nil, b.site.ID} {
			w := b.here[agent.RoleAgent].send("PATCH", customer, map[string]any{"version": version + 1, "site_id": site})
			var now struct {
				SiteID any `json:"site_id"`
			}
			if read(t, w, &now); w.Code != 200 || now.SiteID != asText(site) {
				t.Errorf("moved to %v: %d %s", site, w.Code, w.Body)
			}
		}
	})
}

// asText gives an id as JSON does.
func asText(id any) any {
	if id == nil {
		return nil
	}
	return fmt.Sprint(id)
}

// TestEveryIDIsDeclared holds each operation to saying of every id that it takes
// what it names, so that nobody forgets to ask who reaches it.
func TestEveryIDIsDeclared(t *testing.T) {
	t.Parallel()
	d := door(t, Options{})
	everybodys := []string{
		"calendar", "skill", "site", "field", "api-token", // in the path
		"calendar_id", "skill_id", // in the body
		"site_id",                     // of people, teams and queues: their services ask
		"attachment_ids", "client_id", // the chat's own
	}
	checked := map[string]bool{
		"team_id":              true, // of a change: its service holds it to the person's site
		"field_rules.queue_id": true, // the rules that stand may keep theirs: maySend
		"overflow.queue_id":    true, // likewise
		"rows.queue_id":        true, // likewise: maySendPackages
	}
	for _, op := range ours(d) {
		if !agent.RoleSupervisor.May(routeOfOperation(op).needs) {
			continue // an admin's, who reaches everything
		}
		said := op.Metadata["references"].([]reference)
		if strings.Contains(op.Path, "{") && !slices.ContainsFunc(said, func(r reference) bool { return r.name == "" }) {
			kind, _, _ := strings.Cut(strings.TrimPrefix(op.Path, "/"), "/")
			if !slices.Contains(everybodys, strings.TrimSuffix(kind, "s")) {
				t.Errorf("%s does not say what its path names", op.OperationID)
			}
		}
		for name, schema := range bodyFields(d, op) {
			last := name[strings.LastIndex(name, ".")+1:]
			isID := strings.HasSuffix(name, "_id") || strings.HasSuffix(name, "_ids") || schema.Format == "uuid"
			if !isID || name == "external_id" || slices.Contains(everybodys, last) || checked[name] {
				continue
			}
			if !slices.ContainsFunc(said, func(r reference) bool { return r.name == name }) {
				t.Errorf("%s does not say what %s names", op.OperationID, name)
			}
		}
	}
}

// bodyFields are the fields of an operation's body however deep, by their place: those
// of a list's pieces as rules.queue_id.
func bodyFields(d *Door, op *huma.Operation) map[string]*huma.Schema {
	all := map[string]*huma.Schema{}
	if op.RequestBody == nil || op.RequestBody.Content["application/json"] == nil {
		return all
	}
	var walk func(at string, schema *huma.Schema)
	walk = func(at string, schema *huma.Schema) {
		if schema.Ref != "" {
			schema = d.Contract().Components.Schemas.SchemaFromRef(schema.Ref)
		}
		if schema.Items != nil {
			walk(at, schema.Items)
		}
		for name, field := range schema.Properties {
			place := strings.TrimPrefix(at+"."+name, ".")
			all[place] = field
			walk(place, field)
		}
	}
	walk("", op.RequestBody.Content["application/json"].Schema)
	return all
}
