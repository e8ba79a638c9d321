package web

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"switchboard/server/centre"
	"switchboard/sql/sqltest"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	now := time.Date(2026, 3, 8, 6, 59, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	away := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1", DialTimeout: 10 * time.Millisecond, MaxRetries: -1})
	t.Cleanup(func() { _ = away.Close() })
	five := Limit{Rate: 5, Per: time.Minute, Burst: 5}

	options, err := redis.ParseURL(sqltest.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	shared := redis.NewClient(options)
	t.Cleanup(func() { _ = shared.Close() })

	patient := NewLimiter(shared, rand.Text()+":", clock)
	patient.(*sharedLimiter).patience = time.Minute // a busy machine must not send it to the fallback

	for name, limiter := range map[string]Limiter{
		"in Redis":        patient,
		"in memory":       NewLimiter(nil, "", clock),
		"with Redis away": NewLimiter(away, "", clock),
	} {
		t.Run(name, func(t *testing.T) {
			for i := range 5 {
				if err := limiter.Allow(ctx, "a", five); err != nil {
					t.Fatalf("number %d: %v", i+1, err)
				}
			}
			var f *centre.Fault
			if err := limiter.Allow(ctx, "a", five); !errors.As(err, &f) || f.Code != tooFast || f.RetryAfter.Round(time.Second) != 12*time.Second {
				t.Errorf("the sixth: %+v", err)
			}
			if err := limiter.Allow(ctx, "b", five); err != nil {
				t.Errorf("somebody else: %v", err)
			}
			limiter.Forget(ctx, "a")
			if err := limiter.Allow(ctx, "a", five); err != nil {
				t.Errorf("begun anew: %v", err)
			}
		})
	}

	t.Run("what is over is forgotten", func(t *testing.T) {
		l := &localLimiter{clock: func() time.Time { return now }, free: map[string]time.Time{}}
		for i := range maxKeys + 1 {
			l.free[string(rune(i))] = now
		}
		if err := l.Allow(ctx, "a", five); err != nil || len(l.free) != 1 {
			t.Errorf("%d keys are left, %v", len(l.free), err)
		}
	})
}
