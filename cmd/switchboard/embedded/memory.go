package embedded

import (
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/uuid"
)

// tick is how far the time of a Redis in memory moves at once; it has no clock.
const tick = 100 * time.Millisecond

// memory is a Redis inside this process, for machines that have none.
type memory struct {
	redis *miniredis.Miniredis
	quit  chan struct{}
	done  chan struct{}
}

func (s *Servers) startMemory(log *slog.Logger) error {
	m := &memory{redis: miniredis.NewMiniRedis(), quit: make(chan struct{}), done: make(chan struct{})}
	password := uuid.NewString() // it can only listen on TCP, where any user of the machine may knock
	m.redis.RequireAuth(password)
	if err := m.redis.StartAddr("127.0.0.1:0"); err != nil {
		return fmt.Errorf("start a Redis in memory: %w", err)
	}
	go m.run()
	s.memory = m
	u := url.URL{Scheme: "redis", User: url.UserPassword("", password), Host: m.redis.Addr()}
	s.redisURL = u.String()
	log.Warn("no redis-server is installed: a Redis in memory stands in, for a demo or a small site; " +
		"install redis-server or set REDIS_URL")
	return nil
}

func (m *memory) run() {
	defer close(m.done)
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-m.quit:
			return
		case <-ticker.C:
			m.redis.FastForward(tick)
		}
	}
}

func (m *memory) stop() {
	close(m.quit)
	<-m.done
	m.redis.Close()
}
