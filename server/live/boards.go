package live

import (
	"context"
	"log/slog"
	"time"

	"github.com/gorilla/websocket"

	"switchboard/server/centre"
)

// How often a board is worked out anew.
const (
	boardEvery = 250 * time.Millisecond // at most, and only when something changed
	boardAtAll = 5 * time.Second        // at least, while somebody watches: time alone raises alerts
	boardShare = 8                      // a board that took t to work out rests for 8 t
)

// boards works out the board of each site that is watched on this node, once
// for all who watch it.
type boards struct {
	source Boards
	hub    *hub
	clock  centre.Clock
	log    *slog.Logger
	dirty  chan struct{}
}

func newBoards(source Boards, h *hub, clock centre.Clock, log *slog.Logger) *boards {
	return &boards{source: source, hub: h, clock: clock, log: log, dirty: make(chan struct{}, 1)}
}

// changed notes that a board is not true any more.
func (b *boards) changed() {
	select {
	case b.dirty <- struct{}{}:
	default:
	}
}

// watched makes sure that who begins to watch gets a board soon.
func (b *boards) watched(topics ...string) {
	for _, t := range topics {
		if t == boardTopic {
			b.changed()
		}
	}
}

// run pushes boards until ctx ends.
func (b *boards) run(ctx context.Context) error {
	for {
		quiet := time.NewTimer(boardAtAll)
		select {
		case <-ctx.Done():
			quiet.Stop()
			return nil
		case <-b.dirty:
		case <-quiet.C:
		}
		quiet.Stop()
		began := time.Now()
		b.push(ctx)
		if !pause(ctx, max(boardEvery, boardShare*time.Since(began))) {
			return nil
		}
	}
}

// push works out and sends one board for each site that somebody watches.
func (b *boards) push(ctx context.Context) {
	by := map[centre.SiteID][]*client{}
	for _, c := range b.hub.on(boardTopic) {
		if c.agent != nil {
			site := boardSite(c.agent.holder.Load().Caller)
			by[site] = append(by[site], c)
		}
	}
	for site, watchers := range by {
		p, err := b.prepare(ctx, site)
		if err != nil {
			if ctx.Err() == nil {
				b.log.WarnContext(ctx, "no board", "site", site, "err", err)
			}
			continue
		}
		for _, c := range watchers {
			c.board(p)
		}
	}
}

// prepare makes the frame once: it is packed once however many watch.
func (b *boards) prepare(ctx context.Context, site centre.SiteID) (*websocket.PreparedMessage, error) {
	now, err := b.source.Board(ctx, site)
	if err != nil {
		return nil, err
	}
	return websocket.NewPreparedMessage(websocket.TextMessage, frame(boardFrame{Type: "board", At: now.At, Board: now}).body)
}

// pause waits for d and reports whether ctx still lives.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
