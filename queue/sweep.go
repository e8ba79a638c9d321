package queue

import (
	"context"
	"errors"
	"time"

	"github.com/hibiken/asynq"

	"switchboard/sql"
)

// sweepAll is the net under the lanes: each second it sends what was not sent, and
// looks for what was sent and vanished.
func (t *Tasks) sweepAll(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := t.sweep(ctx); err != nil && ctx.Err() == nil {
				t.log.Warn("sweep tasks", "err", err)
			}
		}
	}
}

func (t *Tasks) sweep(ctx context.Context) error {
	if err := t.noticeFlush(ctx); err != nil {
		return err
	}
	unsent, err := t.store.UnsentTasks(ctx, sweepRows)
	if err != nil {
		return err
	}
	t.enqueue(ctx, unsent)
	overdue, err := t.store.OverdueTasks(ctx, t.doer.clock().Add(-overdueAfter), sweepRows)
	if err != nil {
		return err
	}
	for _, task := range overdue {
		t.revive(ctx, task)
	}
	return nil
}

// noticeFlush finds out that Redis lost what it held: a key of ours is gone. Then
// every open task is sent anew, and only then the key is set again.
func (t *Tasks) noticeFlush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	key := t.name + ":tasks-were-sent"
	if known, err := t.redis.Exists(ctx, key).Result(); err != nil || known == 1 {
		return err
	}
	// A client of asynq registers a queue once in its life, and nobody finds the tasks of a
	// queue that is not registered.
	if err := t.redis.SAdd(ctx, "asynq:queues", t.queue(Routing), t.queue(Default)).Err(); err != nil {
		return err
	}
	n, err := t.store.UnsendTasks(ctx)
	if err != nil {
		return err
	}
	if n > 0 {
		t.log.Warn("redis lost its tasks; sending them anew from their rows", "tasks", n)
		t.alarm("redis_flushed", int(n))
	}
	return t.redis.Set(ctx, key, 1, 0).Err()
}

// revive sends an overdue task again, unless it is still on its way. One that asynq gave
// up on is an alarm, and is tried anew.
func (t *Tasks) revive(ctx context.Context, task sql.Task) {
	err := t.enqueueOne(ctx, task)
	if err == nil {
		t.alarm("task_vanished", 1)
		return
	}
	if !errors.Is(err, asynq.ErrTaskIDConflict) {
		return
	}
	inspector := asynq.NewInspectorFromRedisClient(t.redis)
	info, err := inspector.GetTaskInfo(t.queue(task.Lane), t.id(task.ID))
	if err != nil || info.State != asynq.TaskStateArchived {
		return
	}
	t.log.Error("task was given up; trying anew", "kind", task.Kind, "subject", task.SubjectID, "last_error", info.LastErr)
	t.alarm("task_given_up", 1)
	if err := inspector.DeleteTask(t.queue(task.Lane), t.id(task.ID)); err == nil {
		t.enqueue(ctx, []sql.Task{task})
	}
}
