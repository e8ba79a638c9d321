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
	"switchboard/server/centre/wait"
)

// How often waiting visitors are told where they stand.
const (
	lineEvery  = 2 * time.Second
	lineSoon   = 250 * time.Millisecond // who has just come need not wait for that
	lineShare  = 8                      // a look that took t is followed by a rest of 8 t
	lineForget = 10 * time.Minute       // what was told to a chat whose visitor is not here
)

// line tells the visitors of this node who wait where they stand: one look for all of
// them, and a frame only where something changed.
type line struct {
	source Lines
	log    *slog.Logger
	fresh  chan struct{}

	mu      sync.Mutex
	waiting map[*client]stand
	told    map[centre.ContactID]*telling
}

// stand is a visitor's chat, and the place that this socket heard last.
type stand struct {
	contact centre.ContactID
	heard   *wait.Place
}

// telling is what was told to a chat, on whichever socket: a page read again hears no
// worse place.
type telling struct {
	wait.Told
	at time.Time
}

func newLine(source Lines, log *slog.Logger) *line {
	return &line{
		source: source, log: log, fresh: make(chan struct{}, 1),
		waiting: map[*client]stand{}, told: map[centre.ContactID]*telling{},
	}
}

// wait follows the place of a visitor's chat until it has none any more.
func (l *line) wait(c *client, contact centre.ContactID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[c].contact == contact {
		return
	}
	l.waiting[c] = stand{contact: contact}
	select {
	case l.fresh <- struct{}{}:
	default:
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
	return paced{whenever: l.fresh, atAll: lineEvery, least: lineSoon, share: lineShare}.run(ctx, l.tell)
}

func (l *line) tell(ctx context.Context) {
	now := time.Now()
	asked := l.asking(now)
	if len(asked) == 0 {
		return
	}
	places, err := l.source.Places(ctx, slices.Collect(maps.Keys(asked)))
	if err != nil {
		if ctx.Err() == nil {
			l.log.WarnContext(ctx, "places in line cannot be told", "err", err)
		}
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remember(asked, places, now)
	for c, s := range l.waiting {
		switch t, waits := l.told[s.contact]; {
		case waits && (s.heard == nil || !s.heard.Same(t.Place)):
			heard := t.Place
			l.waiting[c] = stand{s.contact, &heard}
			c.send(position{Type: "position", Place: heard})
		case !waits && asked[s.contact]:
			delete(l.waiting, c)
		}
	}
}

// remember makes what is told of what is so, and forgets who waits no more.
func (l *line) remember(asked map[centre.ContactID]bool, places map[centre.ContactID]wait.Place, now time.Time) {
	for id := range asked {
		place, waits := places[id]
		if !waits {
			delete(l.told, id)
			continue
		}
		if l.told[id] == nil {
			l.told[id] = &telling{}
		}
		l.told[id].Told = l.told[id].Then(place)
		l.told[id].at = now
	}
}

// asking gives the chats of those who wait and are still here, and forgets what was
// told long ago to those who did not come back.
func (l *line) asking(now time.Time) map[centre.ContactID]bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, t := range l.told {
		if now.Sub(t.at) > lineForget {
			delete(l.told, id)
		}
	}
	asked := map[centre.ContactID]bool{}
	for c, s := range l.waiting {
		select {
		case <-c.gone:
			delete(l.waiting, c)
		default:
			asked[s.contact] = true
		}
	}
	return asked
}
