package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/calendar"
)

var _ board.Figures = (*Work)(nil)

// BoardQueues counts every queue of the scope, by name.
func (w *Work) BoardQueues(ctx context.Context, s board.Scope) ([]board.Sums, error) {
	var sums []board.Sums
	err := w.all(ctx, "board-queues", &sums, s.Now, orNull(s.Site))
	return sums, err
}

// BoardHours gives the calendars of the queues that have one.
func (w *Work) BoardHours(ctx context.Context, s board.Scope) (map[centre.QueueID]calendar.Calendar, error) {
	var rows []struct {
		QueueID    centre.QueueID            `db:"queue_id"`
		Zone       string                    `db:"zone"`
		Weekly     doc[[]calendar.Weekly]    `db:"weekly"`
		Holidays   string                    `db:"holidays"`
		Exceptions doc[[]calendar.Exception] `db:"exceptions"`
	}
	if err := w.all(ctx, "board-hours", &rows, orNull(s.Site)); err != nil {
		return nil, err
	}
	hours := make(map[centre.QueueID]calendar.Calendar, len(rows))
	for _, r := range rows {
		hours[r.QueueID] = calendar.Calendar{Zone: r.Zone, Weekly: r.Weekly.V, Holidays: r.Holidays, Exceptions: r.Exceptions.V}
	}
	return hours, nil
}

// BoardAgents gives the active agents of the scope with their work, by name.
func (w *Work) BoardAgents(ctx context.Context, s board.Scope) ([]board.AgentRow, error) {
	ids := []centre.AgentID{}
	if err := w.all(ctx, "board-agents", &ids, orNull(s.Site)); err != nil {
		return nil, err
	}
	desks, err := w.Desks(ctx, ids)
	if err != nil {
		return nil, err
	}
	work, err := w.boardWork(ctx, ids)
	if err != nil {
		return nil, err
	}
	at := make(map[centre.AgentID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	agents := make([]board.AgentRow, len(ids))
	for _, d := range desks {
		agents[at[d.AgentID]] = board.AgentRow{Desk: d, Current: work[d.AgentID]}
	}
	return agents, nil
}

// boardWork gives what each agent has accepted; an agent without work has an empty list.
func (w *Work) boardWork(ctx context.Context, ids []centre.AgentID) (map[centre.AgentID][]board.Current, error) {
	var rows []struct {
		AgentID centre.AgentID `db:"agent_id"`
		board.Current
	}
	if err := w.all(ctx, "board-work", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	work := make(map[centre.AgentID][]board.Current, len(ids))
	for _, id := range ids {
		work[id] = []board.Current{}
	}
	for _, r := range rows {
		work[r.AgentID] = append(work[r.AgentID], r.Current)
	}
	return work, nil
}

// BoardMissed gives the agents of the scope who let that many offers pass since then.
func (w *Work) BoardMissed(ctx context.Context, s board.Scope, since time.Time, times int) ([]board.Missed, error) {
	var missed []board.Missed
	err := w.all(ctx, "board-missed", &missed, orNull(s.Site), since, times)
	return missed, err
}

// BoardDeclined gives the agents of the scope who declined more offers of a queue since then than
// it allows.
func (w *Work) BoardDeclined(ctx context.Context, s board.Scope, since time.Time) ([]board.Declined, error) {
	var declined []board.Declined
	err := w.all(ctx, "board-declined", &declined, orNull(s.Site), since)
	return declined, err
}

// BoardHanded gives what is live in the scope and was transferred more often than that.
func (w *Work) BoardHanded(ctx context.Context, s board.Scope, times int) ([]board.Handed, error) {
	var handed []board.Handed
	err := w.all(ctx, "board-handed", &handed, orNull(s.Site), times)
	return handed, err
}

// BoardCallbacks counts the promises of the scope.
func (w *Work) BoardCallbacks(ctx context.Context, s board.Scope, overdueBefore time.Time) (board.Callbacks, error) {
	var c board.Callbacks
	if err := w.one(ctx, "board-due", &c.Due, orNull(s.Site), s.Now); err != nil {
		return c, err
	}
	if err := w.one(ctx, "board-promises", &c.Promises, orNull(s.Site), s.Now); err != nil {
		return c, err
	}
	err := w.all(ctx, "board-overdue", &c.Overdue, orNull(s.Site), overdueBefore)
	return c, err
}
