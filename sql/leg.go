package sql

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// AddTransfer keeps how an item came to a leg, and where it stood before.
func (w *Work) AddTransfer(ctx context.Context, id centre.ItemID, leg int, h routing.Handover, from routing.Stood) error {
	_, err := w.exec(ctx, "add-transfer", id, leg, h.At, from.AgentID, h.Note, from.QueueID, doc[[]routing.Need]{from.Required}, doc[*routing.Applied]{from.Because})
	return err
}

// AddLeg keeps a leg of an item that is over.
func (w *Work) AddLeg(ctx context.Context, l routing.Leg) error {
	_, err := w.exec(ctx, "add-leg", l.ItemID, l.QueueID, l.BeganAt, optionalTime(l.AcceptedAt), l.EndedAt, doc[*routing.Applied]{l.Because})
	return err
}

// Stood gives where an item stood before the transfer that a leg began with.
func (w *Work) Stood(ctx context.Context, id centre.ItemID, leg int) (routing.Stood, error) {
	var r struct {
		AgentID  centre.AgentID        `db:"agent_id"`
		QueueID  centre.QueueID        `db:"queue_id"`
		Required doc[[]routing.Need]   `db:"required"`
		Because  doc[*routing.Applied] `db:"because"`
	}
	err := w.one(ctx, "stood", &r, id, leg)
	return routing.Stood{AgentID: r.AgentID, QueueID: r.QueueID, Required: r.Required.V, Because: r.Because.V}, err
}
