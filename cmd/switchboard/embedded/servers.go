package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// Options say what to start and where its data lives. Only Dir is required.
type Options struct {
	Dir          string       // data folder; made when missing
	PostgresBin  string       // folder that holds postgres and initdb; searched for when empty
	RedisBin     string       // path of redis-server; searched for when empty
	User         string       // whom the children run as when we are root; postgres, then nobody, when empty
	SkipPostgres bool         // a DATABASE_URL was given
	SkipRedis    bool         // a REDIS_URL was given
	Throwaway    bool         // test data: written without fsync, removed by Stop
	Log          *slog.Logger // nothing is logged when nil
}

// Servers are the running children.
type Servers struct {
	databaseURL string
	redisURL    string
	postgres    *server
	redis       *server
	memory      *memory
	remove      []string
	lock        *dirLock
	once        sync.Once
	stopped     error
}

// Start returns when every server asked for answers. ctx limits the starting
// only; what was started runs until Stop.
func Start(ctx context.Context, o Options) (_ *Servers, err error) {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	s := &Servers{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Stop(context.WithoutCancel(ctx)))
		}
	}()
	if s.lock, err = lockDir(o.Dir); err != nil {
		return nil, err
	}
	sockets, err := socketDir(s.lock)
	if err != nil {
		return nil, err
	}
	s.remove = append(s.remove, sockets)
	if o.Throwaway {
		s.remove = append(s.remove, o.Dir)
	}
	if !o.SkipPostgres {
		if err := s.startPostgres(ctx, o, sockets); err != nil {
			return nil, err
		}
	}
	if !o.SkipRedis {
		if err := s.startRedis(ctx, o, sockets); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// DatabaseURL is where Postgres answers, for lib/pq.
func (s *Servers) DatabaseURL() string { return s.databaseURL }

// RedisURL is where Redis answers, for redis.ParseURL.
func (s *Servers) RedisURL() string { return s.redisURL }

// RedisInMemory tells whether a Redis that forgets stands in for a real one.
func (s *Servers) RedisInMemory() bool { return s.memory != nil }

// Stop ends the children cleanly, and roughly when ctx ends first. Stop what
// uses them before. A second Stop does nothing.
func (s *Servers) Stop(ctx context.Context) error {
	s.once.Do(func() { s.stopped = s.stop(ctx) })
	return s.stopped
}

func (s *Servers) stop(ctx context.Context) error {
	var errs []error
	if s.redis != nil {
		errs = append(errs, s.redis.stop(ctx))
	}
	if s.memory != nil {
		s.memory.stop()
	}
	if s.postgres != nil {
		errs = append(errs, s.postgres.stop(ctx))
	}
	for _, dir := range s.remove {
		errs = append(errs, os.RemoveAll(dir))
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}
