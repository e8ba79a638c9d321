package chat

import (
	"context"

	"switchboard/server/centre"
)

// Ends is who is in a conversation; no agent while the visitor waits.
type Ends struct {
	VisitorID centre.VisitorID `db:"visitor_id"`
	AgentID   centre.AgentID   `db:"agent_id"`
	AgentName string           `db:"agent_name"`
}

// Marks are how far both sides of a conversation got, as message numbers.
type Marks struct {
	ContactID         centre.ContactID `json:"contact_id" db:"contact_id"`
	QueueID           centre.QueueID   `json:"-" db:"queue_id"` // whose work the conversation is
	CustomerDelivered int              `json:"customer_delivered" db:"customer_delivered"`
	CustomerRead      int              `json:"customer_read" db:"customer_read"`
	AgentDelivered    int              `json:"agent_delivered" db:"agent_delivered"`
	AgentRead         int              `json:"agent_read" db:"agent_read"`
	Version           int              `json:"version" db:"version"`
}

// Screens reads conversations for those who have them before their eyes, many at
// once, outside any transaction.
type Screens interface {
	// Ends says who is in a conversation.
	Ends(ctx context.Context, id centre.ContactID) (Ends, error)
	// Marks says how far conversations got.
	Marks(ctx context.Context, ids []centre.ContactID) ([]Marks, error)
	// MessagesByID gives messages, internal ones too, with whose work they are.
	MessagesByID(ctx context.Context, ids []string) (map[string]Message, error)
}
