package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// stocked is a house with so many of everything that has a list, a tenth of it waiting in all
// queues, and the paths of the lists that have pages and of those that are shown whole.
func stocked(t *testing.T, size int) (h *house, dsn string, paths, whole []string) {
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
		{`INSERT INTO calendars (id, name, zone, weekly) VALUES ($1, 'Hours', 'UTC', '[{"day":1,"from":"00:00","to":"24:00"}]')`, []any{queue}},
		{`UPDATE queues SET calendar_id = $1, callback_after_s = 120`, []any{queue}},
		{`INSERT INTO presence (agent_id, status, status_since, state, state_since, link, link_since, last_idle_at)
		  SELECT id, 'available', $1, 'ready', $1, 'connected', $1, $1 FROM agents
		      ON CONFLICT (agent_id) DO UPDATE SET status = 'available', state = 'ready', link = 'connected'`, []any{now}},
		{`INSERT INTO queue_members (queue_id, agent_id) SELECT q.id, a.id FROM queues q, agents a WHERE a.email LIKE '%@example.com' OR a.email LIKE '1%@example.net'`, nil},
		{`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, tier, priority, weight, state, enqueued_at)
		  SELECT gen_random_uuid(), $1, (ARRAY(SELECT id FROM queues ORDER BY id))[1 + k.n % (SELECT count(*) FROM queues)], 'call', k.id, k.customer_id, 'C', 5, 100, 'queued', k.opened_at
		    FROM (SELECT *, row_number() OVER () AS n FROM contacts) k
		   WHERE k.n <= $2::int / 10`, []any{h.site.ID, size}},
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
		"/customers/" + ids["customer"] + "/timeline", "/callbacks", "/agents", "/queues", "/journal", "/contacts?customer_id=" + ids["customer"],
	}, []string{"/board", "/me/waiting", "/queues/" + queue + "/waiting"}
}

// A page of any list takes as many statements among thousands as among few, and as many
// with thirty rows as with three; so does what is shown whole.
func TestAPageAsksTheDatabaseAsOftenHoweverMuchThereIs(t *testing.T) {
	t.Parallel()
	for _, role := range []agent.Role{agent.RoleAdmin, agent.RoleAgent} {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			few, many := pages(t, role, 40, 3), pages(t, role, 4000, 30)
			for list, asked := range few {
				if many[list] != asked {
					t.Errorf("among 4,000 (a page of 30) %s takes %d statements, among 40 (of 3) %d", list, many[list], asked)
				}
			}
			t.Logf("%s: statements by list: %v", role, few)
		})
	}
}

// pages is how many statements the first page of each list takes.
func pages(t *testing.T, role agent.Role, size, limit int) map[string]int {
	t.Helper()
	h, dsn, paths, whole := stocked(t, size)
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
	for _, path := range whole {
		h.clock.Pass(time.Minute) // what is told of waiting is learned anew
		status, rows := 0, 0
		name := path[strings.LastIndex(path, "/"):] + " of " + strings.Split(path, "/")[1]
		asked[name] = sqltest.Counted(t, dsn, func() {
			w := p.send("GET", path, nil)
			status, rows = w.Code, rowsIn(w.Body.Bytes())
		})
		if status == http.StatusForbidden {
			delete(asked, name)
			continue
		}
		if status != http.StatusOK || rows == 0 {
			t.Fatalf("%s: %d with %d rows", path, status, rows)
		}
	}
	return asked
}

// rowsIn counts the rows of a list, of what a search found, or of a board.
func rowsIn(body []byte) int {
	var list struct {
		Items     []json.RawMessage `json:"items"`
		Customers []json.RawMessage `json:"customers"`
		Queues    []json.RawMessage `json:"queues"`
	}
	if json.Unmarshal(body, &list) != nil {
		return 0
	}
	return len(list.Items) + len(list.Customers) + len(list.Queues)
}
