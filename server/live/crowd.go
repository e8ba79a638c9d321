package live

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// defaultSockets is how many sockets a node holds where nobody said: some 400 MB.
	defaultSockets = 20_000

	// comeInWithin is how long it may take to find out who comes.
	comeInWithin = 10 * time.Second

	// serveWithin is how long one frame may take to be served; its sender is then told to
	// send it again. It is longer than any wait of the store's but that for a connection.
	serveWithin = 40 * time.Second
)

// crowd has a place for each socket, from its handshake to its end.
type crowd struct {
	places     int64
	taken      atomic.Int64
	turnedAway atomic.Int64
}

// enter takes a place; who got one must leave.
func (c *crowd) enter() bool {
	if c.taken.Add(1) > c.places {
		c.taken.Add(-1)
		c.turnedAway.Add(1)
		return false
	}
	return true
}

func (c *crowd) leave() { c.taken.Add(-1) }

// Sockets is how many there are now, those included that are being let in.
func (d *Door) Sockets() int64 { return d.crowd.taken.Load() }

// TurnedAway is how many sockets found no place so far.
func (d *Door) TurnedAway() int64 { return d.crowd.turnedAway.Load() }

// admit lets one in where there is room. comeIn reports whether it stays: then the place is
// given back at its end. Who finds none is told so by a socket, whose close code a page can
// read, before anything is asked of the store.
func (d *Door) admit(w http.ResponseWriter, r *http.Request, comeIn func(http.ResponseWriter, *http.Request) bool) {
	if !d.crowd.enter() {
		if c, err := d.upgrade(w, r); err == nil {
			turnAway(c, closeComeBack, "as many are here as there is room for")
		}
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), comeInWithin)
	defer cancel()
	if !comeIn(w, r.WithContext(ctx)) {
		d.crowd.leave()
	}
}
