package bench

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"math/rand/v2"
	"time"

	"switchboard/cmd/switchboard/simulate"
)

// kills has people chat with the demo company, kills its server (-9) at random instants
// and starts it again, and compares what the people saw with what the database holds.
func kills(ctx context.Context, s *stage) ([]Figure, error) {
	const clients, chats = 64, 400
	if s.Quick {
		why := "a kill or two say nothing of any instant: run without --quick"
		return []Figure{ungiven("kill_lost", why), ungiven("kill_doubled", why)}, nil
	}
	addr, err := freeAddr(ctx)
	if err != nil {
		return nil, err
	}
	victim := &stage{Options: s.Options, addr: addr}
	if err := victim.company(ctx); err != nil {
		return nil, err
	}
	defer victim.kill()
	since := time.Now()
	over := make(chan struct{})
	var report simulate.Report
	var reportErr error
	go func() {
		defer close(over)
		report, reportErr = simulate.Chats(ctx, simulate.Options{
			URL: "http://" + addr, Scripts: simulate.Builtin, AtOnce: clients, Chats: chats, Agents: s.Colleagues, Speed: 15, Seed: rand.Uint64(),
		})
	}()
	times, err := victim.killUntil(ctx, over)
	<-over
	if err != nil {
		return nil, err
	}
	if reportErr != nil {
		return nil, reportErr
	}
	db, err := stdsql.Open("postgres", s.Killed)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	verdict, err := simulate.Check(ctx, db, since, report)
	if err != nil {
		return nil, err
	}
	note := fmt.Sprintf("of the turns that %d clients sent in %d chats, while the server was killed (-9) %d times at random instants; %d served, %d gave up",
		clients, report.Begun, times, report.Served, report.Abandoned)
	return []Figure{
		figure("kill_lost", float64(verdict.Lost+int(report.Failed)), int(report.Sent), note),
		figure("kill_doubled", float64(verdict.Doubled), int(report.Sent), note),
	}, nil
}

// killUntil kills and starts again, a few seconds apart, until the people are done, and
// gives how often.
func (s *stage) killUntil(ctx context.Context, over <-chan struct{}) (times int, err error) {
	for {
		select {
		case <-ctx.Done():
			return times, ctx.Err()
		case <-over:
			return times, nil
		case <-time.After(2*time.Second + rand.N(6*time.Second)):
		}
		s.kill()
		times++
		if err := s.company(ctx); err != nil {
			return times, err
		}
	}
}

// company serves the demo company, without simulated people of its own.
func (s *stage) company(ctx context.Context) error {
	if err := s.spawn(ctx, append(s.Environ, "DATABASE_URL="+s.Killed, "ADDR="+s.addr, "DEMO=0"), "demo"); err != nil {
		return err
	}
	return s.await(ctx, "/readyz")
}
