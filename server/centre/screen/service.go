package screen

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/zone"
)

// Request asks for a customer's screen.
type Request struct {
	CustomerID centre.CustomerID
	ContactID  centre.ContactID // the contact that is offered: gives the page, and is not shown as an earlier one
	TicketID   centre.TicketID  // the ticket that is offered
	Why        string           // why this agent
}

// Reader gives the facts of screens.
type Reader interface {
	// Screens gives a screen for each request whose customer exists, with lists
	// of what is in reach, in the order and at most of the length in which they are shown; texts as
	// they are, but not longer than a page; no local time and no why.
	Screens(ctx context.Context, r centre.Reach, requests []Request) ([]Screen, error)
	// Survivor follows merges to who is served now.
	Survivor(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error)
}

// Service makes screens.
type Service struct {
	read  Reader
	clock centre.Clock
}

// New makes the service.
func New(read Reader, clock centre.Clock) *Service {
	return &Service{read: read, clock: clock}
}

// Screen gives what is in reach of one customer's screen; the survivor's for one
// who was merged.
func (s *Service) Screen(ctx context.Context, reach centre.Reach, r Request) (Screen, error) {
	current, err := s.read.Survivor(ctx, r.CustomerID)
	if err != nil {
		return Screen{}, err
	}
	r.CustomerID = current
	all, err := s.screens(ctx, reach, []Request{r})
	if err != nil {
		return Screen{}, err
	}
	found, ok := all[current]
	if !ok {
		return Screen{}, centre.Faultf(centre.NotFound, "no such customer")
	}
	return found, nil
}

// Screens gives the whole screens of many customers by one query, for offers: who is
// to serve a customer sees all of them. Of several requests for one customer the
// first counts.
func (s *Service) Screens(ctx context.Context, requests []Request) (map[centre.CustomerID]Screen, error) {
	return s.screens(ctx, centre.Reach{All: true}, requests)
}

func (s *Service) screens(ctx context.Context, reach centre.Reach, requests []Request) (map[centre.CustomerID]Screen, error) {
	first := make(map[centre.CustomerID]Request, len(requests))
	var asked []Request
	for _, r := range requests {
		if _, twice := first[r.CustomerID]; !twice {
			first[r.CustomerID] = r
			asked = append(asked, r)
		}
	}
	if len(asked) == 0 {
		return map[centre.CustomerID]Screen{}, nil
	}
	raw, err := s.read.Screens(ctx, reach, asked)
	if err != nil {
		return nil, err
	}
	screens := make(map[centre.CustomerID]Screen, len(raw))
	for _, one := range raw {
		if why := first[one.Customer.ID].Why; why != "" {
			one.Why = &Reason{Text: why}
		}
		one.Customer.LocalOffset = offset(one.Customer.Zone, s.clock())
		screens[one.Customer.ID] = Fit(one)
	}
	return screens, nil
}

// offset is the minutes from UTC in a zone; nil when there is none such.
func offset(name string, now time.Time) *int {
	loc, err := zone.Load(name)
	if err != nil {
		return nil
	}
	_, seconds := now.In(loc).Zone()
	minutes := seconds / 60
	return &minutes
}
