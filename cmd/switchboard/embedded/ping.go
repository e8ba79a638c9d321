package embedded

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq" // the driver named below
)

// ping runs one statement over a connection of its own.
func ping(ctx context.Context, url, statement string) error {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	_, err = db.ExecContext(ctx, statement)
	return err
}
