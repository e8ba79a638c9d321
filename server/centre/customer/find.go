package customer

import (
	"context"

	"switchboard/server/centre"
)

// FoundTicket is a ticket as a search shows it.
type FoundTicket struct {
	ID       centre.TicketID `json:"id"`
	Number   int64           `json:"number"`
	Subject  string          `json:"subject"`
	State    string          `json:"state"`
	Priority int             `json:"priority"`
	Customer Ref             `json:"customer"`
}

// Found is what a search found.
type Found struct {
	Customers []Customer    `json:"customers"`
	Tickets   []FoundTicket `json:"tickets"`
}

// List gives a page of customers, the newest first.
func (s *Service) List(ctx context.Context, page centre.Page) (centre.List[Customer], error) {
	after, err := page.After()
	if err != nil {
		return centre.List[Customer]{}, err
	}
	ids, err := s.read.RecentCustomers(ctx, after, page.Size()+1)
	if err != nil {
		return centre.List[Customer]{}, err
	}
	rows, err := s.read.Customers(ctx, ids)
	return centre.ListOf(rows, page.Size(), func(c Customer) centre.Key { return centre.Key{At: c.CreatedAt, ID: string(c.ID)} }), err
}

// Customers gives up to limit customers that a question finds, best first. There
// is no next page: who sees too many asks more precisely.
func (s *Service) Customers(ctx context.Context, question string, limit int) ([]Customer, error) {
	ids, err := s.find(ctx, ask(question, s.region), limit)
	if err != nil {
		return nil, err
	}
	return s.read.Customers(ctx, ids)
}

// Search gives up to limit customers and up to limit tickets that a question finds.
func (s *Service) Search(ctx context.Context, text string, limit int) (Found, error) {
	q := ask(text, s.region)
	ids, err := s.find(ctx, q, limit)
	if err != nil {
		return Found{}, err
	}
	customers, err := s.read.Customers(ctx, ids)
	if err != nil {
		return Found{}, err
	}
	tickets, err := s.findTickets(ctx, q, limit)
	return Found{Customers: customers, Tickets: tickets}, err
}

// find asks one index after the other, the sharpest first, until there are enough.
func (s *Service) find(ctx context.Context, q question, limit int) ([]centre.CustomerID, error) {
	var ids []centre.CustomerID
	seen := map[centre.CustomerID]bool{}
	add := func(more []centre.CustomerID) {
		for _, id := range more {
			if !seen[id] && len(ids) < limit {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, step := range q.steps {
		more, err := s.take(ctx, step, limit)
		if err != nil {
			return nil, err
		}
		if add(more); len(ids) == limit || len(ids) > 0 && step.known != nil && step.known.sharp {
			break
		}
	}
	return ids, nil
}

func (s *Service) take(ctx context.Context, one step, limit int) ([]centre.CustomerID, error) {
	switch {
	case one.names != nil:
		return s.read.CustomersNamed(ctx, *one.names, limit)
	case one.domain != nil:
		return s.read.CustomersAtDomain(ctx, *one.domain, limit)
	}
	return s.read.CustomersKnownBy(ctx, one.known.text, one.known.inside, limit)
}

func (s *Service) findTickets(ctx context.Context, q question, limit int) ([]FoundTicket, error) {
	switch {
	case q.number != "":
		return s.read.TicketsNumbered(ctx, q.number, limit)
	case q.about != "":
		return s.read.TicketsAbout(ctx, q.about, limit)
	}
	return []FoundTicket{}, nil
}
