package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"switchboard/server/centre"
)

// How links are told.
const (
	tellAtOnce   = 8               // links told in parallel
	tellRetry    = time.Second     // after one could not be told
	doubtEvery   = 3 * time.Second // whether presence still believes what it was told
	settleWithin = 3 * time.Second // when the node stops
)

// links counts the sockets of each agent on this node and tells presence when
// the first comes and the last goes. What could not be told is told again, so
// presence ends up with what is true however the database does.
type links struct {
	presence Presence
	node     centre.NodeID
	log      *slog.Logger

	mu     sync.Mutex
	agents map[centre.AgentID]*link
	wake   chan struct{}
}

// link is what is true of an agent and what presence was last told.
type link struct {
	sockets int
	told    bool
}

func newLinks(p Presence, node centre.NodeID, log *slog.Logger) *links {
	return &links{presence: p, node: node, log: log, agents: map[centre.AgentID]*link{}, wake: make(chan struct{}, 1)}
}

func (l *links) up(id centre.AgentID)   { l.count(id, 1) }
func (l *links) down(id centre.AgentID) { l.count(id, -1) }

func (l *links) count(id centre.AgentID, by int) {
	l.mu.Lock()
	if l.agents[id] == nil {
		l.agents[id] = &link{}
	}
	l.agents[id].sockets += by
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// run tells presence of every change until ctx ends.
func (l *links) run(ctx context.Context) error {
	tick, look := time.NewTicker(tellRetry), time.NewTicker(doubtEvery)
	defer tick.Stop()
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-l.wake:
		case <-tick.C:
		case <-look.C:
			l.doubt(ctx)
		}
		l.tell(ctx)
	}
}

// doubt finds agents who are here and are taken to be gone, to tell of them anew: while this
// node stood still, or could not reach the database, another gave them up.
func (l *links) doubt(ctx context.Context) {
	here := l.here()
	if len(here) == 0 {
		return
	}
	gone, err := l.presence.NotLinked(ctx, here)
	if err != nil && ctx.Err() == nil {
		l.log.WarnContext(ctx, "it cannot be seen who is taken to be here", "err", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range gone {
		if k := l.agents[id]; k != nil {
			k.told = false
		}
	}
}

// here gives the agents of whom presence was told that they are.
func (l *links) here() []centre.AgentID {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []centre.AgentID
	for id, k := range l.agents {
		if k.sockets > 0 && k.told {
			all = append(all, id)
		}
	}
	return all
}

// settle tells what is left when the node stops.
func (l *links) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	l.tell(ctx)
}

// tell brings presence up to date with every agent whose link changed.
func (l *links) tell(ctx context.Context) {
	var group errgroup.Group
	group.SetLimit(tellAtOnce)
	for id, on := range l.changed() {
		group.Go(func() error {
			l.tellOne(ctx, id, on)
			return nil
		})
	}
	_ = group.Wait() // tellOne gives no error: it is tried again
}

// changed gives the agents whose link is not what presence was told, and drops
// those that are gone and told so.
func (l *links) changed() map[centre.AgentID]bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := map[centre.AgentID]bool{}
	for id, k := range l.agents {
		switch on := k.sockets > 0; {
		case on != k.told:
			all[id] = on
		case !on:
			delete(l.agents, id)
		}
	}
	return all
}

func (l *links) tellOne(ctx context.Context, id centre.AgentID, on bool) {
	say := l.presence.Unlinked
	if on {
		say = l.presence.Linked
	}
	if err := say(ctx, id, l.node); err != nil {
		if ctx.Err() == nil { // otherwise the node stops, and settle tells it
			l.log.WarnContext(ctx, "presence could not be told of a link", "agent", id, "linked", on, "err", err)
		}
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if k := l.agents[id]; k != nil {
		k.told = on
	}
}
