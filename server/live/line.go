package live

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
)

// lineEvery is how often waiting visitors are told where they stand.
const lineEvery = 2 * time.Second

// line tells the visitors of this node who wait where they stand: one query for
// all of them, and a frame only where something changed.
type line struct {
	source Talks
	clock  centre.Clock
	log    *slog.Logger

	mu      sync.Mutex
	waiting map[*client]stand
}

// stand is a visitor's chat, and the place that they were told last.
type stand struct {
	contact centre.ContactID
	told    position
}

func newLine(source Talks, clock centre.Clock, log *slog.Logger) *line {
	return &line{source: source, clock: clock, log: log, waiting: map[*client]stand{}}
}

// wait follows the place of a visitor's chat until it has none any more.
func (l *line) wait(c *client, contact centre.ContactID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[c].contact != contact {
		l.waiting[c] = stand{contact: contact}
	}
}

func (l *line) leave(c *client) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.waiting, c)
}

// changed lets visitors wait again whose work may have gone back into line.
func (l *line) changed(events []wanted) {
	for _, e := range events {
		for c, topic := range e.by {
			if contact, ok := strings.CutPrefix(topic, "contact:"); ok && c.agent == nil && e.Subject.Kind == "item" {
				l.wait(c, centre.ContactID(contact))
			}
		}
	}
}

// run tells places until ctx ends.
func (l *line) run(ctx context.Context) error {
	for pause(ctx, lineEvery) {
		l.tell(ctx)
	}
	return nil
}

func (l *line) tell(ctx context.Context) {
	asked := l.asking()
	if len(asked) == 0 {
		return
	}
	places, err := l.source.Places(ctx, slices.Collect(maps.Values(asked)), l.clock())
	if err != nil {
		if ctx.Err() == nil {
			l.log.WarnContext(ctx, "places in line cannot be told", "err", err)
		}
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for c, id := range asked {
		s := l.waiting[c]
		place, waits := places[id]
		switch p := placed(place); {
		case s.contact != id: // left, or began another chat meanwhile
		case !waits:
			delete(l.waiting, c)
		case !p.same(s.told):
			l.waiting[c] = stand{id, p}
			c.send(p)
		}
	}
}

// asking gives those who wait and are still here.
func (l *line) asking() map[*client]centre.ContactID {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := map[*client]centre.ContactID{}
	for c, s := range l.waiting {
		select {
		case <-c.gone:
			delete(l.waiting, c)
		default:
			all[c] = s.contact
		}
	}
	return all
}

func placed(p chat.Place) position {
	return position{Type: "position", Place: p}
}

func (p position) same(q position) bool {
	if p.Position != q.Position || (p.WaitS == nil) != (q.WaitS == nil) {
		return false
	}
	return p.WaitS == nil || *p.WaitS == *q.WaitS
}
