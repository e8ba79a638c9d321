package presence

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Store is what presence needs kept.
type Store interface {
	centre.Journal
	// LockDesk reads an agent's desk and holds it until the transaction ends.
	LockDesk(ctx context.Context, id centre.AgentID) (Desk, error)
	// SaveDesk keeps the desk as changed, its next version, and a row of the state log at now.
	SaveDesk(ctx context.Context, d *Desk, now time.Time) error
}

// Nodes are the leases behind presence.
type Nodes interface {
	// BeatNode renews a node's lease.
	BeatNode(ctx context.Context, id centre.NodeID, now time.Time) error
	// Orphans gives the connected agents whose node was not seen since before.
	Orphans(ctx context.Context, before time.Time) ([]Orphan, error)
	// DropNodes deletes nodes not seen since before that hold nobody.
	DropNodes(ctx context.Context, before time.Time) error
}

// Orphan is an agent whose console was connected to a node that is gone.
type Orphan struct {
	AgentID centre.AgentID `db:"agent_id"`
	NodeID  centre.NodeID  `db:"node_id"`
}

// Desks reads desks outside any transaction.
type Desks interface {
	// Desks gives the desks of the agents asked for, in no order.
	Desks(ctx context.Context, ids []centre.AgentID) ([]Desk, error)
}
