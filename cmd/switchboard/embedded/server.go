package embedded

import (
	"context"
	"log/slog"
	"syscall"
	"time"
)

const (
	firstPause = 100 * time.Millisecond
	longPause  = 5 * time.Second
)

// server keeps one child running until it is stopped.
type server struct {
	log    *slog.Logger
	spawn  func(context.Context) (*child, error) // returns when the child answers
	ask    syscall.Signal                        // how to ask it to end
	cancel context.CancelFunc
	done   chan struct{}
	child  *child // owned by watch until done is closed
}

// run starts the child and goes on watching it.
func (s *server) run(ctx context.Context) error {
	c, err := s.spawn(ctx)
	if err != nil {
		return err
	}
	s.child = c
	watching, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel, s.done = cancel, make(chan struct{})
	go s.watch(watching)
	return nil
}

func (s *server) watch(ctx context.Context) {
	defer close(s.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.child.Exited():
			s.log.Error("server ended by itself and is started again", "why", s.child.failure())
			s.again(ctx)
		}
	}
}

// again tries, at a growing distance, until the child runs or ctx ends.
func (s *server) again(ctx context.Context) {
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, longPause) {
		c, err := s.spawn(ctx)
		if err == nil {
			s.child = c
			return
		}
		s.log.Error("server does not start", "err", err, "next_try_in", pause)
		wait(ctx, pause)
	}
}

func (s *server) stop(ctx context.Context) error {
	if s.cancel == nil {
		return nil
	}
	s.cancel()
	<-s.done
	return s.child.stop(ctx, s.ask)
}

func wait(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}
