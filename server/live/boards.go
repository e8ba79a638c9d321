package live

import (
	"context"
	"log/slog"
	"strings"
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
		if isBoard(t) {
			b.changed()
		}
	}
}

// run pushes boards until ctx ends.
func (b *boards) run(ctx context.Context) error {
	return paced{whenever: b.dirty, atAll: boardAtAll, least: boardEvery, share: boardShare}.run(ctx, b.push)
}

// push works out one board for each site that somebody watches, and sends it.
func (b *boards) push(ctx context.Context) {
	for site, watchers := range b.wanted() {
		if err := b.send(ctx, site, watchers); err != nil && ctx.Err() == nil {
			b.log.WarnContext(ctx, "no board", "site", site, "err", err)
		}
	}
}

// wanted gives who watches the board of which site, by the topic under which they
// do. Who was moved sees their old site's no more.
func (b *boards) wanted() map[centre.SiteID]map[string][]*client {
	all := map[centre.SiteID]map[string][]*client{}
	for topic, watchers := range b.hub.boards() {
		for _, c := range watchers {
			if c.agent == nil {
				continue
			}
			site, err := c.agent.holder.Load().BoardSite(askedSite(topic))
			if err != nil {
				continue
			}
			if all[site] == nil {
				all[site] = map[string][]*client{}
			}
			all[site][topic] = append(all[site][topic], c)
		}
	}
	return all
}

// askedSite is the site that a board's topic names; empty for the watcher's own.
func askedSite(topic string) centre.SiteID {
	_, site, _ := strings.Cut(topic, ":")
	return centre.SiteID(site)
}

// send makes each frame once: it is packed once however many watch.
func (b *boards) send(ctx context.Context, site centre.SiteID, watchers map[string][]*client) error {
	now, err := b.source.Board(ctx, site)
	if err != nil {
		return err
	}
	for topic, clients := range watchers {
		f := frame(boardFrame{Type: "board", Site: askedSite(topic), At: now.At, Board: now})
		p, err := websocket.NewPreparedMessage(websocket.TextMessage, f.body)
		if err != nil {
			return err
		}
		for _, c := range clients {
			c.board(topic, p)
		}
	}
	return nil
}
