package bench

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// limit is what this machine does in the same run with nothing of ours in it.
type limit struct {
	names   []string
	what    []string
	measure func(context.Context, *stage) ([]float64, error) // one for each name
}

var limits = []limit{
	{
		[]string{"tx_per_s", "commit_p99_ms"},
		[]string{"one-row transactions a second of this Postgres, 8 at once,", "one row written and committed, p99 ms,"}, commits,
	},
	{[]string{"batched_per_s"}, []string{"rows a second into this Postgres by 100 a transaction,"}, batches},
	{
		[]string{"hello_per_s", "hello_p99_ms"},
		[]string{"a bare gin's hello a second, 32 at once,", "a bare gin's hello, one at a time, p99 ms,"}, hellos,
	},
	{
		[]string{"echo_p50_ms", "echo_p99_ms"},
		[]string{"a bare gorilla socket's echo at 100/s, p50 ms,", "a bare gorilla socket's echo at 100/s, p99 ms,"}, echoes,
	},
	{[]string{"bare_start_ms"}, []string{"a bare gin's start, ms,"}, bareStart},
	{[]string{"bare_socket_kb"}, []string{"a bare gorilla socket's memory, kB,"}, bareSockets},
	{[]string{"files"}, []string{"files that a process may have open,"}, files},
}

// hold puts beside each figure the limit that belongs to it, measured when the first
// figure asks for it.
func (s *stage) hold(ctx context.Context, figures []Figure) error {
	for i := range figures {
		f := &figures[i]
		name := standards[f.Name].limit
		if f.Value == nil || name == "" {
			continue
		}
		if s.limits[name] == nil {
			if err := s.measure(ctx, name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		f.beside = s.limits[name]
	}
	return nil
}

func (s *stage) measure(ctx context.Context, name string) error {
	at := slices.IndexFunc(limits, func(l limit) bool { return slices.Contains(l.names, name) })
	values, err := limits[at].measure(ctx, s)
	if err != nil {
		return err
	}
	for i, v := range values {
		s.limits[limits[at].names[i]] = &beside{limits[at].what[i], math.Round(v*1000) / 1000}
	}
	return nil
}

var rowsToWrite = []statement{{`CREATE TABLE IF NOT EXISTS bench_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL)`, nil}}

// commits writes one row a transaction: eight at once, then alone.
func commits(ctx context.Context, s *stage) ([]float64, error) {
	if err := s.exec(ctx, rowsToWrite); err != nil {
		return nil, err
	}
	s.db.SetMaxIdleConns(8)
	insert, err := s.db.PrepareContext(ctx, `INSERT INTO bench_rows (at) VALUES ($1)`)
	if err != nil {
		return nil, err
	}
	defer insert.Close()
	running, halt := context.WithTimeout(ctx, s.lasting(3, 1))
	defer halt()
	group, _ := errgroup.WithContext(ctx)
	var written atomic.Int64
	began := time.Now()
	for range 8 {
		group.Go(func() error {
			for running.Err() == nil {
				if _, err := insert.ExecContext(ctx, time.Now()); err != nil {
					return err
				}
				written.Add(1)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	rate := float64(written.Load()) / time.Since(began).Seconds()
	times, err := timed(ctx, s.scale(1000, 300), func() error {
		_, err := insert.ExecContext(ctx, time.Now())
		return err
	})
	if err != nil {
		return nil, err
	}
	return []float64{math.Round(rate), milliseconds(quantile(.99, times))}, nil
}

// batches writes a hundred rows a transaction.
func batches(ctx context.Context, s *stage) ([]float64, error) {
	const rows = 100
	count := s.scale(300, 100)
	if err := execAll(ctx, s.Other, rowsToWrite); err != nil {
		return nil, err
	}
	began := time.Now()
	_, err := timed(ctx, count, func() error {
		_, err := s.Other.ExecContext(ctx, `INSERT INTO bench_rows (at) SELECT now() FROM generate_series(1, $1)`, rows)
		return err
	})
	return []float64{math.Round(float64(rows*count) / time.Since(began).Seconds())}, err
}

// timed does something so often and says how long it took each time.
func timed(ctx context.Context, count int, do func() error) ([]time.Duration, error) {
	times := make([]time.Duration, 0, count)
	for range count {
		began := time.Now()
		if err := do(); err != nil {
			return nil, err
		}
		times = append(times, time.Since(began))
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return times, nil
}
