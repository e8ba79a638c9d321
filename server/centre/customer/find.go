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
	State    string          `json:"state" enum:"new,open,pending,on_hold,solved,closed,merged,spam,cancelled"`
	Priority int             `json:"priority"`
	Customer Ref             `json:"customer"`
}

// Found is what a search found.
type Found struct {
	Customers []Customer    `json:"customers"`
	Tickets   []FoundTicket `json:"tickets"`

	NextCursor *string `json:"next_cursor" doc:"Of both lists; null when neither goes on"`
}

// List gives a page of the customers in reach, the newest first.
func (s *Service) List(ctx context.Context, r centre.Reach, page centre.Page) (centre.List[Customer], error) {
	after, err := page.After()
	if err != nil {
		return centre.List[Customer]{}, err
	}
	ids, err := s.read.RecentCustomers(ctx, r, after, page.Size()+1)
	if err != nil {
		return centre.List[Customer]{}, err
	}
	rows, err := s.read.Customers(ctx, ids)
	return centre.ListOf(rows, page.Size(), func(c Customer) centre.Key { return centre.Key{At: c.CreatedAt, ID: string(c.ID)} }), err
}

// Customers gives a page of the customers in reach that a question finds, best first.
func (s *Service) Customers(ctx context.Context, r centre.Reach, question string, page centre.Page) (centre.List[Customer], error) {
	seen, err := page.Seen()
	if err != nil {
		return centre.List[Customer]{}, err
	}
	ids, err := s.find(ctx, r, ask(question, s.region), seen+page.Size()+1)
	if err != nil {
		return centre.List[Customer]{}, err
	}
	found, err := s.read.Customers(ctx, centre.Ranked(ids, seen, page.Size()))
	return centre.List[Customer]{Items: found, NextCursor: centre.NextRanked(len(ids), seen, page.Size())}, err
}

// Search gives a page of the customers and a page of the tickets in reach that a question finds.
func (s *Service) Search(ctx context.Context, r centre.Reach, text string, page centre.Page) (Found, error) {
	seen, err := page.Seen()
	if err != nil {
		return Found{}, err
	}
	q, size := ask(text, s.region), page.Size()
	ids, err := s.find(ctx, r, q, seen+size+1)
	if err != nil {
		return Found{}, err
	}
	customers, err := s.read.Customers(ctx, centre.Ranked(ids, seen, size))
	if err != nil {
		return Found{}, err
	}
	tickets, err := s.findTickets(ctx, r, q, seen+size+1)
	return Found{
		Customers: customers, Tickets: centre.Ranked(tickets, seen, size),
		NextCursor: centre.NextRanked(max(len(ids), len(tickets)), seen, size),
	}, err
}

// find asks one index after the other, the sharpest first, until there are enough.
func (s *Service) find(ctx context.Context, r centre.Reach, q question, limit int) ([]centre.CustomerID, error) {
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
		more, err := s.take(ctx, r, step, limit)
		if err != nil {
			return nil, err
		}
		if add(more); len(ids) == limit || len(ids) > 0 && step.known != nil && step.known.sharp {
			break
		}
	}
	return ids, nil
}

func (s *Service) take(ctx context.Context, r centre.Reach, one step, limit int) ([]centre.CustomerID, error) {
	switch {
	case one.names != nil:
		return s.read.CustomersNamed(ctx, r, *one.names, limit)
	case one.domain != nil:
		return s.read.CustomersAtDomain(ctx, r, *one.domain, limit)
	}
	return s.read.CustomersKnownBy(ctx, r, one.known.text, one.known.inside, limit)
}

func (s *Service) findTickets(ctx context.Context, r centre.Reach, q question, limit int) ([]FoundTicket, error) {
	switch {
	case q.number != "":
		return s.read.TicketsNumbered(ctx, r, q.number, limit)
	case q.about != "":
		return s.read.TicketsAbout(ctx, r, q.about, limit)
	}
	return []FoundTicket{}, nil
}
