package live

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"switchboard/server/centre"
)

// Options are what the door is made of.
type Options struct {
	Node    centre.NodeID
	Clock   centre.Clock
	Log     *slog.Logger
	Stream  centre.Stream
	Bus     Bus
	Views   Views
	House   House
	Sockets int           // how many a node holds at once; 0: 20 000
	Silence time.Duration // after which a socket is taken to be dead; 0: 15 s
	Origins []string      // besides the server's own, from which agents' pages may come: "https://console.example"
}

// Door is the live door of one node: two handlers and all that moves behind them.
type Door struct {
	House

	node    centre.NodeID
	clock   centre.Clock
	log     *slog.Logger
	stream  centre.Stream
	bus     Bus
	views   Views
	origins []string
	silence time.Duration

	crowd  crowd
	hub    *hub
	links  *links
	boards *boards
	line   *line
	doubts chan string // topics of agents of whose sessions one may have ended
}

// New makes the door; it lets nobody in before Run.
func New(o Options) *Door {
	if o.Silence == 0 {
		o.Silence = 15 * time.Second
	}
	if o.Sockets == 0 {
		o.Sockets = defaultSockets
	}
	d := &Door{
		House: o.House, node: o.Node, clock: o.Clock, log: o.Log, stream: o.Stream,
		bus: o.Bus, views: o.Views, origins: o.Origins, silence: o.Silence, hub: newHub(),
		doubts: make(chan string, 64), crowd: crowd{places: int64(o.Sockets)},
	}
	d.links = newLinks(o.House.Presence, o.Node, o.Log)
	d.boards = newBoards(o.House.Boards, d.hub, o.Clock, o.Log)
	d.line = newLine(o.House.Lines, o.Log)
	return d
}

// Run moves events to sockets until ctx ends; then it says bye to all of them,
// notes that their agents are no longer linked here, and returns.
func (d *Door) Run(ctx context.Context) error {
	f := &feed{stream: d.stream, bus: d.bus, log: d.log, opened: d.hub.start, out: d.relay, away: d.sayAway}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return f.run(ctx) })
	group.Go(func() error { return d.bus.Listen(ctx, d.pass) })
	group.Go(func() error { return d.links.run(ctx) })
	group.Go(func() error { return d.boards.run(ctx) })
	group.Go(func() error { return d.line.run(ctx) })
	group.Go(func() error { return d.recheck(ctx) })
	<-ctx.Done()
	d.hub.stop()
	err := group.Wait()
	d.links.settle(context.WithoutCancel(ctx))
	return err
}

// Ready reports whether the door lets sockets in.
func (d *Door) Ready() bool {
	d.hub.mu.Lock()
	defer d.hub.mu.Unlock()
	return d.hub.open
}

// pass gives a whisper to those of this node whom it concerns.
func (d *Door) pass(w Whisper) {
	for _, c := range d.hub.on(w.Topics...) {
		if c.by != w.By {
			c.queue(outgoing{body: w.Frame})
		}
	}
}

// whisper tells whoever else watches the topics now, here and on other nodes.
func (d *Door) whisper(ctx context.Context, by centre.Actor, v any, topics ...string) {
	if err := d.bus.Whisper(ctx, Whisper{By: by, Topics: topics, Frame: frame(v).body}); err != nil {
		d.log.DebugContext(ctx, "a whisper went no further than this node", "err", err)
	}
}

// sayAway tells every screen that the database is away.
func (d *Door) sayAway() {
	for _, c := range d.hub.all() {
		c.send(problem{Type: "error", Code: codeAway, Message: "the database is away for a moment; nothing is lost", RetryS: 2})
	}
}

// upgrader is tuned for many quiet sockets: small read buffers, shared write
// buffers, compression without memory between messages.
var upgrader = websocket.Upgrader{
	HandshakeTimeout:  5 * time.Second,
	ReadBufferSize:    512,
	WriteBufferSize:   4096,
	WriteBufferPool:   pool,
	EnableCompression: true,
	CheckOrigin:       func(*http.Request) bool { return true }, // the handlers have looked
}

// sameOrigin reports whether the page behind r is one of ours. A program that
// sends no Origin is no browser, so no page abuses its cookies.
func (d *Door) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || slices.Contains(d.origins, origin) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}
