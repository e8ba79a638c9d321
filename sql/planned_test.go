package sql_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/screen"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// Postgres plans a prepared statement anew for five times, and then for good once a plan for
// any parameters seems no dearer. Where it sees how many ids an array holds, it never does.
func TestWhatIsAskedOftenIsPlannedForGood(t *testing.T) {
	t.Parallel()
	const often = 30
	ctx, now := context.Background(), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := backlog(t, 1000, now)
	f.Exec(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET pg_stat_statements.track_planning = on', current_database()); END $$`)
	f.Exec(`ANALYZE`)
	var customers []centre.CustomerID
	if err := f.DB.Select(&customers, `SELECT id FROM customers LIMIT $1`, often); err != nil {
		t.Fatal(err)
	}
	s := sqltest.Open(t, f.DSN, sql.Options{MaxConns: 1})
	router := routing.New(sql.Transact[routing.Batch](s), func() time.Time { return now }, routing.Follows{})
	read := s.Read()
	sqltest.Counted(t, f.DSN, func() {
		for n, id := range customers {
			f.Exec(`UPDATE presence SET load = 0, state = 'ready' WHERE agent_id = (SELECT id FROM agents WHERE name::int = $1)`, n+1)
			if made, err := router.Round(ctx, f.Site); err != nil || made == 0 {
				t.Fatalf("%d offers, %v", made, err)
			}
			if _, err := read.Customers(ctx, []centre.CustomerID{id}); err != nil {
				t.Fatal(err)
			}
			if _, err := read.Screens(ctx, centre.Reach{All: true}, []screen.Request{{CustomerID: id}}); err != nil {
				t.Fatal(err)
			}
		}
	})
	var again []struct {
		Query        string
		Calls, Plans int
	}
	err := f.DB.Select(&again, `SELECT left(query, 300) AS query, calls, plans FROM pg_stat_statements
		WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND calls >= $1`, often)
	if err != nil {
		t.Fatal(err)
	}
	if len(again) < 10 { // of what was done each time
		t.Fatalf("only %d statements were counted", len(again))
	}
	for _, a := range again {
		t.Logf("%d of %d: %.60s", a.Plans, a.Calls, a.Query)
		if a.Plans > often/2 {
			t.Errorf("planned %d times of %d: %s", a.Plans, a.Calls, a.Query)
		}
	}
}
