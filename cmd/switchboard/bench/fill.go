package bench

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

// fill runs steps that fill tables, while those of their indexes that nothing rests on are
// away: to make them anew takes a fraction of the time. No trigger looks at the rows and
// nobody checks what they refer to. Only those tables are analysed: one that was while it
// was empty is taken to stay so.
func (s *stage) fill(ctx context.Context, what string, tables []string, steps ...statement) error {
	began := time.Now()
	s.say("fill: %s", what)
	anew := map[string][]statement{} // by table
	for _, t := range tables {
		var away []statement
		var err error
		if away, anew[t], err = s.indexes(ctx, t); err != nil {
			return err
		}
		if err := s.exec(ctx, away); err != nil {
			return err
		}
	}
	if err := s.within(ctx, []string{`SET LOCAL session_replication_role = replica`, `SET LOCAL work_mem = '256MB'`}, steps); err != nil {
		return err
	}
	filled := time.Since(began)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, again := range anew {
		group.Go(func() error { return s.within(groupCtx, []string{`SET LOCAL maintenance_work_mem = '512MB'`}, again) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, t := range tables {
		if err := s.exec(ctx, []statement{{"VACUUM ANALYZE " + t, nil}}); err != nil {
			return err
		}
	}
	s.say("filled in %s, indexes made in %s", filled.Round(time.Second), (time.Since(began) - filled).Round(time.Second))
	return nil
}

// indexes gives how to drop those of a table that no constraint needs, and how to make them
// again in the order in which they were made: of two that seem to do as well for a table
// that is still empty, Postgres takes the later one.
func (s *stage) indexes(ctx context.Context, table string) (drop, again []statement, err error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
		  FROM pg_index
		 WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
		 ORDER BY indexrelid`, table)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			return nil, nil, err
		}
		drop, again = append(drop, statement{"DROP INDEX " + name, nil}), append(again, statement{definition, nil})
	}
	return drop, again, rows.Err()
}

// within runs statements in one transaction under settings of its own.
func (s *stage) within(ctx context.Context, settings []string, all []statement) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after the commit
	for _, text := range settings {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if err := execAll(ctx, tx, all); err != nil {
		return err
	}
	return tx.Commit()
}
