package queue

import (
	"context"
	"log/slog"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// leaseEvery is how often a node says that it lives; presence.SilentFor without it
// and the agents on it are taken to be silent.
const leaseEvery = 5 * time.Second

// Lease keeps this node's lease and gives up those of nodes that are gone.
type Lease struct {
	Node  centre.NodeID
	Nodes presence.Nodes
	Fade  func(ctx context.Context, agent centre.AgentID, node centre.NodeID) error
	Clock centre.Clock
	Log   *slog.Logger
}

// Run beats until ctx ends.
func (l *Lease) Run(ctx context.Context) error {
	tick := time.NewTicker(leaseEvery)
	defer tick.Stop()
	for {
		if err := l.beat(ctx); err != nil && ctx.Err() == nil {
			l.Log.Warn("lease", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (l *Lease) beat(ctx context.Context) error {
	now := l.Clock()
	if err := l.Nodes.BeatNode(ctx, l.Node, now); err != nil {
		return err
	}
	gone := now.Add(-presence.SilentFor)
	orphans, err := l.Nodes.Orphans(ctx, gone)
	if err != nil {
		return err
	}
	for _, o := range orphans {
		if err := l.Fade(ctx, o.AgentID, o.NodeID); err != nil {
			return err
		}
	}
	return l.Nodes.DropNodes(ctx, gone.Add(-time.Hour))
}
