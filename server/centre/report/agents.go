package report

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
)

// Agents is what each agent did on one day, by name.
type Agents struct {
	Day  string     `json:"day" doc:"2006-01-02"`
	At   time.Time  `json:"at"`
	Rows []AgentDay `json:"rows"`
}

// AgentDay is what one agent was offered and what became of it.
type AgentDay struct {
	ID          centre.AgentID `json:"id" db:"id"`
	Name        string         `json:"name" db:"name"`
	Team        string         `json:"team" db:"team" doc:"empty for none"`
	Offered     int            `json:"offered" db:"offered"`
	Accepted    int            `json:"accepted" db:"accepted"`
	Missed      int            `json:"missed" db:"missed" doc:"offers that ran out"`
	Declined    int            `json:"declined" db:"declined"`
	Calls       int            `json:"calls" db:"calls" doc:"accepted"`
	Chats       int            `json:"chats" db:"chats" doc:"accepted"`
	Others      int            `json:"others" db:"others" doc:"tickets, e-mails, callbacks and walk-ins accepted"`
	Transferred int            `json:"transferred" db:"transferred" doc:"handed on by them"`
	SignedInS   int            `json:"signed_in_s" db:"-"`
	HandleS     int            `json:"handle_s" db:"-" doc:"with a contact or in wrap-up; several at once count once"`
	PerItemS    *float64       `json:"per_item_s" db:"-" doc:"handle_s by accepted"`
	Occupancy   *float64       `json:"occupancy" db:"-" doc:"handle_s, of that and the time they stood ready; 0…1"`
}

// fill adds what the agent's hours say.
func (a *AgentDay) fill(h HoursDay) {
	a.SignedInS = h.SignedInS
	a.HandleS = h.OnContactS + h.WrapUpS
	a.PerItemS = board.Ratio(float64(a.HandleS), a.Accepted)
	a.Occupancy = board.Ratio(float64(a.HandleS), a.HandleS+h.ReadyS+h.RingingS)
}
