package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
)

// Handler works off one kind of task: it re-reads what the task is about and does
// nothing that was done already.
type Handler func(ctx context.Context, subjectID string) error

// Handlers are the handlers by kind of task.
type Handlers map[string]Handler

// taskTime bounds the work on one task.
const taskTime = 30 * time.Second

// doer works off tasks: row first, then the handler, then the row's end.
type doer struct {
	store    *sql.Store
	handlers Handlers
	clock    centre.Clock
}

// do works off a task whose row is open and due. A task that is done is nothing to do.
func (d *doer) do(ctx context.Context, t sql.Task) error {
	handler, ok := d.handlers[t.Kind]
	if !ok {
		return fmt.Errorf("no handler for %s", t.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, taskTime)
	defer cancel()
	ctx = sql.WithTask(ctx, t, d.clock())
	err := handler(ctx, t.SubjectID)
	if centre.IsCode(err, "replayed") {
		return nil
	}
	if centre.IsKind(err, centre.NotFound) {
		err = nil // what it was about is gone, so nothing follows
	}
	if err != nil {
		return err
	}
	if err := d.store.CloseTask(ctx); err != nil && !centre.IsCode(err, "replayed") {
		return fmt.Errorf("close task: %w", err)
	}
	return nil
}

// errEarly says that a lane was quicker than the clock.
var errEarly = errors.New("not due yet")
