package simulate

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// frame is a server's frame as far as a simulated person reads it.
type frame struct {
	Type    string `json:"type"`
	Pos     int64  `json:"pos"`
	Kind    string `json:"kind"`
	Subject struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
	} `json:"subject"`
	State    json.RawMessage `json:"state"`
	Work     json.RawMessage `json:"work"`
	Chat     json.RawMessage `json:"chat"`
	ClientID string          `json:"client_id"`
	Message  json.RawMessage `json:"message"`
	Code     any             `json:"code"`
	Ref      string          `json:"ref"`
	RetryS   int             `json:"retry_s"`
}

// socket is a socket that comes back: it says hello with the last position it applied
// and gives each event once, whatever happened in between.
type socket struct {
	dial  func(context.Context) (*websocket.Conn, error)
	hello func(pos *int64) any
	hear  func(frame) // called by one goroutine

	mu   sync.Mutex
	conn *websocket.Conn
	pos  *int64
}

const pingEvery = 10 * time.Second

// run holds the socket until ctx ends.
func (s *socket) run(ctx context.Context) {
	for try := 0; ctx.Err() == nil; try++ {
		conn, err := s.dial(ctx)
		if err == nil {
			try = 0
			s.hold(ctx, conn)
		}
		_ = Pause(ctx, min(500*time.Millisecond<<min(try, 4), 8*time.Second)) // the loop's condition looks at ctx
	}
}

// hold reads from one connection until it ends.
func (s *socket) hold(ctx context.Context, conn *websocket.Conn) {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	defer conn.Close()
	s.mu.Lock()
	s.conn = conn
	pos := s.pos
	s.mu.Unlock()
	if s.send(s.hello(pos)) != nil {
		return
	}
	ended := make(chan struct{})
	pinging := make(chan struct{})
	go func() {
		defer close(pinging)
		s.ping(ended)
	}()
	for {
		var f frame
		_ = conn.SetReadDeadline(time.Now().Add(3 * pingEvery)) // a deadline that cannot be set shows at the read
		if err := conn.ReadJSON(&f); err != nil {
			break
		}
		s.apply(f)
	}
	close(ended)
	<-pinging
}

func (s *socket) ping(ended <-chan struct{}) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if s.send(map[string]any{"type": "ping", "t": 0}) != nil {
				return
			}
		}
	}
}

// apply passes a frame on, an event only once.
func (s *socket) apply(f frame) {
	if f.Type == "event" || f.Type == "snapshot" {
		s.mu.Lock()
		old := s.pos != nil && f.Type == "event" && f.Pos <= *s.pos
		if !old {
			s.pos = &f.Pos
		}
		s.mu.Unlock()
		if old {
			return
		}
	}
	s.hear(f)
}

// send writes a frame on the connection there is; an error means that it is gone and
// another will come.
func (s *socket) send(v any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil {
		return websocket.ErrCloseSent
	}
	_ = s.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return s.conn.WriteJSON(v)
}
