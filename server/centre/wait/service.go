package wait

import (
	"context"
	"maps"
	"sync"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// How far back an estimate looks.
const (
	paceFor     = time.Hour          // for what people in line did
	handlingFor = 7 * 24 * time.Hour // for how long handling takes
	freshFor    = 2 * time.Second    // a look at the floor serves those who ask within this time
)

// Passage is a person's way through a line: where and when they came, and how it ended.
type Passage struct {
	QueueID centre.QueueID `db:"queue_id"`
	CameAt  time.Time      `db:"came_at"`
	TakenAt *time.Time     `db:"taken_at"` // the offer that an agent accepted was made
	LeftAt  *time.Time     `db:"left_at"`  // they gave up
}

// Handling is how long agents had contacts of a queue, wrap-up and all, in the mean.
type Handling struct {
	QueueID centre.QueueID `db:"queue_id"`
	MeanS   float64        `db:"mean_s"`
	Weight  float64        `db:"weight"` // of an agent's capacity of 100
}

// Floor reads what happened in line and who is there.
type Floor interface {
	// WaitingItems gives all work in line, on offer too, with somebody waiting at the other end.
	WaitingItems(ctx context.Context) ([]routing.Item, error)
	// AgentsThere gives the agents who are there for work, free or not.
	AgentsThere(ctx context.Context) ([]routing.Candidate, error)
	// Matchings gives how those queues of a pool match that do not in the usual way.
	Matchings(ctx context.Context, pool centre.SiteID) (map[centre.QueueID]routing.Matching, error)
	// Blocked says which agents are kept from which of a pool's waiting items.
	Blocked(ctx context.Context, pool centre.SiteID, now time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
	// CallTerms gives when those queues offer a call to those who wait that do.
	CallTerms(ctx context.Context, now time.Time) (map[centre.QueueID]Terms, error)
	// Passages gives the latest people in line, of any queue, who came since then; no
	// more than some thousands.
	Passages(ctx context.Context, since time.Time) ([]Passage, error)
	// Handling gives the queues of which a contact was handled since then.
	Handling(ctx context.Context, since time.Time) ([]Handling, error)
}

// Service tells waits.
type Service struct {
	floor Floor
	clock centre.Clock

	mu   sync.Mutex
	last *look
}

// New makes the service.
func New(floor Floor, clock centre.Clock) *Service {
	return &Service{floor: floor, clock: clock}
}

// Places gives the places of those of the contacts that wait in line now.
func (s *Service) Places(ctx context.Context, ids []centre.ContactID) (map[centre.ContactID]Place, error) {
	l, err := s.look(ctx, 0)
	if err != nil {
		return nil, err
	}
	return l.places(ids), nil
}

// Prospects gives how those of the items will fare of which that can be told.
func (s *Service) Prospects(ctx context.Context, ids []centre.ItemID) (map[centre.ItemID]routing.Prospect, error) {
	l, err := s.look(ctx, 0)
	if err != nil {
		return nil, err
	}
	return l.prospects(ids), nil
}

// Newcomers estimates, for every queue where somebody is there and the pace is known, the
// wait of a person of the lowest rank who would come now.
func (s *Service) Newcomers(ctx context.Context) (map[centre.QueueID]Estimate, error) {
	l, err := s.look(ctx, freshFor)
	if err != nil {
		return nil, err
	}
	return l.newcomers(), nil
}

// look gives a picture of the floor that is no older than that.
func (s *Service) look(ctx context.Context, old time.Duration) (*look, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	if s.last != nil && now.Sub(s.last.now) < old {
		return s.last, nil
	}
	l := &look{now: now}
	var err error
	if l.waiting, err = s.floor.WaitingItems(ctx); err != nil {
		return nil, err
	}
	if l.there, err = s.floor.AgentsThere(ctx); err != nil {
		return nil, err
	}
	if err := s.bend(ctx, l); err != nil {
		return nil, err
	}
	if l.terms, err = s.floor.CallTerms(ctx, now); err != nil {
		return nil, err
	}
	if err := s.learn(ctx, l); err != nil {
		return nil, err
	}
	s.last = l
	return l, nil
}

// bend gives a look what the pools where somebody waits do to the order of their lines.
func (s *Service) bend(ctx context.Context, l *look) error {
	l.matching, l.blocked = map[centre.QueueID]routing.Matching{}, map[centre.ItemID]map[centre.AgentID]bool{}
	seen := map[centre.SiteID]bool{}
	for i := range l.waiting {
		pool := l.waiting[i].Pool
		if seen[pool] {
			continue
		}
		seen[pool] = true
		matchings, err := s.floor.Matchings(ctx, pool)
		if err != nil {
			return err
		}
		for queue, m := range matchings { // a ring is no bar: it is reached while they wait
			l.matching[queue] = routing.Matching{Bias: m.Bias}
		}
		apart, err := s.floor.Blocked(ctx, pool, l.now)
		if err != nil {
			return err
		}
		maps.Copy(l.blocked, apart)
	}
	return nil
}

// learn gives a look the rates of the last one, as long as they are fresh.
func (s *Service) learn(ctx context.Context, l *look) error {
	if s.last != nil && l.now.Sub(s.last.learned) < freshFor {
		l.learned, l.passages, l.handling = s.last.learned, s.last.passages, s.last.handling
	} else {
		var err error
		l.learned = l.now
		if l.passages, err = s.floor.Passages(ctx, l.now.Add(-paceFor)); err != nil {
			return err
		}
		if l.handling, err = s.floor.Handling(ctx, l.now.Add(-handlingFor)); err != nil {
			return err
		}
	}
	l.group()
	return nil
}
