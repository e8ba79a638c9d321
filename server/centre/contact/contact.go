package contact

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Direction is who reached whom.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// Contact is one interaction on one channel.
type Contact struct {
	ID            centre.ContactID     `json:"id"`
	Channel       routing.Channel      `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
	Direction     Direction            `json:"direction" enum:"in,out"`
	CustomerID    centre.CustomerID    `json:"customer_id"`
	QueueID       centre.QueueID       `json:"queue_id"`
	AgentID       centre.AgentID       `json:"agent_id,omitempty"` // who has it, or had it last
	Subject       string               `json:"subject"`
	OpenedAt      time.Time            `json:"opened_at"`
	AnsweredAt    *time.Time           `json:"answered_at"`
	ClosedAt      *time.Time           `json:"closed_at"`
	Outcome       string               `json:"outcome"` // completed · abandoned · inactive (the customer stopped answering) · callback (they chose to be called instead of waiting) · …, of a call we made what became of it: reached · no_answer · … · not_dialled; empty while open
	DispositionID centre.DispositionID `json:"disposition_id,omitempty"`
	Note          string               `json:"note"`
	Rating        *int                 `json:"rating"` // 1…5
	RatingText    string               `json:"rating_text"`
	Page          *Page                `json:"page"`
	Custom        field.Values         `json:"custom"`
	ExternalID    string               `json:"external_id,omitempty"`
	CallbackID    centre.CallbackID    `json:"callback_id,omitempty" doc:"the promise that it is to keep"`
	Version       int                  `json:"version"`
}

// Page is where on our site a visitor was, kept only with their consent.
type Page struct {
	URL      string `json:"url"`
	Title    string `json:"title"`
	Referrer string `json:"referrer"`
}

// topics are the screens that the contact concerns.
func (c *Contact) topics() []string {
	t := []string{"contact:" + string(c.ID), "customer:" + string(c.CustomerID), "queue:" + string(c.QueueID)}
	if c.AgentID != "" {
		t = append(t, "agent:"+string(c.AgentID))
	}
	return t
}

func (c *Contact) event(kind string, by centre.Actor, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "contact", ID: string(c.ID)},
		Topics:  c.topics(),
		Data: centre.Data{
			"channel": c.Channel, "customer_id": c.CustomerID, "queue_id": c.QueueID, "agent_id": c.AgentID,
			"outcome": c.Outcome, "disposition_id": c.DispositionID, "version": c.Version,
		},
	}
}
