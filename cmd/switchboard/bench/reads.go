package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// readers is how many ask at the same time.
const readers = 32

// reads asks for one ticket over and over, signed in by token.
func reads(ctx context.Context, s *stage) ([]Figure, error) {
	if err := s.tickets(ctx, 1000); err != nil {
		return nil, err
	}
	var id string
	if err := s.db.QueryRowContext(ctx, `SELECT id FROM tickets LIMIT 1`).Scan(&id); err != nil {
		return nil, err
	}
	spent := s.meter()
	n, took, err := s.hammer(ctx, "http://"+s.addr+"/api/v1/tickets/"+id)
	return []Figure{rate("api_calls_per_s", n, took, "GET one ticket by token, 32 at once; the load takes its share of the machine"+spent(n))}, err
}

// hammer asks for a page as fast as it is answered.
func (s *stage) hammer(ctx context.Context, url string) (int, time.Duration, error) {
	running, halt := context.WithTimeout(ctx, s.lasting(6, 3))
	defer halt()
	group, _ := errgroup.WithContext(ctx)
	var answered atomic.Int64
	began := time.Now()
	for range readers {
		group.Go(func() error {
			for running.Err() == nil {
				if err := get(ctx, url); err != nil {
					return err
				}
				answered.Add(1)
			}
			return nil
		})
	}
	err := group.Wait()
	return int(answered.Load()), time.Since(began), err
}

// get reads a page as the administrator.
func get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer swb_bench-agent0")
	res, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", url, res.Status)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
