package web

import (
	"context"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"switchboard/server/centre"
)

// Limit is how often something may be done: Burst at once, then Rate in Per.
type Limit struct {
	Rate  int
	Per   time.Duration
	Burst int
}

// Limiter counts who does what how often.
type Limiter interface {
	// Allow counts one, or refuses with a Busy fault of the code too_fast.
	Allow(ctx context.Context, key string, l Limit) error
	// Forget begins a key's count anew.
	Forget(ctx context.Context, key string)
}

// NewLimiter counts in Redis, for all nodes together; while Redis is away, and
// without one (nil), each node counts for itself. Keys start with the prefix.
func NewLimiter(client redis.UniversalClient, prefix string, clock centre.Clock) Limiter {
	own := &localLimiter{clock: clock, free: map[string]time.Time{}}
	if client == nil {
		return own
	}
	return &sharedLimiter{redis: redis_rate.NewLimiter(client), prefix: prefix, patience: redisPatience, fallback: own}
}

// redisPatience is how long a request waits for Redis before its node counts alone.
const redisPatience = 100 * time.Millisecond

type sharedLimiter struct {
	redis    *redis_rate.Limiter
	prefix   string
	patience time.Duration
	fallback *localLimiter
}

func (s *sharedLimiter) Allow(ctx context.Context, key string, l Limit) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	res, err := s.redis.Allow(ctx, s.prefix+key, redis_rate.Limit{Rate: l.Rate, Burst: l.Burst, Period: l.Per})
	if err != nil {
		return s.fallback.Allow(ctx, key, l)
	}
	if res.Allowed == 0 {
		return slowDown(res.RetryAfter)
	}
	return nil
}

func (s *sharedLimiter) Forget(ctx context.Context, key string) {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	_ = s.redis.Reset(ctx, s.prefix+key) // with Redis away the count is the fallback's
	s.fallback.Forget(ctx, key)
}

// localLimiter is the generic cell rate algorithm, as in redis_rate, in memory.
type localLimiter struct {
	clock centre.Clock

	mu   sync.Mutex
	free map[string]time.Time // when all of a key's burst will be free again
}

// maxKeys bounds the memory; above it, keys with all of their burst are forgotten.
const maxKeys = 10_000

func (m *localLimiter) Allow(_ context.Context, key string, l Limit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.clock()
	if len(m.free) > maxKeys {
		m.forget(now)
	}
	each := l.Per / time.Duration(l.Rate)
	free := m.free[key]
	if free.Before(now) {
		free = now
	}
	free = free.Add(each)
	if wait := free.Sub(now) - each*time.Duration(l.Burst); wait > 0 {
		return slowDown(wait)
	}
	m.free[key] = free
	return nil
}

func (m *localLimiter) Forget(_ context.Context, key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.free, key)
}

func (m *localLimiter) forget(now time.Time) {
	for key, free := range m.free {
		if !free.After(now) {
			delete(m.free, key)
		}
	}
}

func slowDown(wait time.Duration) error {
	return &centre.Fault{Kind: centre.Busy, Code: tooFast, Message: "that was too often: wait a moment", RetryAfter: wait}
}
