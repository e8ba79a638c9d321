package bench

import (
	"context"
	"time"
)

// starting starts the server again and again on a schema that is up to date.
func starting(ctx context.Context, s *stage) ([]Figure, error) {
	var times []time.Duration
	for range s.scale(7, 3) {
		if err := s.stop(); err != nil {
			return nil, err
		}
		began := time.Now()
		if err := s.start(ctx); err != nil {
			return nil, err
		}
		times = append(times, time.Since(began))
	}
	return []Figure{percentile("start_ms", .5, times, "process begun → first 200 of /readyz, database and Redis there; median")}, nil
}
