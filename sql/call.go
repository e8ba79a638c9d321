package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/call"
)

var _ call.Store = (*Work)(nil)

// QueueNamed finds a queue by its name, whatever the case.
func (w *Work) QueueNamed(ctx context.Context, name string) (centre.QueueID, error) {
	var id centre.QueueID
	err := w.one(ctx, "queue-named", &id, name)
	return id, err
}

// AgentByEmail finds an active agent by the address they sign in with.
func (w *Work) AgentByEmail(ctx context.Context, email string) (centre.AgentID, error) {
	var id centre.AgentID
	err := w.one(ctx, "agent-by-email", &id, email)
	return id, err
}

// LastSpoke names the agent who last spoke with a customer by telephone about a queue's
// matters since then; empty if nobody did.
func (w *Work) LastSpoke(ctx context.Context, id centre.CustomerID, queue centre.QueueID, since time.Time) (centre.AgentID, error) {
	var agent centre.AgentID
	err := w.one(ctx, "last-spoke", &agent, id, queue, since)
	if centre.IsKind(err, centre.NotFound) {
		return "", nil
	}
	return agent, err
}
