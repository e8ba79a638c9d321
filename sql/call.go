package sql

import (
	"context"

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
