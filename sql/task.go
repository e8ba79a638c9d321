package sql

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
)

// Task is something that must follow from an event, at the latest when it is due.
type Task struct {
	ID        int64     `db:"id" json:"-"`
	EventID   int64     `db:"event_id" json:"event_id"`
	Kind      string    `db:"kind" json:"kind"`             // "offer:expire"
	SubjectID string    `db:"subject_id" json:"subject_id"` // what it is about
	Lane      string    `db:"lane" json:"lane"`
	DueAt     time.Time `db:"due_at" json:"due_at"`
}

// AddTasks keeps tasks, each kind once per event, and gives those that are new with
// their ids.
func (w *Work) AddTasks(ctx context.Context, tasks []Task) ([]Task, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	body, err := json.Marshal(tasks)
	if err != nil {
		return nil, err
	}
	var added []Task
	err = w.all(ctx, "add-tasks", &added, string(body))
	return added, err
}

type taskContext struct{}

// WithTask makes the first transaction begun under ctx close the task, so that the
// task's work and its end stand or fall together; those beforehand leave it open.
func WithTask(ctx context.Context, t Task, now time.Time) context.Context {
	return context.WithValue(ctx, taskContext{}, &closing{id: t.ID, at: now})
}

type closing struct {
	id   int64
	at   time.Time
	done bool
}

// closingOf gives the end that transactions under ctx are to make of a task, nil when
// there is none.
func closingOf(ctx context.Context) *closing {
	c, _ := ctx.Value(taskContext{}).(*closing)
	if centre.IsBeforehand(ctx) {
		return nil
	}
	return c
}

// closeTask closes the task that this transaction works off; "replayed" when
// somebody has done so before.
func (w *Work) closeTask(ctx context.Context) error {
	c := closingOf(ctx)
	if c == nil || c.done {
		return nil
	}
	n, err := w.exec(ctx, "close-task", c.id, c.at)
	if err == nil && n == 0 {
		return &centre.Fault{Kind: centre.Conflict, Code: "replayed", Message: "this task was done before"}
	}
	return err
}

func taskClosed(ctx context.Context) {
	if c := closingOf(ctx); c != nil {
		c.done = true
	}
}

// CloseTask closes the task of ctx in a transaction of its own, unless the work
// that was done under ctx has closed it.
func (s *Store) CloseTask(ctx context.Context) error {
	if c := closingOf(ctx); c == nil || c.done {
		return nil
	}
	return s.Do(ctx, func(*Work) error { return nil })
}

// OpenTask gives a task that is not done; NotFound once it is.
func (s *Store) OpenTask(ctx context.Context, id int64) (Task, error) {
	var t Task
	err := s.Read().one(ctx, "task", &t, id)
	return t, err
}

// MarkSent notes that tasks were handed to their lanes.
func (s *Store) MarkSent(ctx context.Context, ids []int64, now time.Time) error {
	_, err := s.Read().exec(ctx, "mark-sent", pq.Array(ids), now)
	return err
}

// ClockTasks gives the open tasks of the clock that are due before then.
func (s *Store) ClockTasks(ctx context.Context, before time.Time, limit int) ([]Task, error) {
	return s.tasks(ctx, "clock-tasks", before, limit)
}

// UnsentTasks gives open tasks that were not handed to their lane.
func (s *Store) UnsentTasks(ctx context.Context, limit int) ([]Task, error) {
	return s.tasks(ctx, "unsent-tasks", limit)
}

// OverdueTasks gives open tasks that were due, and sent, before then.
func (s *Store) OverdueTasks(ctx context.Context, before time.Time, limit int) ([]Task, error) {
	return s.tasks(ctx, "overdue-tasks", before, limit)
}

// UnsendTasks makes every open task be sent anew: their lanes were lost.
func (s *Store) UnsendTasks(ctx context.Context) (int64, error) {
	return s.Read().exec(ctx, "unsend-tasks")
}

// ForgetTasks deletes tasks that were done before then.
func (s *Store) ForgetTasks(ctx context.Context, before time.Time) (int64, error) {
	return s.Read().exec(ctx, "forget-tasks", before)
}

func (s *Store) tasks(ctx context.Context, statement string, args ...any) ([]Task, error) {
	var tasks []Task
	err := s.Read().all(ctx, statement, &tasks, args...)
	return tasks, err
}
