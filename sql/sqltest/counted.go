package sqltest

import (
	"context"
	stdsql "database/sql"
	"testing"
)

// Counted gives how many statements the server ran in the database at dsn while do ran,
// those that begin and end transactions among them. Nobody else may use the database
// meanwhile. A server that does not count is a reason to skip.
func Counted(t testing.TB, dsn string, do func()) int {
	t.Helper()
	db, err := stdsql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), `CREATE EXTENSION IF NOT EXISTS pg_stat_statements`); err != nil {
		t.Skipf("NOT PROVEN: the server does not count statements: %v", err)
	}
	before, forgotten := ran(t, db)
	do()
	after, forgottenNow := ran(t, db)
	if forgotten != forgottenNow {
		t.Skip("NOT PROVEN: the server forgot statements meanwhile: pg_stat_statements.max is too small for this run")
	}
	return after - before - 1 // looking is one itself
}

// ran is how many statements the database ran, and how often any were forgotten.
func ran(t testing.TB, db *stdsql.DB) (calls, forgotten int) {
	t.Helper()
	err := db.QueryRowContext(context.Background(), `
		SELECT coalesce(sum(s.calls), 0), (SELECT dealloc FROM pg_stat_statements_info)
		  FROM pg_stat_statements(false) s
		 WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&calls, &forgotten)
	if err != nil {
		t.Skipf("NOT PROVEN: the server does not count statements: %v", err)
	}
	return calls, forgotten
}
