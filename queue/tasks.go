package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"switchboard/server/centre"
	"switchboard/sql"
)

// How the lanes are looked after.
const (
	sweepEvery   = time.Second
	sweepRows    = 500
	overdueAfter = 30 * time.Second // of an open task that was sent: look whether it still exists
	sendTime     = 2 * time.Second  // an enqueue to a dead Redis must not block longer
)

// Tasks hands committed tasks to their lanes and runs them. Redis carries them; their
// rows in Postgres decide what is still to be done.
type Tasks struct {
	store  *sql.Store
	clock  *ClockLane
	redis  redis.UniversalClient
	client *asynq.Client
	name   string // of the installation: prefix of every key and queue of ours
	doer   *doer
	atOnce int // tasks of RunWorkers
	log    *slog.Logger
	alarm  Alarm

	send chan []sql.Task
}

// TasksConfig is what Tasks needs.
type TasksConfig struct {
	Store    *sql.Store
	Redis    redis.UniversalClient
	Name     string // of the installation
	Handlers Handlers
	Workers  int // tasks at once of RunWorkers
	Time     centre.Clock
	Speed    float64 // seconds of Time in one of ours; 0: 1
	Log      *slog.Logger
	Alarm    Alarm
}

// NewTasks makes the lanes.
func NewTasks(c TasksConfig) *Tasks {
	d := &doer{store: c.Store, handlers: c.Handlers, clock: c.Time}
	t := &Tasks{
		store: c.Store, redis: c.Redis, client: asynq.NewClientFromRedisClient(c.Redis), name: c.Name, doer: d, atOnce: c.Workers,
		clock: NewClockLane(c.Store, d.do, c.Time, c.Log), log: c.Log, alarm: c.Alarm,
		send: make(chan []sql.Task, 256),
	}
	t.clock.Speed = c.Speed
	return t
}

// Hand takes tasks that were just committed; it never blocks, what it cannot take
// the sweep finds.
func (t *Tasks) Hand(tasks []sql.Task) {
	var clock, rest []sql.Task
	for _, task := range tasks {
		if task.Lane == Clock {
			clock = append(clock, task)
		} else {
			rest = append(rest, task)
		}
	}
	if len(clock) > 0 {
		t.clock.Hand(clock)
	}
	if len(rest) > 0 {
		select {
		case t.send <- rest:
		default:
		}
	}
}

// RunClock fires the clock's tasks and sends the others on, until ctx ends.
func (t *Tasks) RunClock(ctx context.Context) error {
	// Before anything is sent: a Redis that is new has lost nothing.
	if err := t.noticeFlush(ctx); err != nil && ctx.Err() == nil {
		t.log.Warn("ask redis what it holds", "err", err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { t.sendAll(ctx) })
	wg.Go(func() { t.sweepAll(ctx) })
	err := t.clock.Run(ctx)
	wg.Wait()
	return err
}

func (t *Tasks) sendAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case tasks := <-t.send:
			t.enqueue(ctx, tasks)
		}
	}
}

// enqueue gives tasks to asynq and notes which it took.
func (t *Tasks) enqueue(ctx context.Context, tasks []sql.Task) {
	var sent []int64
	for _, task := range tasks {
		err := t.enqueueOne(ctx, task)
		if err != nil && !errors.Is(err, asynq.ErrTaskIDConflict) {
			t.log.Warn("redis does not take tasks; their rows wait", "err", err)
			break
		}
		sent = append(sent, task.ID)
	}
	if len(sent) == 0 {
		return
	}
	if err := t.store.MarkSent(ctx, sent, t.doer.clock()); err != nil && ctx.Err() == nil {
		t.log.Warn("mark tasks as sent", "err", err)
	}
}

func (t *Tasks) enqueueOne(ctx context.Context, task sql.Task) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	opts := []asynq.Option{asynq.Queue(t.queue(task.Lane)), asynq.TaskID(t.id(task.ID)), asynq.MaxRetry(25), asynq.Timeout(taskTime)}
	if task.DueAt.After(t.doer.clock()) {
		opts = append(opts, asynq.ProcessAt(task.DueAt))
	}
	_, err := t.client.EnqueueContext(ctx, asynq.NewTask(task.Kind, []byte(strconv.FormatInt(task.ID, 10))), opts...)
	return err
}

func (t *Tasks) queue(lane string) string { return t.name + "-" + lane }

func (t *Tasks) id(id int64) string { return t.name + "-" + strconv.FormatInt(id, 10) }

// RunWorkers works off the lanes of asynq until ctx ends.
func (t *Tasks) RunWorkers(ctx context.Context) error {
	server := asynq.NewServerFromRedisClient(t.redis, asynq.Config{
		Concurrency:              t.atOnce,
		Queues:                   map[string]int{t.queue(Routing): 5, t.queue(Default): 1},
		TaskCheckInterval:        10 * time.Millisecond,
		DelayedTaskCheckInterval: time.Second,
		ShutdownTimeout:          5 * time.Second,
		RetryDelayFunc:           retryDelay,
		LogLevel:                 asynq.WarnLevel,
		Logger:                   asynqLog{t.log},
		IsFailure:                func(err error) bool { return !errors.Is(err, errEarly) },
	})
	if err := server.Start(asynq.HandlerFunc(t.process)); err != nil {
		return fmt.Errorf("start workers: %w", err)
	}
	<-ctx.Done()
	server.Shutdown()
	return nil
}

func retryDelay(n int, err error, _ *asynq.Task) time.Duration {
	if errors.Is(err, errEarly) {
		return time.Second
	}
	return min(time.Duration(1+n*n)*time.Second, time.Minute)
}

// process works off one asynq task by its row. asynq can be a second early.
func (t *Tasks) process(ctx context.Context, at *asynq.Task) error {
	id, err := strconv.ParseInt(string(at.Payload()), 10, 64)
	if err != nil {
		return fmt.Errorf("payload %q: %w", at.Payload(), asynq.SkipRetry)
	}
	task, err := t.store.OpenTask(ctx, id)
	if centre.IsKind(err, centre.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if early := task.DueAt.Sub(t.doer.clock()); early > 0 {
		if early > 2*time.Second {
			return errEarly
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(early):
		}
	}
	return t.doer.do(ctx, task)
}

// asynqLog lets asynq speak through our log.
type asynqLog struct{ log *slog.Logger }

func (l asynqLog) Debug(args ...any) { l.log.Debug(line(args)) }
func (l asynqLog) Info(args ...any)  { l.log.Info(line(args)) }
func (l asynqLog) Warn(args ...any)  { l.log.Warn(line(args)) }
func (l asynqLog) Error(args ...any) { l.log.Error(line(args)) }
func (l asynqLog) Fatal(args ...any) { l.log.Error(line(args)) }

func line(args []any) string { return "asynq: " + strings.TrimSpace(fmt.Sprintln(args...)) }
