package floor

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Store is what the floor's layout needs kept. The things that Lock reads are
// held until the transaction ends; those that Save keeps get their next version.
type Store interface {
	centre.Journal
	QueueStore
	CalendarStore
	DispositionStore
	RuleStore
	PackageStore
	Surges
}

// QueueStore keeps queues, with their members.
type QueueStore interface {
	AddQueue(ctx context.Context, q *Queue, now time.Time) error
	LockQueue(ctx context.Context, id centre.QueueID) (Queue, error)
	SaveQueue(ctx context.Context, q *Queue) error
}

// RuleStore reads what a queue's rules refer to.
type RuleStore interface {
	field.Reader
	Queue(ctx context.Context, id centre.QueueID) (Queue, error)
	SkillName(ctx context.Context, id centre.SkillID) (string, error)
	Calendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error)
	// Existing gives those of the agents that there are.
	Existing(ctx context.Context, ids []centre.AgentID) ([]centre.AgentID, error)
	// OverflowWays gives where every queue overflows to; nobody else changes it until the
	// transaction ends.
	OverflowWays(ctx context.Context) ([]Way, error)
}

// CalendarStore keeps calendars.
type CalendarStore interface {
	AddCalendar(ctx context.Context, c *calendar.Calendar) error
	LockCalendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error)
	SaveCalendar(ctx context.Context, c *calendar.Calendar) error
}

// DispositionStore keeps dispositions.
type DispositionStore interface {
	AddDisposition(ctx context.Context, x *Disposition) error
	LockDisposition(ctx context.Context, id centre.DispositionID) (Disposition, error)
	SaveDisposition(ctx context.Context, x *Disposition) error
}

// Reader reads the layout outside any transaction; lists run by name.
type Reader interface {
	PackageReader
	// Surges gives the surges that are on, by queue.
	Surges(ctx context.Context, now time.Time) (map[centre.QueueID]routing.Surge, error)
	// Gauges gives the queues in which surges may begin by themselves; only that one, if named.
	Gauges(ctx context.Context, only centre.QueueID) ([]Gauge, error)
	// UsualWait gives the mean wait of who came to a queue in this hour of the week in the last
	// four weeks, surges left out; 0 when they were too few to tell.
	UsualWait(ctx context.Context, id centre.QueueID, now time.Time) (time.Duration, error)
	Queue(ctx context.Context, id centre.QueueID) (Queue, error)
	// QueuesByName gives those in reach.
	QueuesByName(ctx context.Context, r centre.Reach, after centre.Named, limit int) ([]Queue, error)
	Calendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error)
	Calendars(ctx context.Context, ids []centre.CalendarID) ([]calendar.Calendar, error)
	CalendarsByName(ctx context.Context, after centre.Named, limit int) ([]calendar.Calendar, error)
	Disposition(ctx context.Context, id centre.DispositionID) (Disposition, error)
	// DispositionsByCode gives those in reach for a queue, or with an empty id all.
	DispositionsByCode(ctx context.Context, r centre.Reach, of centre.QueueID, after centre.Named, limit int) ([]Disposition, error)
}
