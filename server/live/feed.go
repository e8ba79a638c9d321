package live

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"switchboard/server/centre"
)

// How the feed reads the stream.
const (
	feedPage  = 500
	lookEvery = time.Second // at the stream's head: the net under the bus
)

// feed turns the hints of the bus into the one order without gaps: what is
// known is dropped, and where something is missing the stream is read.
type feed struct {
	stream centre.Stream
	bus    centre.Bus
	log    *slog.Logger
	opened func(pos int64)
	out    func(ctx context.Context, batch []centre.Stamped) // called in order of pos, one at a time
	away   func()                                            // called once when the stream cannot be read

	pos     int64
	failing bool
	hints   chan []centre.Stamped
	missed  chan struct{} // a hint found no room
}

// run follows the stream until ctx ends.
func (f *feed) run(ctx context.Context) error {
	f.hints = make(chan []centre.Stamped, 64)
	f.missed = make(chan struct{}, 1)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return f.bus.Subscribe(ctx, f.hint) })
	group.Go(func() error { return f.follow(ctx) })
	return group.Wait()
}

// hint never waits: a full feed reads the stream when it comes to it.
func (f *feed) hint(batch []centre.Stamped) {
	select {
	case f.hints <- batch:
	default:
		select {
		case f.missed <- struct{}{}:
		default:
		}
	}
}

func (f *feed) follow(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	f.begin(ctx, tick.C)
	for {
		select {
		case <-ctx.Done():
			return nil
		case batch := <-f.hints:
			f.take(ctx, batch)
		case <-f.missed:
			f.catchUp(ctx)
		case <-tick.C:
			f.look(ctx)
		}
	}
}

// begin waits for the stream to answer: from its head on we follow.
func (f *feed) begin(ctx context.Context, tick <-chan time.Time) {
	for {
		head, err := f.stream.Head(ctx)
		if f.well(ctx, err) {
			f.pos = head
			f.opened(head)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// take passes on a batch that continues where we are, and reads the stream for
// one that does not.
func (f *feed) take(ctx context.Context, batch []centre.Stamped) {
	for len(batch) > 0 && batch[0].Pos <= f.pos {
		batch = batch[1:]
	}
	for i, e := range batch {
		if e.Pos != f.pos+1+int64(i) {
			f.catchUp(ctx)
			return
		}
	}
	f.pass(ctx, batch)
}

func (f *feed) look(ctx context.Context) {
	head, err := f.stream.Head(ctx)
	if f.well(ctx, err) && head > f.pos {
		f.catchUp(ctx)
	}
}

func (f *feed) catchUp(ctx context.Context) {
	for ctx.Err() == nil {
		batch, err := f.stream.Since(ctx, f.pos, nil, feedPage)
		if !f.well(ctx, err) {
			return
		}
		f.pass(ctx, batch)
		if len(batch) < feedPage {
			return
		}
	}
}

func (f *feed) pass(ctx context.Context, batch []centre.Stamped) {
	if len(batch) > 0 {
		f.out(ctx, batch)
		f.pos = batch[len(batch)-1].Pos
	}
}

// well notes whether the stream could be read, and tells once when that changes;
// the next look tries again.
func (f *feed) well(ctx context.Context, err error) bool {
	switch {
	case err == nil && f.failing:
		f.failing = false
		f.log.InfoContext(ctx, "the stream is back", "pos", f.pos)
	case err != nil && !f.failing && ctx.Err() == nil:
		f.failing = true
		f.log.WarnContext(ctx, "the stream cannot be read", "err", err)
		f.away()
	}
	return err == nil
}
