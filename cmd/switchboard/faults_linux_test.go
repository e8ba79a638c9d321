package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// fault is something that is done to an installation.
type fault struct {
	what  string
	often int // in a long round; in a short one each is done once
	// begin gives how to end what lasts; nil when it is over.
	begin func(ctx context.Context, h *havoc, rnd *rand.Rand) (end func(), err error)
}

var faults = []fault{
	{"a node is killed", 4, over(func(h *havoc, rnd *rand.Rand) { h.nodes[rnd.IntN(2)].kill() })},
	{"the worker is killed", 2, over(func(h *havoc, _ *rand.Rand) { h.worker.kill() })},
	{"who is in the middle of stamping is killed", 2, func(ctx context.Context, h *havoc, _ *rand.Rand) (func(), error) {
		return nil, h.killStamping(ctx)
	}},
	{"Redis is killed", 2, over(func(h *havoc, _ *rand.Rand) { signalAll(h.server(redisServer), syscall.SIGKILL) })},
	{"Redis is emptied", 3, func(ctx context.Context, h *havoc, _ *rand.Rand) (func(), error) {
		return nil, until(ctx, func() error { return h.redis.FlushAll(ctx).Err() })
	}},
	{"Postgres is killed", 2, over(func(h *havoc, rnd *rand.Rand) {
		all := h.server(postgres)
		if rnd.IntN(2) == 0 && len(all) > 0 {
			all = all[:1] // the others then end by themselves
		}
		signalAll(all, syscall.SIGKILL)
	})},
	{"a node stands still", 1, func(_ context.Context, h *havoc, rnd *rand.Rand) (func(), error) {
		return h.nodes[rnd.IntN(2)].freeze(), nil
	}},
	{"the worker stands still", 1, func(_ context.Context, h *havoc, _ *rand.Rand) (func(), error) { return h.worker.freeze(), nil }},
	{"Redis stands still", 1, func(_ context.Context, h *havoc, _ *rand.Rand) (func(), error) { return h.freeze(redisServer), nil }},
	{"Postgres stands still", 1, func(_ context.Context, h *havoc, _ *rand.Rand) (func(), error) { return h.freeze(postgres), nil }},
	{"the disk for uploads is full", 1, func(_ context.Context, h *havoc, _ *rand.Rand) (func(), error) {
		return func() { _ = h.disk.empty() }, h.disk.fill()
	}},
}

// over is a fault that does not last.
func over(do func(*havoc, *rand.Rand)) func(context.Context, *havoc, *rand.Rand) (func(), error) {
	return func(_ context.Context, h *havoc, rnd *rand.Rand) (func(), error) {
		do(h, rnd)
		return nil, nil
	}
}

// until tries until it works or ctx ends.
func until(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil || ctx.Err() != nil {
			return err
		}
		pauseFor(ctx, 50*time.Millisecond)
	}
}

// freeze stops a server's processes, and gives how they go on.
func (h *havoc) freeze(name string) func() {
	signalAll(h.server(name), syscall.SIGSTOP) // the first begins no others from here
	all := h.server(name)
	signalAll(all, syscall.SIGSTOP)
	slices.Reverse(all)
	return func() { signalAll(all, syscall.SIGCONT) }
}

func (w *ward) freeze() func() {
	w.signal(syscall.SIGSTOP)
	return func() { w.signal(syscall.SIGCONT) }
}

// killStamping kills the node that is adding to the stream: it is held up there, between
// the lock on the stream's head and its commit.
func (h *havoc) killStamping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return until(ctx, func() error {
		tx, err := h.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		if _, err := tx.ExecContext(ctx, `LOCK TABLE stream IN SHARE MODE`); err != nil {
			return err
		}
		var who string
		for end := time.Now().Add(5 * time.Second); who == "" && time.Now().Before(end); {
			if err := tx.QueryRowContext(ctx, `
				SELECT coalesce(max(a.application_name), '')
				  FROM pg_locks l
				  JOIN pg_stat_activity a ON a.pid = l.pid
				 WHERE l.relation = 'stream'::regclass AND l.mode = 'RowExclusiveLock' AND NOT l.granted`).Scan(&who); err != nil {
				return err
			}
		}
		w := h.ward(who)
		if w == nil {
			return fmt.Errorf("nobody stamps: %q", who)
		}
		w.kill()
		return nil
	})
}

// done is a fault as it was done.
type done struct {
	what       string
	begun, end time.Time
}

// mistreat does every fault at random instants of a round, at several where they come
// often, also several at the same time. What lasts, lasts between a half of longest and all of
// it. begun counts.
func (h *havoc) mistreat(ctx context.Context, t *testing.T, rnd *rand.Rand, r round, begun *atomic.Int64) []done {
	var mu sync.Mutex
	var all []done
	var busy sync.WaitGroup
	for _, f := range faults {
		if f.what == "the disk for uploads is full" && h.disk == nil {
			continue
		}
		for range f.often {
			at := time.Duration(rnd.Int64N(int64(r.while)))
			length := r.longest/2 + time.Duration(rnd.Int64N(int64(r.longest/2)))
			own := rand.New(rand.NewPCG(rnd.Uint64(), 0))
			busy.Go(func() {
				pauseFor(ctx, at)
				d := done{what: f.what, begun: time.Now()}
				begun.Add(1)
				end, err := f.begin(ctx, h, own)
				if end != nil {
					pauseFor(ctx, length)
					end()
				}
				if err != nil {
					t.Errorf("%s: %v", f.what, err)
				}
				d.end = time.Now()
				mu.Lock()
				defer mu.Unlock()
				all = append(all, d)
			})
			if r.once {
				break
			}
		}
	}
	busy.Wait()
	return all
}
