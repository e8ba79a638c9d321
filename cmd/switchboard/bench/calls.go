package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/simulate"
)

// routed has a telephone system announce calls as fast as they are over: each is put in
// line, offered, answered by the agent whom it rang at, and ended.
func routed(ctx context.Context, s *stage) ([]Figure, error) {
	var over sync.Map // by contact: closed when the call is over
	exchange := s.agent(0)
	report := func(ctx context.Context, call string, event map[string]string) error {
		return exchange.do(ctx, http.MethodPost, "/calls/"+call+"/events", event, nil)
	}
	d, err := s.staff(ctx, func(ctx context.Context, agent int, o offer) error {
		known, _ := over.LoadOrStore(o.Item.ContactID, make(chan string, 1))
		var call string
		select {
		case call = <-known.(chan string):
		case <-ctx.Done(): // whoever announced it was refused
			return ctx.Err()
		}
		if err := report(ctx, call, map[string]string{"kind": "answered", "agent": email(agent)}); err != nil {
			return err
		}
		return report(ctx, call, map[string]string{"kind": "ended"})
	})
	if err != nil {
		return nil, err
	}
	var announced atomic.Int64
	running, halt := context.WithTimeout(ctx, s.lasting(10, 4))
	defer halt()
	group, running := errgroup.WithContext(running)
	began, spent := time.Now(), s.meter()
	for line := range 2 * consoles {
		group.Go(func() error {
			for n := 0; running.Err() == nil; n++ {
				call := fmt.Sprintf("bench-%d-%d", line, n)
				var item struct {
					ContactID string `json:"contact_id"`
				}
				announce := map[string]string{"external_id": call, "from": fmt.Sprintf("+1202555%04d", line), "queue_id": s.queue}
				if err := exchange.do(ctx, http.MethodPost, "/calls", announce, &item); err != nil {
					return err
				}
				announced.Add(1)
				known, _ := over.LoadOrStore(item.ContactID, make(chan string, 1))
				known.(chan string) <- call
				s.drained(running, &announced, d)
			}
			return nil
		})
	}
	err = group.Wait()
	took, spentText := time.Since(began), spent(int(announced.Load()))
	settled := s.settle(ctx)
	done, countErr := s.count(ctx, `SELECT count(*) FROM items WHERE channel = 'call' AND state = 'completed' AND ended_at <= $1`, began.Add(took))
	err = errors.Join(err, settled, countErr, d.leave())
	return []Figure{rate("routed_per_s", done, took, "calls announced, offered, answered and ended over REST, 50 agents"+spentText)}, err
}

// drained keeps no more calls in line than the agents can have twice over, while it lasts.
func (s *stage) drained(ctx context.Context, announced *atomic.Int64, d *desks) {
	for {
		d.mu.Lock()
		rung := len(d.offers)
		d.mu.Unlock()
		if int(announced.Load())-rung < 2*consoles || simulate.Pause(ctx, time.Millisecond) != nil {
			return
		}
	}
}

// settle waits until all work is at an end.
func (s *stage) settle(ctx context.Context) error {
	return s.until(ctx, 0, `SELECT count(*) FROM items WHERE state NOT IN ('completed', 'abandoned', 'ended')`)
}

// until waits for a count.
func (s *stage) until(ctx context.Context, want int, query string) error {
	n := 0
	for range 400 {
		var err error
		if n, err = s.count(ctx, query); err != nil || n == want {
			return err
		}
		if err := simulate.Pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("after 20 s there are %d where %d should be: %s", n, want, query)
}

func (s *stage) count(ctx context.Context, query string, args ...any) (n int, err error) {
	return n, s.db.QueryRowContext(ctx, query, args...).Scan(&n)
}
