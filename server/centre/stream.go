package centre

import "context"

// Stamped is an event with its place in the one order that screens follow: pos
// is dense, so a receiver that sees a gap knows that it missed something.
type Stamped struct {
	Pos int64
	Event
}

// Bus carries stamped events to every node. It is a hint and may drop: who sees
// a gap in pos reads the stream instead.
type Bus interface {
	Publish(ctx context.Context, events []Stamped) error
	// Subscribe calls receive for each batch, one at a time, until ctx ends.
	Subscribe(ctx context.Context, receive func([]Stamped)) error
}

// Stream is the stamped journal as it is kept.
type Stream interface {
	// Head is the newest position; 0 before the first event.
	Head(ctx context.Context) (int64, error)
	// Since gives up to limit events after pos, in order; with topics, only
	// those that concern one of them.
	Since(ctx context.Context, pos int64, topics []string, limit int) ([]Stamped, error)
}
