package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"switchboard/cmd/switchboard/config"
	"switchboard/cmd/switchboard/embedded"
	"switchboard/server/centre"
	"switchboard/sql"
)

// kept is where everything is kept: Postgres and Redis, our own or somebody else's.
type kept struct {
	servers *embedded.Servers // nil when both are somebody else's
	store   *sql.Store
	redis   redis.UniversalClient
}

// clock is the time as the database keeps it: UTC, to the microsecond.
func clock() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// besideWorkers is how many connections to the database a node may have for its doors and
// loops. Each worker has one more, so that no burst of tasks makes a request wait.
const besideWorkers = 20

// requestsEach is how many requests are answered at once for each connection, where nobody
// said: those that wait then wait for milliseconds, unless the database is in trouble.
const requestsEach = 8

// connections is how many a node may have.
func connections(c config.Config) int { return besideWorkers + c.Workers }

// requestsAtOnce is how many a node answers.
func requestsAtOnce(c config.Config) int {
	return cmp.Or(c.AtOnce.Requests, requestsEach*connections(c))
}

// openKept starts what servers are missing, connects, and brings the schema up to date.
func openKept(ctx context.Context, c config.Config, log *slog.Logger, afterCommit func([]centre.Event)) (_ *kept, err error) {
	k := &kept{}
	defer func() {
		if err != nil {
			err = errors.Join(err, k.close())
		}
	}()
	databaseURL, redisURL := string(c.DatabaseURL), string(c.RedisURL)
	if databaseURL == "" || redisURL == "" {
		k.servers, err = embedded.Start(ctx, embedded.Options{
			Dir: c.DataDir, PostgresBin: c.Embedded.PostgresBin, RedisBin: c.Embedded.RedisBin, User: c.Embedded.User,
			SkipPostgres: databaseURL != "", SkipRedis: redisURL != "", Log: log,
		})
		if err != nil {
			return nil, err
		}
		if databaseURL == "" {
			databaseURL = k.servers.DatabaseURL()
		}
		if redisURL == "" {
			redisURL = k.servers.RedisURL()
		}
	}
	if k.store, err = sql.Open(ctx, databaseURL, sql.Options{MaxConns: connections(c), AfterCommit: afterCommit}); err != nil {
		return nil, err
	}
	if k.redis, err = connectRedis(redisURL); err != nil {
		return nil, err
	}
	n, err := k.store.Migrate(ctx)
	if err != nil {
		return nil, err
	}
	if n > 0 {
		log.Info("schema brought up to date", "migrations", n)
	}
	return k, k.store.PartitionJournal(ctx, clock())
}

// connectRedis makes a client that fails at once while Redis is away: nobody waits for it.
func connectRedis(url string) (redis.UniversalClient, error) {
	opt, err := redis.ParseURL(url)
	if err != nil {
		return nil, fmt.Errorf("redis url: %w", err)
	}
	opt.MaxRetries = -1
	opt.DialerRetries = 1
	opt.DialTimeout = 500 * time.Millisecond
	return redis.NewClient(opt), nil
}

// close lets go of everything and stops our own servers.
func (k *kept) close() error {
	var errs []error
	if k.redis != nil {
		errs = append(errs, k.redis.Close())
	}
	if k.store != nil {
		errs = append(errs, k.store.Close())
	}
	if k.servers != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		errs = append(errs, k.servers.Stop(ctx))
	}
	return errors.Join(errs...)
}
