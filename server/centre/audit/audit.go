package audit

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Entry is one thing that happened.
type Entry struct {
	ID      int64          `json:"id"`
	At      time.Time      `json:"at"`
	Kind    string         `json:"kind" doc:"in the past tense: offer.made"`
	Actor   centre.Actor   `json:"actor"`
	Subject centre.Subject `json:"subject"`
	Data    centre.Data    `json:"data" doc:"ids, enums and numbers; no personal text"`
}

// Reader reads the journal.
type Reader interface {
	// Journal gives limit entries with ids below before, newest first; an empty
	// subject asks for all.
	Journal(ctx context.Context, subject string, before int64, limit int) ([]Entry, error)
}

// Service answers who asks what happened.
type Service struct{ read Reader }

// New makes the service.
func New(read Reader) *Service { return &Service{read} }

// Entries gives a page of what happened to the subject of this id, or, without
// one, to all.
func (s *Service) Entries(ctx context.Context, subject string, p centre.Page) (centre.List[Entry], error) {
	before, err := p.BeforeNumber()
	if err != nil {
		return centre.List[Entry]{}, err
	}
	rows, err := s.read.Journal(ctx, subject, before, p.Size()+1)
	return centre.ListByNumber(rows, p.Size(), func(e Entry) int64 { return e.ID }), err
}
