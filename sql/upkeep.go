package sql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"
)

// PartitionJournal makes the journal's partitions of the month of now and of the two
// after it, where they are missing. It must run before the month begins: rows of
// a month without a partition go to the default one, and so does then the rest of it.
func (s *Store) PartitionJournal(ctx context.Context, now time.Time) error {
	var have []string
	if err := s.Read().all(ctx, "journal-partitions", &have); err != nil {
		return err
	}
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := range 3 {
		from := month.AddDate(0, i, 0)
		name := from.Format("journal_2006_01")
		if slices.Contains(have, name) {
			continue
		}
		// A definition takes no parameters; both values are dates of our own making.
		_, err := s.db.ExecContext(ctx, fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s PARTITION OF journal FOR VALUES FROM ('%s') TO ('%s')",
			name, from.Format(time.DateOnly), from.AddDate(0, 1, 0).Format(time.DateOnly)))
		if err != nil && !inDefaultAlready(err) {
			return fmt.Errorf("partition %s: %w", name, err)
		}
	}
	return nil
}

// inDefaultAlready reports that the default partition holds rows of the one to be made.
func inDefaultAlready(err error) bool {
	var pg *pq.Error
	return errors.As(err, &pg) && string(pg.Code) == check
}

// ForgetSessions deletes sessions that ended before then.
func (s *Store) ForgetSessions(ctx context.Context, before time.Time) (int64, error) {
	return s.Read().exec(ctx, "forget-sessions", before)
}
