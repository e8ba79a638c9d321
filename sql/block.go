package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

var _ routing.Blocks = (*Work)(nil)

// Blocked says which agents are kept from which of a pool's waiting items.
func (w *Work) Blocked(ctx context.Context, pool centre.SiteID, now time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error) {
	var rows []itemAgent
	err := w.all(ctx, "blocked", &rows, pool, now)
	return byItem(rows), err
}

// BlockedFrom reports whether an agent is kept from a customer.
func (w *Work) BlockedFrom(ctx context.Context, agent centre.AgentID, customer centre.CustomerID, now time.Time) (bool, error) {
	var is bool
	err := w.one(ctx, "blocked-from", &is, agent, customer, now)
	return is, err
}

type blockRow struct {
	ID         routing.BlockID     `db:"id"`
	CustomerID centre.CustomerID   `db:"customer_id"`
	AgentID    string              `db:"agent_id"`
	AgentName  string              `db:"agent_name"`
	Reason     routing.BlockReason `db:"reason"`
	Note       string              `db:"note"`
	Until      *time.Time          `db:"until"`
	At         time.Time           `db:"made_at"`
	By         string              `db:"made_by"`
	ByName     string              `db:"by_name"`
}

func (r blockRow) block() routing.Block {
	return routing.Block{
		ID: r.ID, CustomerID: r.CustomerID, Agent: routing.Named{ID: r.AgentID, Name: r.AgentName}, Reason: r.Reason,
		Note: r.Note, Until: r.Until, At: r.At, By: routing.Named{ID: r.By, Name: r.ByName},
	}
}

// AddBlock keeps a new block.
func (w *Work) AddBlock(ctx context.Context, b *routing.Block) error {
	_, err := w.exec(ctx, "add-block", b.ID, b.CustomerID, b.Agent.ID, b.Reason, b.Note, b.Until, b.At, b.By.ID)
	return err
}

// LockBlock reads a block that was not ended and holds it.
func (w *Work) LockBlock(ctx context.Context, id routing.BlockID, customer centre.CustomerID) (routing.Block, error) {
	var r blockRow
	err := w.one(ctx, "lock-block", &r, id, customer)
	return r.block(), err
}

// EndBlock ends a block, and any other that keeps the same two apart; it names them.
func (w *Work) EndBlock(ctx context.Context, id routing.BlockID, by centre.Actor, now time.Time) ([]routing.BlockID, error) {
	var ended []routing.BlockID
	err := w.all(ctx, "end-block", &ended, id, now, by.ID)
	return ended, err
}

// BlocksOf gives a customer's blocks that hold, the oldest first.
func (w *Work) BlocksOf(ctx context.Context, id centre.CustomerID, now time.Time) ([]routing.Block, error) {
	var rows []blockRow
	err := w.all(ctx, "blocks-of", &rows, id, now)
	return each(rows, blockRow.block), err
}
