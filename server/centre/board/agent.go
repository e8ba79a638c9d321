package board

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// AgentRow is one agent on the board: their desk and what they work on.
type AgentRow struct {
	presence.Desk
	Current []Current `json:"current"`
}

// Current is a piece of work in an agent's hands.
type Current struct {
	ItemID       centre.ItemID `json:"item_id" db:"item_id"`
	Channel      string        `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin" db:"channel"`
	CustomerName string        `json:"customer_name" db:"customer_name"`
	Since        time.Time     `json:"since" db:"since"`
}
