package simulate

import (
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kept is what the database says of a day of calls. Waits count from arrival until an agent
// took the call or the caller left, shortest first.
type Kept struct {
	Calls             int
	Served, Abandoned []time.Duration
}

// CheckCalls waits for the last wrap-up's end and asks what became of all calls there are, in
// plain SQL. An error names every mistake: calls that are missing or doubled, that did not end,
// that two agents were offered at the same time, and agents who still hold something.
func CheckCalls(ctx context.Context, db *stdsql.DB, expected int) (Kept, error) {
	if err := settled(ctx, db); err != nil {
		return Kept{}, err
	}
	var k Kept
	rows, err := db.QueryContext(ctx, `
		SELECT state, 1e6 * extract(epoch FROM coalesce(accepted_at, ended_at) - enqueued_at)
		  FROM items
		 WHERE channel = 'call' AND state IN ('completed', 'abandoned')`)
	if err != nil {
		return k, err
	}
	defer rows.Close()
	for rows.Next() {
		var state string
		var micros float64
		if err := rows.Scan(&state, &micros); err != nil {
			return k, err
		}
		k.Calls++
		if waited := time.Duration(micros) * time.Microsecond; state == "completed" {
			k.Served = append(k.Served, waited)
		} else {
			k.Abandoned = append(k.Abandoned, waited)
		}
	}
	slices.Sort(k.Served)
	slices.Sort(k.Abandoned)
	return k, errors.Join(rows.Err(), callMistakes(ctx, db, expected))
}

// settled waits, for half a minute at most, until nothing is in anybody's hands.
func settled(ctx context.Context, db *stdsql.DB) error {
	for range 300 {
		var held int
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM offers WHERE open`).Scan(&held); err != nil || held == 0 {
			return err
		}
		if err := Pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

func callMistakes(ctx context.Context, db *stdsql.DB, expected int) error {
	var found []string
	for _, q := range []struct{ what, query string }{
		{"calls are missing or doubled", fmt.Sprintf(`SELECT abs(count(*) - %d) FROM contacts WHERE channel = 'call'`, expected)},
		{"calls have other than one work item", `
			SELECT count(*) FROM contacts k
			 WHERE k.channel = 'call' AND (SELECT count(*) FROM items i WHERE i.contact_id = k.id) <> 1`},
		{"calls did not end", `SELECT count(*) FROM contacts WHERE channel = 'call' AND closed_at IS NULL`},
		{"work items are neither completed nor abandoned", `SELECT count(*) FROM items WHERE channel = 'call' AND state NOT IN ('completed', 'abandoned')`},
		{"offers are still open", `SELECT count(*) FROM offers WHERE open`},
		{"agents carry a load", `SELECT count(*) FROM presence WHERE load <> 0`},
		{"calls were offered to two agents at the same time", `
			SELECT count(*) FROM offers a JOIN offers b ON a.item_id = b.item_id AND a.id < b.id
			 WHERE tstzrange(a.offered_at, a.decided_at) && tstzrange(b.offered_at, b.decided_at)`},
	} {
		var n int
		if err := db.QueryRowContext(ctx, q.query).Scan(&n); err != nil {
			return fmt.Errorf("%s: %w", q.what, err)
		}
		if n > 0 {
			found = append(found, fmt.Sprintf("%d %s", n, q.what))
		}
	}
	if len(found) > 0 {
		return errors.New("MISTAKE: " + strings.Join(found, "; "))
	}
	return nil
}
