package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// stocked is a house with so many of everything that has a list, and the paths of those lists.
func stocked(t *testing.T, size int) (h *house, dsn string, paths []string) {
	t.Helper()
	dsn = sqltest.URL(t)
	h = newHouseOn(t, sqltest.Open(t, dsn, sql.Options{}))
	db, err := sqlx.Connect("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now, queue := h.clock.Now(), "00000000-0000-0000-0000-0000000000a1"
	ids := map[string]string{}
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{`INSERT INTO queues (id, site_id, name) VALUES ($1, $2, 'Support')`, []any{queue, h.site.ID}},
		{`INSERT INTO queues (id, site_id, name) SELECT gen_random_uuid(), $1, 'Queue ' || n FROM generate_series(1, $2::int) n`, []any{h.site.ID, max(size/40, 3)}},
		{`INSERT INTO agents (id, site_id, email, name, role, created_at)
		  SELECT gen_random_uuid(), $1, n || '@example.net', 'Agent ' || n, 'agent', $3 FROM generate_series(1, $2::int) n`, []any{h.site.ID, size, now}},
		{`INSERT INTO customers (id, name, created_at)
		  SELECT gen_random_uuid(), 'Customer ' || n, $2::timestamptz - make_interval(secs => n) FROM generate_series(1, $1::int) n`, []any{size, now}},
		{`INSERT INTO customer_identities (id, customer_id, kind, value, created_at)
		  SELECT gen_random_uuid(), id, 'email', replace(lower(name), ' ', '.') || '@example.org', created_at FROM customers`, nil},
		{`INSERT INTO tickets (id, subject, state, queue_id, customer_id, assignee_id, created_at, updated_at)
		  SELECT gen_random_uuid(), 'About ' || c.name, 'open', $1, c.id, $2, c.created_at, c.created_at FROM customers c`, []any{queue, h.staff[agent.RoleAgent].ID}},
		{`INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, by_kind, created_at)
		  SELECT gen_random_uuid(), id, $1, '+12125550123', 'UTC', '2026-11-23T10:15', created_at, created_at, created_at, 'system', created_at FROM customers`, []any{queue}},
		{`INSERT INTO ticket_comments (id, ticket_id, at, from_kind, text)
		  SELECT gen_random_uuid(), (SELECT id FROM tickets ORDER BY number LIMIT 1), created_at, 'system', 'Noted' FROM customers`, nil},
		{`INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at)
		  SELECT gen_random_uuid(), 'call', (SELECT id FROM customers WHERE name = 'Customer 1'), $1, created_at FROM customers`, []any{queue}},
		{`INSERT INTO journal (at, kind, actor_kind, subject_kind, subject_id)
		  SELECT created_at, 'ticket.changed', 'system', 'ticket', id FROM tickets`, nil},
		{`ANALYZE`, nil},
	} {
		if _, err := db.Exec(step.statement, step.args...); err != nil {
			t.Fatalf("%s: %v", step.statement, err)
		}
	}
	for name, query := range map[string]string{
		"ticket": `SELECT id FROM tickets ORDER BY number LIMIT 1`, "customer": `SELECT id FROM customers WHERE name = 'Customer 1'`,
	} {
		var id string
		if err := db.Get(&id, query); err != nil {
			t.Fatal(err)
		}
		ids[name] = id
	}
	return h, dsn, []string{
		"/tickets", "/tickets?state=open", "/tickets?queue=" + queue, "/tickets?assignee=" + string(h.staff[agent.RoleAgent].ID),
		"/tickets/" + ids["ticket"] + "/comments", "/customers", "/customers?q=customer", "/search?q=customer",
		"/customers/" + ids["customer"] + "/timeline", "/callbacks", "/agents", "/queues", "/journal",
	}
}

// A page of any list takes as many statements among thousands as among few, and as many
// with thirty rows as with three.
func TestAPageAsksTheDatabaseAsOftenHoweverMuchThereIs(t *testing.T) {
	t.Parallel()
	for _, role := range []agent.Role{agent.RoleAdmin, agent.RoleAgent} {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			few, many := pages(t, role, 40, 3), pages(t, role, 4000, 30)
			for list, asked := range few {
				if many[list] != asked {
					t.Errorf("a page of 30 of 4,000 of %s takes %d statements, one of 3 of 40 %d", list, many[list], asked)
				}
			}
			t.Logf("%s: statements by list: %v", role, few)
		})
	}
}

// pages is how many statements the first page of each list takes.
func pages(t *testing.T, role agent.Role, size, limit int) map[string]int {
	t.Helper()
	h, dsn, paths := stocked(t, size)
	p := h.signedIn(t, role)
	asked := map[string]int{}
	for i, path := range paths {
		address, query, _ := strings.Cut(path, "?")
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q.Set("limit", fmt.Sprint(limit))
		name := fmt.Sprint(i, " /", strings.Split(address, "/")[1]) // ids differ from house to house
		status, rows := 0, 0
		asked[name] = sqltest.Counted(t, dsn, func() {
			w := p.send("GET", address+"?"+q.Encode(), nil)
			status, rows = w.Code, rowsIn(w.Body.Bytes())
		})
		if status == http.StatusForbidden {
			delete(asked, name)
			continue
		}
		if status != http.StatusOK || rows != limit {
			t.Fatalf("%s: %d with %d rows where %d were asked for", path, status, rows, limit)
		}
	}
	return asked
}

// rowsIn counts the rows of a list, or of what a search found.
func rowsIn(body []byte) int {
	var list struct {
		Items     []json.RawMessage `json:"items"`
		Customers []json.RawMessage `json:"customers"`
	}
	if json.Unmarshal(body, &list) != nil {
		return 0
	}
	return len(list.Items) + len(list.Customers)
}
