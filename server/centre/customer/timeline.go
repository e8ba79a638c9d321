package customer

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// EntryKind is what a line of the timeline is about.
type EntryKind string

// The kinds of entries.
const (
	ContactEntry  EntryKind = "contact"
	TicketEntry   EntryKind = "ticket"
	CallbackEntry EntryKind = "callback"
	MergeEntry    EntryKind = "merge"
)

// Entry is one line of a customer's history; what a kind does not have is empty.
type Entry struct {
	Kind      EntryKind  `json:"kind" enum:"contact,ticket,callback,merge"`
	ID        string     `json:"id" doc:"of the contact, ticket, callback or merge"`
	At        time.Time  `json:"at"`
	Subject   string     `json:"subject"`
	State     string     `json:"state" doc:"a contact: open or its outcome; a merge: merged or undone"`
	Channel   string     `json:"channel,omitempty" enum:"call,chat,ticket,email,social,callback,walkin"`
	Direction string     `json:"direction,omitempty" enum:"in,out"`
	Number    int64      `json:"number,omitempty" doc:"of a ticket"`
	Queue     string     `json:"queue,omitempty"`
	Agent     string     `json:"agent,omitempty"`
	DueAt     *time.Time `json:"due_at,omitempty"`
	KeptSince *time.Time `json:"kept_since,omitempty" doc:"of a call in the customer's turn instead of waiting: since when they had the place that was kept"`
	Rating    int        `json:"rating,omitempty"`
	Other     *Ref       `json:"other,omitempty" doc:"the other customer of a merge"`
}

// Timeline gives a page of what is in reach of a customer's history, newest first.
func (s *Service) Timeline(ctx context.Context, r centre.Reach, id centre.CustomerID, page centre.Page) (centre.List[Entry], error) {
	after, err := page.After()
	if err != nil {
		return centre.List[Entry]{}, err
	}
	current, err := s.read.Survivor(ctx, id)
	if err != nil {
		return centre.List[Entry]{}, err
	}
	rows, err := s.read.CustomerHistory(ctx, r, current, after, page.Size()+1)
	return centre.ListOf(rows, page.Size(), func(e Entry) centre.Key { return centre.Key{At: e.At, ID: e.ID} }), err
}
