package queue_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestTheClock(t *testing.T) {
	t.Parallel()

	t.Run("fires what it is handed once, none early", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		early := atomic.Int32{}
		var due map[string]time.Time
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			if time.Now().Before(due[id]) {
				early.Add(1)
			}
			return p.work(ctx, id)
		}})
		tasks := p.plan(queue.Clock, 10, time.Now().Add(300*time.Millisecond), 40*time.Millisecond)
		due = map[string]time.Time{}
		for _, task := range tasks {
			due[task.SubjectID] = task.DueAt
		}
		p.run(lanes.RunClock)
		rand.Shuffle(len(tasks), func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
		lanes.Hand(tasks)
		lanes.Hand(tasks) // twice is once
		p.untilDone()
		if early.Load() > 0 {
			t.Errorf("%d fired before their time", early.Load())
		}
		p.wantOnce(10)
	})

	t.Run("takes up what was open before a restart", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		p.plan(queue.Clock, 5, time.Now().Add(-time.Minute), time.Second)
		p.run(p.tasks(time.Now, queue.Handlers{"test:work": p.work}).RunClock)
		p.untilDone()
		p.wantOnce(5)
	})

	t.Run("on two nodes does each task once", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		handlers := queue.Handlers{"test:work": p.work}
		one, two := p.tasks(time.Now, handlers), p.tasks(time.Now, handlers)
		p.run(one.RunClock, two.RunClock)
		tasks := p.plan(queue.Clock, 40, time.Now().Add(100*time.Millisecond), 0)
		one.Hand(tasks)
		two.Hand(tasks)
		p.untilDone()
		p.wantOnce(40)
	})

	t.Run("tries again what failed, and lets go of what is gone", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		tasks := p.plan(queue.Clock, 3, time.Now(), 0)
		failed := atomic.Int32{}
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			switch id {
			case tasks[0].SubjectID:
				if failed.Add(1) == 1 {
					return errors.New("the database was away")
				}
			case tasks[1].SubjectID:
				return centre.Faultf(centre.NotFound, "deleted meanwhile")
			}
			return p.work(ctx, id)
		}})
		p.run(lanes.RunClock)
		lanes.Hand(tasks)
		p.untilDone()
		p.wantOnce(2)
		if failed.Load() != 2 {
			t.Errorf("tried %d times", failed.Load())
		}
	})

	t.Run("has the work and the end of a task in one transaction", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		tries := atomic.Int32{}
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, id string) error {
			return p.Store.Do(ctx, func(w *sql.Work) error {
				err := w.Append(ctx, centre.Event{At: time.Now(), Kind: "test.worked", Actor: centre.System, Subject: centre.Subject{Kind: "test", ID: id}})
				if tries.Add(1) < 3 {
					return errors.New("failed after the work")
				}
				return err
			})
		}})
		p.plan(queue.Clock, 1, time.Now(), 0)
		p.run(lanes.RunClock)
		p.untilDone()
		p.wantOnce(1)
	})

	t.Run("stops in the middle and leaves the rest open", func(t *testing.T) {
		t.Parallel()
		p := newPlant(t)
		begun := make(chan struct{}, 100)
		lanes := p.tasks(time.Now, queue.Handlers{"test:work": func(ctx context.Context, _ string) error {
			begun <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		}})
		tasks := p.plan(queue.Clock, 20, time.Now(), 0)
		stop := p.run(lanes.RunClock)
		lanes.Hand(tasks)
		<-begun
		stop()
		if n := p.open(); n != 20 {
			t.Errorf("%d tasks are open, want all", n)
		}
	})
}

func TestAnOfferExpiresByTheClock(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	support := f.Queue("Support")
	ana := f.Hire("Ana").Serving(support).Ready(n.now())
	n.start()
	call := n.arrives(support)
	until(t, "the router woke by the commit and offered it", func() bool {
		return f.Count(`SELECT count(*) FROM offers WHERE agent_id = $1 AND state = 'pending'`, ana) == 1
	})
	until(t, "the deadline is a task", func() bool { return f.Count(`SELECT count(*) FROM tasks WHERE kind = 'offer:expire'`) == 1 })
	n.skip(20*time.Second - 100*time.Millisecond)
	until(t, "the offer timed out", func() bool {
		return f.Count(`SELECT count(*) FROM offers WHERE item_id = $1 AND state = 'timeout'`, call.Item) == 1
	})
	if early := f.Count(`SELECT count(*) FROM offers WHERE decided_at < expires_at`); early != 0 {
		t.Error("before its time")
	}
	until(t, "that is on the bus", func() bool {
		return slices.ContainsFunc(n.bus.kinds(), func(k string) bool { return strings.HasSuffix(k, " offer.timed_out") })
	})
}
