package visit

import (
	"context"
	"strings"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/ticket"
)

// Store is what a note needs kept.
type Store interface {
	chat.Store
	ticket.Store
}

// Reader reads what visitors may know.
type Reader interface {
	// PublicQueues gives the queues that are offered to the public, in their order.
	PublicQueues(ctx context.Context) ([]Queue, error)
}

// Queue is a line that visitors may choose.
type Queue struct {
	ID    centre.QueueID    `json:"id"`
	Name  string            `json:"name"`
	Hours calendar.Calendar `json:"-"`
}

// Service is the use cases of a visit.
type Service struct {
	tx       centre.Transactor[Store]
	read     Reader
	clock    centre.Clock
	identify chat.Identify
}

// New makes the service; identify is the one that chats use.
func New(tx centre.Transactor[Store], read Reader, clock centre.Clock, identify chat.Identify) *Service {
	return &Service{tx: tx, read: read, clock: clock, identify: identify}
}

// Welcome is what a visitor is told on arrival.
type Welcome struct {
	Open    bool       `json:"open"`     // some queue is
	OpensAt *time.Time `json:"opens_at"` // when the first will be; none while open, or when none ever will
	Queues  []Queue    `json:"queues"`
}

// Welcome says who is there.
func (s *Service) Welcome(ctx context.Context) (Welcome, error) {
	queues, err := s.read.PublicQueues(ctx)
	if err != nil {
		return Welcome{}, err
	}
	return welcome(queues, s.clock()), nil
}

func welcome(queues []Queue, now time.Time) Welcome {
	w := Welcome{Queues: queues}
	for _, q := range queues {
		at := q.Hours.NextOpen(now)
		if at.IsZero() {
			continue
		}
		if w.OpensAt == nil || at.Before(*w.OpensAt) {
			w.OpensAt = &at
		}
	}
	if w.OpensAt != nil && !w.OpensAt.After(now) {
		w.Open, w.OpensAt = true, nil
	}
	return w
}

// Note is what a visitor leaves when nobody is there.
type Note struct {
	Name    string
	Email   string
	Text    string
	QueueID centre.QueueID // empty: the first that is offered to the public
}

// Leave turns a note into a ticket of whoever the visitor says they are.
func (s *Service) Leave(ctx context.Context, v chat.Visit, n Note) (ticket.Ticket, error) {
	if strings.TrimSpace(n.Text) == "" {
		return ticket.Ticket{}, centre.Field("text", "say something")
	}
	var t ticket.Ticket
	err := s.tx.Do(ctx, func(w Store) error {
		now := s.clock()
		customer, _, err := w.VisitorCustomer(ctx, v.VisitorID)
		if err != nil {
			return err
		}
		queue, err := w.PublicQueue(ctx, n.QueueID)
		if err != nil {
			return err
		}
		if customer, err = s.identify(ctx, w, customer, n.Name, n.Email, now); err != nil {
			return err
		}
		t, err = ticket.Begin(ctx, w, centre.Visitor(v.VisitorID), ticket.Draft{
			Subject: subject(n.Text), QueueID: queue, CustomerID: customer, Text: n.Text, From: ticket.FromCustomer,
		}, now)
		return err
	})
	return t, err
}

// subject is the first line of a note, as a list shows it.
func subject(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	runes := []rune(strings.TrimSpace(line))
	if len(runes) > 120 {
		return string(runes[:119]) + "…"
	}
	return string(runes)
}
