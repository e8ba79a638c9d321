package board

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// Scope is whose figures, and when.
type Scope struct {
	Site centre.SiteID // empty: all sites
	Now  time.Time
}

// Figures reads what boards are made of.
type Figures interface {
	// BoardQueues counts every queue of the scope, by name.
	BoardQueues(ctx context.Context, s Scope) ([]Sums, error)
	// BoardHours gives the calendars of the queues that have one; the others are always open.
	BoardHours(ctx context.Context, s Scope) (map[centre.QueueID]calendar.Calendar, error)
	// BoardAgents gives the active agents of the scope with their work, by name.
	BoardAgents(ctx context.Context, s Scope) ([]AgentRow, error)
	// BoardCallbacks counts the promises of the scope that are due, and those
	// settled today; overdue ones are those due before the time given.
	BoardCallbacks(ctx context.Context, s Scope, overdueBefore time.Time) (Callbacks, error)
	// BoardMissed gives the agents of the scope who let that many offers pass since then.
	BoardMissed(ctx context.Context, s Scope, since time.Time, times int) ([]Missed, error)
	// BoardDeclined gives the agents of the scope who declined more offers of a queue since then
	// than it allows.
	BoardDeclined(ctx context.Context, s Scope, since time.Time) ([]Declined, error)
	// BoardHanded gives what is live in the scope and was transferred more often than that.
	BoardHanded(ctx context.Context, s Scope, times int) ([]Handed, error)
	// Surges gives the surges that are on, by queue.
	Surges(ctx context.Context, now time.Time) (map[centre.QueueID]routing.Surge, error)
	// BoardAudit gives what the auditor found so far; nil before it looked.
	BoardAudit(ctx context.Context) (*Audit, error)
}

// Waits estimates how long somebody who comes now would wait; wait.Service does.
type Waits interface {
	// Newcomers gives the queues of which that can be told.
	Newcomers(ctx context.Context) (map[centre.QueueID]wait.Estimate, error)
}

// Head tells the stream's newest position; centre.Stream has one.
type Head interface {
	Head(ctx context.Context) (int64, error)
}

// Callbacks are the promises of a scope.
type Callbacks struct {
	Due      int
	Promises Promises
	Overdue  []Overdue // oldest first
}

// Service gives boards.
type Service struct {
	figures Figures
	waits   Waits
	stream  Head
	clock   centre.Clock
}

// New makes the service.
func New(figures Figures, waits Waits, stream Head, clock centre.Clock) *Service {
	return &Service{figures: figures, waits: waits, stream: stream, clock: clock}
}

// Board works out the board of a site, or of all sites. Its pos is read first,
// so that the figures hold everything up to there.
func (s *Service) Board(ctx context.Context, site centre.SiteID) (Board, error) {
	scope := Scope{Site: site, Now: s.clock().UTC()}
	pos, err := s.stream.Head(ctx)
	if err != nil {
		return Board{}, err
	}
	sums, err := s.figures.BoardQueues(ctx, scope)
	if err != nil {
		return Board{}, err
	}
	hours, err := s.figures.BoardHours(ctx, scope)
	if err != nil {
		return Board{}, err
	}
	agents, err := s.figures.BoardAgents(ctx, scope)
	if err != nil {
		return Board{}, err
	}
	calls, err := s.figures.BoardCallbacks(ctx, scope, scope.Now.Add(-overdueAfter))
	if err != nil {
		return Board{}, err
	}
	missed, err := s.figures.BoardMissed(ctx, scope, scope.Now.Add(-missedWithin), missedTimes)
	if err != nil {
		return Board{}, err
	}
	declined, err := s.figures.BoardDeclined(ctx, scope, scope.Now.Add(-time.Hour))
	if err != nil {
		return Board{}, err
	}
	handed, err := s.figures.BoardHanded(ctx, scope, mostTransfers)
	if err != nil {
		return Board{}, err
	}
	waits, err := s.waits.Newcomers(ctx)
	if err != nil {
		return Board{}, err
	}
	found, err := s.figures.BoardAudit(ctx)
	if err != nil {
		return Board{}, err
	}
	surges, err := s.figures.Surges(ctx, scope.Now)
	if err != nil {
		return Board{}, err
	}
	open := opened(sums, hours, scope.Now)
	b := Board{Pos: pos, At: scope.Now, Agents: agents, Audit: found}
	b.Queues, b.Totals = fold(sums, agents, calls, open, scope.Now)
	for i := range b.Queues {
		b.Queues[i].expect(waits)
		if surge, on := surges[b.Queues[i].ID]; on {
			b.Queues[i].Surge = &surge
		}
	}
	b.Alerts = alerts(sums, troubles{missed, declined, handed, calls.Overdue}, open, scope.Now)
	return b, nil
}

// opening is whether a queue is open, and since when; the zero time: for as long as it matters.
type opening struct {
	now   bool
	since time.Time
}

// opened says which queues are open now; one without a calendar always is.
func opened(sums []Sums, hours map[centre.QueueID]calendar.Calendar, now time.Time) map[centre.QueueID]opening {
	open := make(map[centre.QueueID]opening, len(sums))
	for _, q := range sums {
		c, has := hours[q.QueueID]
		if !has {
			open[q.QueueID] = opening{now: true}
			continue
		}
		open[q.QueueID] = opening{c.Open(now), c.OpenSince(now)}
	}
	return open
}
