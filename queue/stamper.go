package queue

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
)

const (
	stampBatch = 500                  // events that one transaction stamps at most
	stampAgain = 5 * time.Millisecond // after finding another node at it
)

// Stamper gives committed events their place in the stream and hands on what
// follows. Any number may run; whoever holds the head's row works.
type Stamper struct {
	Store *sql.Store
	Bus   centre.Bus
	Tasks *Tasks
	Wake  *Wake
	Log   *slog.Logger

	// Every is the poll that finds what another node committed and did not live
	// to stamp; 0 means a second.
	Every time.Duration
}

// Run stamps until ctx ends. Publishing has a goroutine of its own, so that a bus
// that hangs cannot hold up the stream.
func (s *Stamper) Run(ctx context.Context) error {
	publish := make(chan []centre.Stamped, 256)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.publishAll(ctx, publish)
	}()
	s.loop(ctx, publish)
	<-done
	return nil
}

func (s *Stamper) loop(ctx context.Context, publish chan<- []centre.Stamped) {
	every := s.Every
	if every == 0 {
		every = time.Second
	}
	poll := time.NewTicker(every)
	defer poll.Stop()
	for {
		more, err := s.once(ctx, publish)
		var again <-chan time.Time
		switch {
		case errors.Is(err, sql.ErrStamping):
			again = time.After(stampAgain)
		case err != nil && ctx.Err() == nil:
			s.Log.Warn("stamp", "err", err)
		case more:
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-s.Wake.stamp:
		case <-again:
		case <-poll.C:
		}
	}
}

// once stamps one batch and hands it on; more says that there may be another.
func (s *Stamper) once(ctx context.Context, publish chan<- []centre.Stamped) (more bool, err error) {
	var added []sql.Task
	events, err := s.Store.Stamp(ctx, stampBatch, func(w *sql.Work, events []centre.Stamped) error {
		added, err = w.AddTasks(ctx, follow(events))
		return err
	})
	if err != nil || len(events) == 0 {
		return false, err
	}
	select {
	case publish <- events:
	default: // the bus is stuck; screens read the stream when they see the gap
		s.Log.Warn("bus is behind, a batch is left to the stream", "events", len(events))
	}
	s.Tasks.Hand(added)
	return len(events) == stampBatch, nil
}

func (s *Stamper) publishAll(ctx context.Context, publish <-chan []centre.Stamped) {
	for {
		select {
		case <-ctx.Done():
			return
		case events := <-publish:
			if err := s.Bus.Publish(ctx, events); err != nil && ctx.Err() == nil {
				s.Log.Warn("publish", "err", err)
			}
		}
	}
}
