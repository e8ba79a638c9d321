package main

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// balancer passes connections on to nodes that want requests, in turn, as the proxy
// before several nodes does.
type balancer struct {
	listener net.Listener
	nodes    []*ward
	well     []atomic.Bool
	next     atomic.Int64
	open     sync.WaitGroup
}

// askEvery is how often it looks at a node.
const askEvery = 500 * time.Millisecond

func startBalancer(t *testing.T, nodes ...*ward) *balancer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &balancer{listener: l, nodes: nodes, well: make([]atomic.Bool, len(nodes))}
	ctx, cancel := context.WithCancel(context.Background())
	for i := range nodes {
		b.open.Go(func() { b.look(ctx, i) })
	}
	b.open.Go(func() { b.accept(ctx) })
	t.Cleanup(func() {
		cancel()
		l.Close()
		b.open.Wait()
	})
	return b
}

func (b *balancer) url() string { return "http://" + b.listener.Addr().String() }

func (b *balancer) look(ctx context.Context, i int) {
	for ctx.Err() == nil {
		b.well[i].Store(b.nodes[i].ready(ctx))
		pauseFor(ctx, askEvery)
	}
}

func (b *balancer) accept(ctx context.Context) {
	for {
		from, err := b.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			b.open.Go(func() { b.pass(ctx, from) })
		}
	}
}

// pass connects both sides until one ends, or ctx does: people leave connections open that
// they may need again. Whom no node would serve is hung up on.
func (b *balancer) pass(ctx context.Context, from net.Conn) {
	defer from.Close()
	defer context.AfterFunc(ctx, func() { from.Close() })()
	first := int(b.next.Add(1))
	for i := range b.nodes {
		n := (first + i) % len(b.nodes)
		if !b.well[n].Load() {
			continue
		}
		to, err := net.DialTimeout("tcp", b.nodes[n].addr, time.Second)
		if err != nil {
			continue
		}
		join(from, to)
		return
	}
}

// join copies both ways until either side ends, and then ends the other.
func join(a, b net.Conn) {
	var both sync.WaitGroup
	one := func(to, from net.Conn) {
		_, _ = io.Copy(to, from)
		to.Close()
		from.Close()
	}
	both.Go(func() { one(a, b) })
	both.Go(func() { one(b, a) })
	both.Wait()
}

func pauseFor(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
