package queue

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"switchboard/server/centre"
	"switchboard/sql"
)

// The clock looks this far ahead in the rows; what falls due later is read later.
const (
	clockAhead  = 2 * time.Minute
	clockRows   = 10_000
	clockAtOnce = 8 // tasks worked on at the same time
)

// Alarm is told of what should not have happened: the net caught something.
type Alarm func(what string, n int)

// ClockLane fires tasks to the millisecond from a heap. Every node holds the same
// heap; the row decides who did it.
type ClockLane struct {
	Store *sql.Store
	Do    func(context.Context, sql.Task) error
	Time  centre.Clock
	Speed float64 // seconds of Time in one of ours; 0: 1
	Log   *slog.Logger

	add chan []sql.Task
}

// NewClockLane makes the lane; do works off one task.
func NewClockLane(store *sql.Store, do func(context.Context, sql.Task) error, clock centre.Clock, log *slog.Logger) *ClockLane {
	return &ClockLane{Store: store, Do: do, Time: clock, Log: log, add: make(chan []sql.Task, 256)}
}

// Hand gives the lane tasks that were just committed. A lane that is stuck finds them
// in their rows.
func (c *ClockLane) Hand(tasks []sql.Task) {
	select {
	case c.add <- tasks:
	default:
	}
}

// Run fires tasks until ctx ends and waits for those that it began.
func (c *ClockLane) Run(ctx context.Context) error {
	var working sync.WaitGroup
	defer working.Wait()
	slots := make(chan struct{}, clockAtOnce)
	finished := make(chan int64, clockAtOnce)
	pending := newTimers()
	sweep := time.NewTicker(time.Second)
	defer sweep.Stop()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case tasks := <-c.add:
			pending.add(tasks...)
		case id := <-finished:
			pending.forget(id)
		case <-sweep.C:
			c.read(ctx, pending)
		case <-timer.C:
		}
		for task, ok := pending.next(); ok && !task.DueAt.After(c.Time()); task, ok = pending.next() {
			if !acquire(ctx, slots, finished, pending) {
				return nil
			}
			task := pending.pop()
			working.Go(func() {
				c.work(ctx, task)
				<-slots
				select {
				case finished <- task.ID:
				case <-ctx.Done():
				}
			})
		}
		if task, ok := pending.next(); ok {
			timer.Reset(c.in(task.DueAt))
		}
	}
}

// in is how long, as we count, it is until then.
func (c *ClockLane) in(at time.Time) time.Duration {
	left := max(0, at.Sub(c.Time()))
	if c.Speed == 0 {
		return left
	}
	return time.Duration(float64(left) / c.Speed)
}

// acquire takes a working slot; meanwhile it hears who has finished, so that nobody
// waits for the one who waits for them.
func acquire(ctx context.Context, slots chan<- struct{}, finished <-chan int64, pending *timers) bool {
	for {
		select {
		case slots <- struct{}{}:
			return true
		case id := <-finished:
			pending.forget(id)
		case <-ctx.Done():
			return false
		}
	}
}

// read takes up open rows that nobody handed over: from before a restart, from
// another node, or whose work failed.
func (c *ClockLane) read(ctx context.Context, pending *timers) {
	tasks, err := c.Store.ClockTasks(ctx, c.Time().Add(clockAhead), clockRows)
	if err != nil {
		if ctx.Err() == nil {
			c.Log.Warn("read the clock's tasks", "err", err)
		}
		return
	}
	pending.add(tasks...)
}

func (c *ClockLane) work(ctx context.Context, task sql.Task) {
	if err := c.Do(ctx, task); err != nil && ctx.Err() == nil {
		c.Log.Warn("task failed, its row stays open", "kind", task.Kind, "subject", task.SubjectID, "err", err)
	}
}
