package live

import (
	"context"
	"errors"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"switchboard/server/centre"
)

// pool shares write buffers between all sockets.
var pool = &sync.Pool{}

// How fast and how badly one socket may talk.
const (
	framesPerSecond = 20
	framesAtOnce    = 60
	badEvery        = 6 * time.Second // bad frames forgiven at this rate…
	badAtOnce       = 10              // …and so many at once
)

// speaker is one sort of client: what it may say and what is done about it.
type speaker interface {
	grammar() grammar
	hear(ctx context.Context, frame any) error
}

// serve runs a socket until either side ends it, and then calls after. It has
// goroutines of its own, which the hub waits for: the HTTP server's would keep
// its buffers as long as the socket lives. It reports whether the socket was let in.
func (d *Door) serve(c *client, s speaker, after func()) bool {
	if err := d.hub.enter(c); err != nil {
		turnAway(c, closeComeBack, err.Error())
		return false
	}
	go func() {
		defer d.crowd.leave()
		defer d.hub.leave(c)
		defer after()
		var writer sync.WaitGroup
		writer.Go(c.write)
		defer writer.Wait()
		defer d.mend(c)
		d.listen(context.Background(), c, s)
	}()
	return true
}

// mend keeps a mistake in one frame's handling from ending the whole node.
func (d *Door) mend(c *client) {
	if p := recover(); p != nil {
		d.log.Error("a socket's handler panicked", "client", c.by, "panic", p, "stack", string(debug.Stack()))
		c.cut(closeComeBack, "something went wrong here")
	}
}

// upgrade makes a socket of the request; when that fails it has answered.
func (d *Door) upgrade(w http.ResponseWriter, r *http.Request) (*client, error) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, err
	}
	return newClient(conn, d.silence), nil
}

// turnAway ends a socket before it was let in: a browser's page can read a close
// code, but not the status of a refused upgrade.
func turnAway(c *client, code int, reason string) {
	c.cut(code, reason)
	c.write()
}

// away answers a request that cannot become a socket now.
func away(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "2")
	http.Error(w, "a part of the house is away for a moment", http.StatusServiceUnavailable)
}

// listen reads frames until the socket ends.
func (d *Door) listen(ctx context.Context, c *client, s speaker) {
	pace := rate.NewLimiter(framesPerSecond, framesAtOnce)
	bad := rate.NewLimiter(rate.Every(badEvery), badAtOnce)
	for {
		ref, err := d.one(ctx, c, s, pace)
		if err == nil {
			continue
		}
		p, ok := explain(err)
		if !ok {
			c.cut(ended(err))
			return
		}
		switch p.Code {
		case codeAway:
			d.log.WarnContext(ctx, "a frame could not be served", "client", c.by, "err", err)
		case codeMalformed, codeTooLarge, codeUnknownType:
			if !bad.Allow() {
				c.cut(closeAbuse, "too many bad frames")
				return
			}
		}
		p.Type, p.Ref = "error", ref
		c.send(p)
		select {
		case <-c.gone:
			return
		default:
		}
	}
}

// one reads, understands and serves a single frame. Who sends too many is read
// more slowly: their own network holds the rest.
func (d *Door) one(ctx context.Context, c *client, s speaker, pace *rate.Limiter) (ref string, err error) {
	raw, err := c.read()
	if err != nil {
		return "", err
	}
	if err := pace.Wait(ctx); err != nil {
		return "", err
	}
	frame, ref, err := s.grammar().decode(raw)
	if err != nil {
		return ref, err
	}
	ctx, cancel := context.WithTimeout(ctx, serveWithin)
	defer cancel()
	switch f := frame.(type) {
	case *ping:
		c.send(pong{Type: "pong", T: f.T, ServerTime: d.clock().UTC()})
		return ref, nil
	case *ack:
		return ref, unservedIf(d.received(ctx, c, f.Pos))
	}
	return ref, unservedIf(s.hear(ctx, frame))
}

// received notes the messages that a client says it has. A conversation that
// went to somebody else meanwhile is theirs to note.
func (d *Door) received(ctx context.Context, c *client, pos int64) error {
	for contact, seq := range c.acked(pos) {
		err := d.Chats.Progress(ctx, c.by, contact, false, seq)
		if err != nil && !centre.IsKind(err, centre.Forbidden) {
			return err
		}
	}
	return nil
}

// unserved is the error of a frame that was understood, as against one of the socket.
type unserved struct{ err error }

func unservedIf(err error) error {
	if err == nil {
		return nil
	}
	return &unserved{err}
}

func (u *unserved) Error() string { return u.err.Error() }
func (u *unserved) Unwrap() error { return u.err }

// explain makes the error frame of err; not ok when err is the socket's end.
func explain(err error) (p problem, ok bool) {
	var r *refusal
	if errors.As(err, &r) {
		return problem{Code: r.code, Message: r.message}, true
	}
	var f *centre.Fault
	if errors.As(err, &f) {
		return problem{Code: word(f), Reason: f.Code, Message: f.Message, RetryS: seconds(f.RetryAfter)}, true
	}
	var u *unserved
	if errors.As(err, &u) {
		return problem{Code: codeAway, Message: "this could not be done now", RetryS: 2}, true
	}
	return problem{}, false
}

// word is the code of a fault on the wire.
func word(f *centre.Fault) string {
	switch f.Kind {
	case centre.Conflict:
		return codeTooLate
	case centre.NotFound, centre.Forbidden, centre.Unauthenticated:
		return codeNotYours
	case centre.Busy:
		if f.Code == codeTooFast {
			return codeTooFast
		}
		return codeAway
	}
	return codeMalformed
}

// seconds rounds up: coming back a little late is in time.
func seconds(d time.Duration) int {
	return int((d + time.Second - 1) / time.Second)
}

// errNoHello refuses whatever comes before hello.
var errNoHello = refusef(codeMalformed, "say hello first")

// errHelloTwice refuses a second hello.
var errHelloTwice = refusef(codeTooLate, "hello was said already")
