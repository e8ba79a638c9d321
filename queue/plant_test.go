package queue_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// plant is the machinery of one installation over a database and a Redis of its own.
type plant struct {
	*sqltest.Floor
	t     *testing.T
	redis *sqltest.Redis

	mu     sync.Mutex
	alarms map[string]int
	done   []string // subjects, in the order in which their work was committed
	next   int64
}

func newPlant(t *testing.T) *plant {
	t.Helper()
	return &plant{Floor: sqltest.NewFloor(t), t: t, redis: sqltest.NewRedis(t), alarms: map[string]int{}}
}

func (p *plant) alarm(kind string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alarms[kind] += n
}

func (p *plant) alarmed(kind string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alarms[kind] > 0
}

// workers is how many tasks a node of the plant does at once; more than its store has
// connections.
const workers = 25

// tasks is the lanes of one node; time is the node's clock.
func (p *plant) tasks(clock centre.Clock, handlers queue.Handlers) *queue.Tasks {
	return p.tasksOver(p.Store, clock, handlers)
}

func (p *plant) tasksOver(store *sql.Store, clock centre.Clock, handlers queue.Handlers) *queue.Tasks {
	client := p.redis.Client()
	p.t.Cleanup(func() { _ = client.Close() })
	return queue.NewTasks(queue.TasksConfig{
		Store: store, Redis: client, Name: "test", Handlers: handlers, Workers: workers, Time: clock, Log: quiet, Alarm: p.alarm,
	})
}

// runLanes starts a node's lanes and waits until they know their Redis.
func (p *plant) runLanes(lanes *queue.Tasks) {
	p.t.Helper()
	p.run(lanes.RunClock)
	client := p.redis.Client()
	defer client.Close()
	until(p.t, "the lanes know their Redis", func() bool { return client.Exists(context.Background(), "test:tasks-were-sent").Val() == 1 })
}

var quiet = slog.New(slog.DiscardHandler)

// run starts loops and gives what stops them and waits for their end.
func (p *plant) run(loops ...func(context.Context) error) (stop func()) {
	p.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for _, loop := range loops {
		all.Go(func() {
			if err := loop(ctx); err != nil {
				p.t.Errorf("a loop ended: %v", err)
			}
		})
	}
	stop = sync.OnceFunc(func() { cancel(); all.Wait() })
	p.t.Cleanup(stop)
	return stop
}

// work is a handler whose effect is a row of the journal, kept in the task's transaction.
func (p *plant) work(ctx context.Context, subject string) error {
	err := p.Store.Do(ctx, func(w *sql.Work) error {
		return w.Append(ctx, centre.Event{At: time.Now(), Kind: "test.worked", Actor: centre.System, Subject: centre.Subject{Kind: "test", ID: subject}})
	})
	if err == nil {
		p.mu.Lock()
		p.done = append(p.done, subject)
		p.mu.Unlock()
	}
	return err
}

// plan keeps tasks of a lane, due one after another, and gives them.
func (p *plant) plan(lane string, n int, first time.Time, apart time.Duration) []sql.Task {
	p.t.Helper()
	var tasks []sql.Task
	for i := range n {
		p.next++
		tasks = append(tasks, sql.Task{
			EventID: p.next, Kind: "test:work", SubjectID: centre.NewID[string](), Lane: lane, DueAt: first.Add(time.Duration(i) * apart),
		})
	}
	var kept []sql.Task
	err := p.Store.Do(context.Background(), func(w *sql.Work) (err error) {
		kept, err = w.AddTasks(context.Background(), tasks)
		return err
	})
	if err != nil || len(kept) != n {
		p.t.Fatalf("kept %d of %d tasks: %v", len(kept), n, err)
	}
	return kept
}

func (p *plant) open() int { return p.Count(`SELECT count(*) FROM tasks WHERE done_at IS NULL`) }

// untilDone waits until no task is open.
func (p *plant) untilDone() {
	p.t.Helper()
	until(p.t, "every task is done", func() bool { return p.open() == 0 })
}

// wantOnce fails the test unless each task had its effect once.
func (p *plant) wantOnce(tasks int) {
	p.t.Helper()
	if n := p.Count(`SELECT count(*) FROM journal WHERE kind = 'test.worked'`); n != tasks {
		p.t.Errorf("%d effects of %d tasks", n, tasks)
	}
	if n := p.Count(`SELECT count(DISTINCT subject_id) FROM journal WHERE kind = 'test.worked'`); n != tasks {
		p.t.Errorf("%d of %d tasks had their effect", n, tasks)
	}
}

// bus keeps what was published.
type bus struct {
	mu     sync.Mutex
	events []centre.Stamped
}

func (b *bus) Publish(_ context.Context, events []centre.Stamped) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, events...)
	return nil
}

func (b *bus) Subscribe(context.Context, func([]centre.Stamped)) error { return nil }

func (b *bus) kinds() (kinds []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		kinds = append(kinds, fmt.Sprint(e.Pos, " ", e.Kind))
	}
	return kinds
}
