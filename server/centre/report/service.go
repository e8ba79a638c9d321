package report

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Ask is which day of whose; the zero value is yesterday of everybody.
type Ask struct {
	Site centre.SiteID // empty: all sites
	Date string        // 2006-01-02; empty: yesterday
	Zone string        // of the agents' day; empty: UTC
}

// Books reads what reports are made of.
type Books interface {
	// ReportQueues counts every queue of the site by the half hours of its own day of that
	// date, by name and time, as of now; a queue that had none comes once, without a time.
	ReportQueues(ctx context.Context, site centre.SiteID, date string, now time.Time) ([]Sums, error)
	// ReportAgents counts what the agents of the site were offered and handed on in the day, by name.
	ReportAgents(ctx context.Context, site centre.SiteID, d Day) ([]AgentDay, error)
	// ReportSpells gives the state log of the site's agents, cut to the day and to now, by name, agent and time.
	ReportSpells(ctx context.Context, site centre.SiteID, d Day, now time.Time) ([]Spell, error)
}

// Service gives reports.
type Service struct {
	books Books
	clock centre.Clock
}

// New makes the service.
func New(books Books, clock centre.Clock) *Service { return &Service{books: books, clock: clock} }

// Queues is a day by queue and half hour.
func (s *Service) Queues(ctx context.Context, ask Ask) (Queues, error) {
	now := s.clock().UTC()
	day, err := dayOf(ask.Date, ask.Zone, now)
	if err != nil {
		return Queues{}, err
	}
	sums, err := s.books.ReportQueues(ctx, ask.Site, day.Date, now)
	return Queues{Day: day.Date, At: now, Rows: fold(sums)}, err
}

// Agents is a day by agent.
func (s *Service) Agents(ctx context.Context, ask Ask) (Agents, error) {
	now := s.clock().UTC()
	day, err := dayOf(ask.Date, ask.Zone, now)
	if err != nil {
		return Agents{}, err
	}
	rows, err := s.books.ReportAgents(ctx, ask.Site, day)
	if err != nil {
		return Agents{}, err
	}
	spells, err := s.books.ReportSpells(ctx, ask.Site, day, now)
	if err != nil {
		return Agents{}, err
	}
	spent := map[centre.AgentID]HoursDay{}
	for _, h := range hours(spells) {
		spent[h.ID] = h
	}
	here := []AgentDay{} // whoever was there, or was offered anything
	for _, r := range rows {
		h, there := spent[r.ID]
		if r.fill(h); there || r.Offered+r.Transferred > 0 {
			here = append(here, r)
		}
	}
	return Agents{Day: day.Date, At: now, Rows: here}, nil
}

// Hours is a day by agent and state.
func (s *Service) Hours(ctx context.Context, ask Ask) (Hours, error) {
	now := s.clock().UTC()
	day, err := dayOf(ask.Date, ask.Zone, now)
	if err != nil {
		return Hours{}, err
	}
	spells, err := s.books.ReportSpells(ctx, ask.Site, day, now)
	return Hours{Day: day.Date, At: now, Rows: hours(spells)}, err
}
