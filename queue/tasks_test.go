package queue_test

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hibiken/asynq"

	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func id(t sql.Task) string { return strconv.FormatInt(t.ID, 10) }

func TestTheLanesOfRedis(t *testing.T) {
	t.Parallel()

	t.Run("a task is not done before it is due", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		due, later := time.Now().Add(1500*time.Millisecond), map[string]bool{}
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			if later[id] && time.Now().Before(due) {
				t.Error("done early")
			}
			return p.work(ctx, id)
		}})
		p.run(lanes.RunClock, lanes.RunWorkers)
		tasks := p.plan(queue.Default, 3, due, 0)
		for _, task := range tasks {
			later[task.SubjectID] = true
		}
		lanes.Hand(tasks)
		lanes.Hand(p.plan(queue.Routing, 3, time.Now().Add(-time.Second), 0))
		until(t, "what is overdue is done", func() bool { return p.open() == 3 })
		p.untilDone()
		p.wantOnce(6)
		if p.alarmed("redis_flushed") {
			t.Error("a Redis that is new has lost nothing")
		}
	})

	t.Run("as many are done at once as there are workers", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		free := make(chan struct{})
		var busy, most atomic.Int32
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			n := busy.Add(1)
			defer busy.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			select {
			case <-free:
			case <-ctx.Done():
			}
			return p.work(ctx, id)
		}})
		p.run(lanes.RunClock, lanes.RunWorkers)
		lanes.Hand(p.plan(queue.Default, 2*workers, time.Now(), 0))
		until(t, "all workers have something to do", func() bool { return busy.Load() == workers })
		close(free)
		p.untilDone()
		p.wantOnce(2 * workers)
		if most.Load() != workers {
			t.Errorf("%d were done at once", most.Load())
		}
	})

	t.Run("what failed is tried again, what is gone is closed", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		tasks := p.plan(queue.Default, 3, time.Now(), 0)
		failed := atomic.Int32{}
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			switch id {
			case tasks[0].SubjectID:
				if failed.Add(1) == 1 {
					return errors.New("the mail server was away")
				}
			case tasks[1].SubjectID:
				return centre.Faultf(centre.NotFound, "deleted meanwhile")
			}
			return p.work(ctx, id)
		}})
		p.run(lanes.RunClock, lanes.RunWorkers)
		lanes.Hand(tasks)
		p.untilDone()
		p.wantOnce(2)
	})

	t.Run("a flush in the middle loses and doubles nothing", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		third := make(chan struct{})
		n := atomic.Int32{}
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			if n.Add(1) == 20 {
				close(third)
			}
			return p.work(ctx, id)
		}})
		p.runLanes(lanes)
		p.run(lanes.RunWorkers)
		lanes.Hand(p.plan(queue.Default, 60, time.Now(), 0))
		later := p.plan(queue.Default, 10, time.Now().Add(3*time.Second), 0)
		lanes.Hand(later)
		<-third
		p.redis.Flush()
		p.untilDone()
		p.wantOnce(70)
		if !p.alarmed("redis_flushed") {
			t.Error("nobody was told")
		}
	})

	t.Run("Redis is killed and comes back empty", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": p.work})
		p.run(lanes.RunClock, lanes.RunWorkers)
		lanes.Hand(p.plan(queue.Default, 10, time.Now(), 0))
		until(t, "some are done", func() bool { return p.open() < 10 })
		p.redis.Kill()
		away := p.plan(queue.Default, 20, time.Now(), 0)
		lanes.Hand(away)
		p.redis.Start()
		p.untilDone()
		p.wantOnce(30)
	})

	t.Run("a worker that stops leaves its work to the next", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		first := make(chan struct{}, 100)
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			first <- struct{}{}
			return p.work(ctx, id)
		}})
		p.run(lanes.RunClock)
		stop := p.run(lanes.RunWorkers)
		lanes.Hand(p.plan(queue.Default, 80, time.Now(), 0))
		<-first
		stop()
		next := p.tasks(time.Now, queue.Handlers{"test:work": p.work})
		p.run(next.RunWorkers)
		p.untilDone()
		p.wantOnce(80)
	})

	t.Run("what Redis gave up is an alarm and is tried anew, after a flush too", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		clock := sqltest.ClockAt(time.Now())
		lanes := p.tasks(clock.Now, queue.Handlers{"test:work": p.work})
		p.runLanes(lanes) // no worker yet
		sent := func() bool { return p.Count(`SELECT count(*) FROM tasks WHERE sent_at IS NULL`) == 0 }
		tasks := p.plan(queue.Default, 2, clock.Now(), 0)
		lanes.Hand(tasks)
		until(t, "they are sent", sent)
		p.redis.Flush()
		until(t, "the flush was noticed", func() bool { return p.alarmed("redis_flushed") })
		until(t, "they are sent anew", sent)
		client := p.redis.Client()
		defer client.Close()
		inspector := asynq.NewInspectorFromRedisClient(client)
		until(t, "Redis gives one up", func() bool { return inspector.ArchiveTask("test-default", "test-"+id(tasks[0])) == nil })
		clock.Pass(time.Minute)
		until(t, "somebody was told", func() bool { return p.alarmed("task_given_up") })
		p.run(lanes.RunWorkers)
		p.untilDone()
		p.wantOnce(2)
	})

	t.Run("what vanished from Redis alone is sent anew", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		clock := sqltest.ClockAt(time.Now())
		lanes := p.tasks(clock.Now, queue.Handlers{"test:work": p.work})
		p.runLanes(lanes)
		tasks := p.plan(queue.Default, 2, clock.Now(), 0)
		lanes.Hand(tasks)
		until(t, "they are sent", func() bool { return p.Count(`SELECT count(*) FROM tasks WHERE sent_at IS NULL`) == 0 })
		client := p.redis.Client()
		defer client.Close()
		if err := asynq.NewInspectorFromRedisClient(client).DeleteTask("test-default", "test-"+id(tasks[1])); err != nil {
			t.Fatal(err)
		}
		p.run(lanes.RunWorkers)
		until(t, "the other is done", func() bool { return p.open() == 1 })
		clock.Pass(time.Minute)
		p.untilDone()
		p.wantOnce(2)
		until(t, "somebody was told", func() bool { return p.alarmed("task_vanished") })
	})
}
