package live

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// When the past is too much, a snapshot is quicker.
const (
	maxMissed = 2000   // events that concern the socket
	maxGap    = 20_000 // events of the whole installation
)

// returning is a client that said hello.
type returning struct {
	pos      *int64 // the last one it applied
	topics   []string
	snapshot func(ctx context.Context) (snapshot, error)
}

// resume brings a client up to date and then lets live events through. The
// client joins first, at a known pos, and events after that are held; so what
// lies between its own pos and that one is all that the stream is asked for.
func (d *Door) resume(ctx context.Context, c *client, r returning) error {
	at := d.hub.join(c, r.topics...)
	missed, ok, err := d.missed(ctx, c, r, at)
	if err != nil {
		return err
	}
	hello := welcome{Type: "welcome", Pos: at, ServerTime: d.clock().UTC(), Node: d.node, Resumed: ok}
	if ok {
		hello.Pos = *r.pos
		c.send(hello)
		for _, o := range missed {
			if !c.push(o) {
				return nil
			}
		}
	} else {
		// The state is read after the pos, so it is never older than that.
		body, err := r.snapshot(ctx)
		if err != nil {
			return err
		}
		body.Type, body.Pos = "snapshot", at
		c.send(hello)
		c.send(body)
	}
	c.release()
	return nil
}

// missed gives what the client's topics missed up to at; not ok asks for a
// snapshot: a first visit, a gap too old, or a past that cannot be shown.
func (d *Door) missed(ctx context.Context, c *client, r returning, at int64) (_ []outgoing, ok bool, err error) {
	if r.pos == nil || *r.pos < 0 || at-*r.pos > maxGap {
		return nil, false, nil
	}
	if ok, err := d.kept(ctx, *r.pos, at); err != nil || !ok {
		return nil, false, err
	}
	c.known(*r.pos)
	if *r.pos >= at {
		return nil, true, nil
	}
	events, err := d.stream.Since(ctx, *r.pos, withoutBoard(r.topics), maxMissed+1)
	if err != nil || len(events) > maxMissed {
		return nil, false, err
	}
	events = slices.DeleteFunc(events, func(e centre.Stamped) bool { return e.Pos > at })
	shown, err := d.views.render(ctx, events)
	if err != nil {
		if passing(err) {
			return nil, false, err
		}
		d.log.ErrorContext(ctx, "a replay cannot be shown", "err", err)
		return nil, false, nil
	}
	return addressed(c, r.topics, events, shown), true, nil
}

// kept reports whether the stream still has everything after pos. A pos ahead
// of this node may be known to another; ahead of the head it is from another life.
func (d *Door) kept(ctx context.Context, pos, at int64) (bool, error) {
	if pos > at {
		head, err := d.stream.Head(ctx)
		return pos <= head, err
	}
	if pos == at {
		return true, nil
	}
	next, err := d.stream.Since(ctx, pos, nil, 1)
	return len(next) == 1 && next[0].Pos == pos+1, err
}

// addressed puts each shown event under the first topic that the client asked for.
func addressed(c *client, topics []string, events []centre.Stamped, shown []rendered) []outgoing {
	under := map[int64]string{}
	for _, e := range events {
		for _, t := range e.Topics {
			if slices.Contains(topics, t) {
				under[e.Pos] = t
				break
			}
		}
	}
	var all []outgoing
	for _, r := range shown {
		if o, ok := r.to(c, under[r.pos]); ok {
			all = append(all, o)
		}
	}
	return all
}

func withoutBoard(topics []string) []string {
	return slices.DeleteFunc(slices.Clone(topics), isBoard)
}

// relay passes a batch on to the sockets of this node that want it. It only
// comes back when that is done, so order is kept; while the database is away it
// waits. What cannot be shown at all costs those it concerns a new start.
func (d *Door) relay(ctx context.Context, batch []centre.Stamped) {
	events, boardChanged := d.hub.pass(batch)
	if boardChanged {
		d.boards.changed()
	}
	d.line.changed(events)
	d.doubt(batch)
	if len(events) == 0 {
		return
	}
	stamped := make([]centre.Stamped, len(events))
	for i, e := range events {
		stamped[i] = e.Stamped
	}
	shown, err := d.patiently(ctx, stamped)
	if err != nil {
		d.log.ErrorContext(ctx, "events cannot be shown", "pos", stamped[0].Pos, "err", err)
		cutAll(events)
		return
	}
	to := map[int64]map[*client]string{}
	for _, e := range events {
		to[e.Pos] = e.by
	}
	for _, r := range shown {
		for c, topic := range to[r.pos] {
			if o, ok := r.to(c, topic); ok {
				c.deliver(o)
			}
		}
	}
}

// patiently renders, again and again while a part of the house is away.
func (d *Door) patiently(ctx context.Context, events []centre.Stamped) ([]rendered, error) {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		shown, err := d.views.render(ctx, events)
		if err == nil || !passing(err) {
			return shown, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

func cutAll(events []wanted) {
	for _, e := range events {
		for c := range e.by {
			c.cut(closeComeBack, "an update could not be shown")
		}
	}
}
