package sqltest

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/sql"
)

// Floor is a small call centre in a database of its own: one site, and whatever
// the test puts there.
type Floor struct {
	t     testing.TB
	DSN   string
	DB    *sqlx.DB // for what only a test looks at
	Store *sql.Store
	Site  centre.SiteID
}

// NewFloor makes a call centre with a site and nobody in it.
func NewFloor(t testing.TB) *Floor {
	t.Helper()
	dsn := URL(t)
	db, err := sqlx.Connect("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the test's own connection: %v", err)
		}
	})
	f := &Floor{t: t, DSN: dsn, DB: db, Store: Open(t, dsn, sql.Options{MaxConns: 8}), Site: centre.NewID[centre.SiteID]()}
	f.Exec(`INSERT INTO sites (id, name) VALUES ($1, 'Main')`, f.Site)
	return f
}

// Exec runs a statement that must succeed.
func (f *Floor) Exec(statement string, args ...any) {
	f.t.Helper()
	if _, err := f.DB.ExecContext(context.Background(), statement, args...); err != nil {
		f.t.Fatal(err)
	}
}

// Count gives the single number that a query yields.
func (f *Floor) Count(query string, args ...any) int {
	f.t.Helper()
	var n int
	if err := f.DB.Get(&n, query, args...); err != nil {
		f.t.Fatal(err)
	}
	return n
}

// Queue opens a queue that is always open.
func (f *Floor) Queue(name string) centre.QueueID {
	f.t.Helper()
	id := centre.NewID[centre.QueueID]()
	f.Exec(`INSERT INTO queues (id, site_id, name) VALUES ($1, $2, $3)`, id, f.Site, name)
	return id
}

// QueueWithHours opens a queue that keeps a calendar's hours.
func (f *Floor) QueueWithHours(name string, c calendar.Calendar) centre.QueueID {
	f.t.Helper()
	id, hours := f.Queue(name), centre.NewID[centre.CalendarID]()
	weekly, err := json.Marshal(c.Weekly)
	if err != nil {
		f.t.Fatal(err)
	}
	f.Exec(`INSERT INTO calendars (id, name, zone, weekly, holidays) VALUES ($1, $2, $3, $4, $5)`, hours, name+" hours", c.Zone, string(weekly), c.Holidays)
	f.Exec(`UPDATE queues SET calendar_id = $2 WHERE id = $1`, id, hours)
	return id
}

// Agent hires an agent who is not signed in.
func (f *Floor) Agent(name string) centre.AgentID {
	f.t.Helper()
	id := centre.NewID[centre.AgentID]()
	f.Exec(`INSERT INTO agents (id, site_id, email, name, role, created_at) VALUES ($1, $2, $3, $4, 'agent', '2026-01-01')`,
		id, f.Site, string(id)+"@example.test", name)
	return id
}

// Customer makes a customer known by name and tier.
func (f *Floor) Customer(name, tier string) centre.CustomerID {
	f.t.Helper()
	id := centre.NewID[centre.CustomerID]()
	f.Exec(`INSERT INTO customers (id, name, tier, created_at) VALUES ($1, $2, $3, '2026-01-01')`, id, name, tier)
	return id
}
