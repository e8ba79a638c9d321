package bench

import (
	"context"
	"time"

	"github.com/lib/pq"
	"golang.org/x/sync/errgroup"
)

// fill runs steps that fill tables, while those of their indexes that nothing rests on are
// away: to make them anew takes a fraction of the time. No trigger looks at the rows and
// nobody checks what they refer to.
func (s *stage) fill(ctx context.Context, what string, tables []string, steps ...statement) error {
	began := time.Now()
	s.say("fill: %s", what)
	names, definitions, err := s.indexes(ctx, tables)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := s.exec(ctx, []statement{{"DROP INDEX " + name, nil}}); err != nil {
			return err
		}
	}
	if err := s.within(ctx, []string{`SET LOCAL session_replication_role = replica`, `SET LOCAL work_mem = '256MB'`}, steps); err != nil {
		return err
	}
	filled := time.Since(began)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, d := range definitions {
		group.Go(func() error {
			return s.within(groupCtx, []string{`SET LOCAL maintenance_work_mem = '512MB'`}, []statement{{d, nil}})
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, t := range tables {
		if err := s.exec(ctx, []statement{{"VACUUM ANALYZE " + t, nil}}); err != nil {
			return err
		}
	}
	s.say("filled in %s, %d indexes made in %s", filled.Round(time.Second), len(names), (time.Since(began) - filled).Round(time.Second))
	return nil
}

// indexes gives those of some tables that no constraint needs, by name and by definition.
func (s *stage) indexes(ctx context.Context, tables []string) (names, definitions []string, err error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT indexname, indexdef
		  FROM pg_indexes
		 WHERE tablename = ANY ($1) AND indexname NOT IN (SELECT conname FROM pg_constraint)`, pq.Array(tables))
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			return nil, nil, err
		}
		names, definitions = append(names, name), append(definitions, definition)
	}
	return names, definitions, rows.Err()
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
