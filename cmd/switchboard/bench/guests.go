package bench

import (
	"context"
	"time"

	"github.com/gorilla/websocket"
)

// guests are visitors whose sockets are opened a little before they have something to say: a
// socket on which nothing is heard for long is closed.
type guests struct {
	stage *stage
	open  chan guest
}

type guest struct {
	conn *websocket.Conn
	err  error
}

// begun is a chat that was stored, and when its first word was sent.
type begun struct {
	contact string
	at      time.Time
}

// guests opens the sockets of visitors from the one given on, so many ahead, until ctx ends.
func (s *stage) guests(ctx context.Context, from, ahead int) *guests {
	g := &guests{s, make(chan guest, ahead)}
	const doors = 8
	for door := range doors {
		go func() {
			for n := from + door; ctx.Err() == nil; n += doors {
				conn, err := s.visit(ctx, n)
				select {
				case g.open <- guest{conn, err}:
				case <-ctx.Done():
					closeAll([]*websocket.Conn{conn})
				}
				if err != nil {
					return
				}
			}
		}()
	}
	return g
}

// begin has the next guest start a chat; the socket stays open until ctx ends.
func (g *guests) begin(ctx context.Context, n int) (begun, error) {
	select {
	case next := <-g.open:
		if next.err != nil {
			return begun{}, next.err
		}
		context.AfterFunc(ctx, func() { _ = next.conn.Close() })
		at := time.Now()
		contact, err := g.stage.begin(next.conn, n)
		return begun{contact, at}, err
	case <-ctx.Done():
		return begun{}, ctx.Err()
	}
}
