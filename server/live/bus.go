package live

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"switchboard/server/centre"
)

// Whisper is a frame for whoever watches one of the topics right now, without a
// place in the stream: typing.
type Whisper struct {
	By     centre.Actor    `json:"by"` // is not told
	Topics []string        `json:"topics"`
	Frame  json.RawMessage `json:"frame"`
}

// Bus is centre's bus that also carries whispers.
type Bus interface {
	centre.Bus
	Whisper(ctx context.Context, w Whisper) error
	// Listen calls receive for each whisper, one at a time, until ctx ends.
	Listen(ctx context.Context, receive func(Whisper)) error
}

// exchange passes messages between the goroutines of one process. A receiver
// that falls behind misses some: a bus is a hint.
type exchange[M any] struct {
	mu        sync.Mutex
	receivers []chan M
}

func (x *exchange[M]) send(m M) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, r := range x.receivers {
		select {
		case r <- m:
		default:
		}
	}
}

func (x *exchange[M]) receive(ctx context.Context, fn func(M)) {
	mine := make(chan M, 256)
	x.mu.Lock()
	x.receivers = append(x.receivers, mine)
	x.mu.Unlock()
	defer func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.receivers = slices.DeleteFunc(x.receivers, func(r chan M) bool { return r == mine })
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-mine:
			fn(m)
		}
	}
}

// Memory is the bus of an installation with one process.
type Memory struct {
	events   exchange[[]centre.Stamped]
	whispers exchange[Whisper]
}

var _ Bus = (*Memory)(nil)

// Publish implements centre.Bus.
func (m *Memory) Publish(_ context.Context, events []centre.Stamped) error {
	m.events.send(events)
	return nil
}

// Subscribe implements centre.Bus.
func (m *Memory) Subscribe(ctx context.Context, receive func([]centre.Stamped)) error {
	m.events.receive(ctx, receive)
	return nil
}

// Whisper implements Bus.
func (m *Memory) Whisper(_ context.Context, w Whisper) error {
	m.whispers.send(w)
	return nil
}

// Listen implements Bus.
func (m *Memory) Listen(ctx context.Context, receive func(Whisper)) error {
	m.whispers.receive(ctx, receive)
	return nil
}
