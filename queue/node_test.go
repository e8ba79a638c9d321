package queue_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// node is all of queue as it runs in a process, with routing behind it, on a clock
// that goes by itself and can be put forward.
type node struct {
	t       *testing.T
	ahead   atomic.Int64
	plant   *plant
	store   *sql.Store
	wake    *queue.Wake
	tasks   *queue.Tasks
	routing *routing.Service
	bus     *bus
}

func newNode(t *testing.T, f *sqltest.Floor, r *sqltest.Redis) *node {
	t.Helper()
	n := &node{t: t, wake: queue.NewWake(), bus: &bus{}, plant: &plant{Floor: f, t: t, redis: r, alarms: map[string]int{}}}
	n.store = sqltest.Open(t, f.DSN, sql.Options{MaxConns: 8, AfterCommit: n.wake.Committed})
	n.routing = routing.New(sql.Transact[routing.Batch](n.store), n.now, routing.Follows{})
	n.tasks = n.plant.tasksOver(n.store, n.now, queue.Handlers{
		"offer:expire":     func(ctx context.Context, id string) error { return n.routing.Expire(ctx, centre.OfferID(id)) },
		"item:turn":        func(ctx context.Context, id string) error { return n.routing.Turn(ctx, centre.ItemID(id)) },
		"item:return":      func(ctx context.Context, id string) error { return n.routing.ComeBack(ctx, centre.ItemID(id)) },
		"item:end-wrap-up": func(ctx context.Context, id string) error { return n.routing.EndWrapUp(ctx, centre.ItemID(id)) },
		"agent:lose":       func(ctx context.Context, id string) error { return n.routing.Lose(ctx, centre.AgentID(id)) },
		"agent:leave":      func(ctx context.Context, id string) error { return n.routing.Vacate(ctx, centre.AgentID(id)) },
		"pool:decide": func(context.Context, string) error {
			n.wake.Decide()
			return nil
		},
	})
	return n
}

func (n *node) now() time.Time { return time.Now().Add(time.Duration(n.ahead.Load())) }

// skip puts the clock forward.
func (n *node) skip(d time.Duration) { n.ahead.Add(int64(d)) }

// start runs everything until the test ends, or until stop is called.
func (n *node) start() (stop func()) {
	stamper := &queue.Stamper{Store: n.store, Bus: n.bus, Tasks: n.tasks, Wake: n.wake, Log: quiet}
	router := &queue.Router{Decide: n.routing, Waiting: n.store.Read().WaitingPools, Wake: n.wake, Log: quiet, Alarm: n.plant.alarm}
	return n.plant.run(stamper.Run, router.Run, n.tasks.RunClock)
}

func (n *node) arrives(queue centre.QueueID) sqltest.Arrival {
	n.t.Helper()
	return n.arrivesAt(queue, n.now())
}

func (n *node) arrivesAt(queue centre.QueueID, at time.Time) sqltest.Arrival {
	n.t.Helper()
	a, err := sqltest.Arrive(context.Background(), n.store, contact.Opening{
		Channel: routing.Call, CustomerID: n.plant.Customer("Customer", "C"), Tier: "C", QueueID: queue, Subject: "help",
	}, at)
	if err != nil {
		n.t.Fatal(err)
	}
	return a
}

// kept gives the kinds of tasks that there are, each with its number.
func (n *node) kept(kind string) int {
	return n.plant.Count(`SELECT count(*) FROM tasks WHERE kind = $1`, kind)
}

func TestWhatFollows(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	ctx := context.Background()
	support := f.Queue("Support")
	ana := f.Hire("Ana").Serving(support).Ready(n.now())
	offered := func() centre.OfferID {
		var id centre.OfferID
		until(t, "something rings", func() bool {
			return f.DB.Get(&id, `SELECT id FROM offers WHERE agent_id = $1 AND state = 'pending'`, ana) == nil
		})
		return id
	}
	n.start()

	n.arrives(support)
	if err := n.routing.Reject(ctx, ana, offered(), "busy"); err != nil {
		t.Fatal(err)
	}
	until(t, "the pool is to be decided again", func() bool { return n.kept("pool:decide") == 1 })
	n.skip(routing.TriedFor)
	it, err := n.routing.Accept(ctx, ana, offered())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.routing.End(ctx, ana, it.ID); err != nil {
		t.Fatal(err)
	}
	until(t, "wrap-up is to end", func() bool { return n.kept("item:end-wrap-up") == 1 })
	n.skip(120 * time.Second)
	until(t, "wrap-up ended by itself", func() bool {
		return f.Count(`SELECT count(*) FROM items WHERE id = $1 AND state = 'completed'`, it.ID) == 1
	})

	f.Exec(`UPDATE presence SET node_id = $2 WHERE agent_id = $1`, ana, f.Site)
	if err := n.routing.Fade(ctx, ana, centre.NodeID(f.Site)); err != nil {
		t.Fatal(err)
	}
	until(t, "the link is to be given up", func() bool { return n.kept("agent:lose") == 1 })
	n.skip(time.Minute)
	until(t, "the link was given up", func() bool {
		return f.Count(`SELECT count(*) FROM presence WHERE agent_id = $1 AND link = 'lost'`, ana) == 1
	})

	if twice := f.Count(`SELECT count(*) FROM (SELECT FROM tasks GROUP BY event_id, kind HAVING count(*) > 1) t`); twice != 0 {
		t.Errorf("%d tasks are kept twice", twice)
	}
	until(t, "every event is on the bus, in order", func() bool { return len(n.bus.kinds()) == f.Count(`SELECT count(*) FROM journal`) })
	for i, e := range n.bus.events {
		if e.Pos != int64(i+1) {
			t.Fatalf("position %d came at %d", e.Pos, i+1)
		}
	}
}

func TestAWiderRingIsAskedAsSoonAsItBegins(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	support, billing := f.Queue("Support"), f.Skill("Billing")
	f.Rings(support,
		routing.Ring{AfterS: 0, Min: map[centre.SkillID]int{billing: 6}},
		routing.Ring{AfterS: 30, Min: map[centre.SkillID]int{billing: 4}},
		routing.Ring{AfterS: 60, Min: map[centre.SkillID]int{}})
	ana := f.Hire("Ana").Knowing(billing, 2).Serving(support).Ready(n.now())
	n.start()
	call := n.arrives(support)
	for turn := range 2 {
		until(t, "the next ring is to begin", func() bool { return n.kept("item:turn") == turn+1 })
		if rings := f.Count(`SELECT count(*) FROM offers`); rings != 0 {
			t.Fatalf("it rings already in ring %d", turn+1)
		}
		n.skip(30 * time.Second)
	}
	until(t, "it rings", func() bool {
		return f.Count(`SELECT count(*) FROM offers WHERE item_id = $1 AND agent_id = $2 AND trace ->> 'ring' = '3'`, call.Item, ana) == 1
	})
}

func TestATransferThatNobodyTakesComesBackByItself(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	support, billing := f.Queue("Support"), f.Queue("Billing")
	ana := f.Hire("Ana").Serving(support).Ready(n.now())
	n.start()
	call := n.arrives(support)
	rings := func() bool {
		return f.Count(`SELECT count(*) FROM offers WHERE item_id = $1 AND agent_id = $2 AND state = 'pending'`, call.Item, ana) == 1
	}
	until(t, "it rings", rings)
	var offer centre.OfferID
	if err := f.DB.Get(&offer, `SELECT id FROM offers WHERE open`); err != nil {
		t.Fatal(err)
	}
	if _, err := n.routing.Accept(context.Background(), ana, offer); err != nil {
		t.Fatal(err)
	}
	if _, err := n.routing.Transfer(context.Background(), ana, call.Item, routing.Destination{QueueID: billing}); err != nil {
		t.Fatal(err)
	}
	until(t, "its return is to come", func() bool { return n.kept("item:return") == 1 })
	n.skip(time.Minute)
	until(t, "it rings again", rings)
}

func TestWhoIsDeactivatedLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	ctx := context.Background()
	support := f.Queue("Support")
	ana := f.Hire("Ana").Serving(support).Ready(n.now())
	n.start()
	call := n.arrives(support)
	until(t, "it rings", func() bool {
		return f.Count(`SELECT count(*) FROM items WHERE id = $1 AND state = 'offered'`, call.Item) == 1
	})

	people := agent.New(sql.Transact[agent.Store](n.store), n.store.Read(), nil, n.now)
	a, err := people.Agent(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	out := false
	if _, err := people.Change(ctx, agent.Caller{Role: agent.RoleAdmin, Actor: centre.System}, ana, agent.Change{Active: &out, Version: a.Version}); err != nil {
		t.Fatal(err)
	}
	until(t, "their desk is empty", func() bool {
		return f.Count(`SELECT count(*) FROM presence WHERE agent_id = $1 AND status = 'offline' AND load = 0`, ana) == 1
	})
	if waits := f.Count(`SELECT count(*) FROM items WHERE id = $1 AND state = 'queued' AND agent_id IS NULL`, call.Item); waits != 1 {
		t.Error("the call does not wait in line")
	}
}

func TestTheNetUnderTheRouter(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	n := newNode(t, f, sqltest.NewRedis(t))
	support := f.Queue("Support")
	ana := f.Hire("Ana").Serving(support).Ready(n.now().Add(-time.Minute))
	n.start()
	n.store = f.Store                               // a node that commits and does not live to tell
	n.arrivesAt(support, n.now().Add(-time.Second)) // so long ago that a round should have been
	until(t, "the net offered it", func() bool {
		return f.Count(`SELECT count(*) FROM offers WHERE agent_id = $1 AND state = 'pending'`, ana) == 1
	})
	until(t, "and said so", func() bool { return n.plant.alarmed("offers_by_net") })
	until(t, "the stamper's poll found the events", func() bool {
		return strings.Contains(strings.Join(n.bus.kinds(), "\n"), "item.queued")
	})
}

func TestTwoNodesStampOneStream(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	r := sqltest.NewRedis(t)
	one, two := newNode(t, f, r), newNode(t, f, r)
	support := f.Queue("Support")
	one.start()
	two.start()
	for range 20 {
		one.arrives(support)
		two.arrives(support)
	}
	until(t, "everything is stamped", func() bool {
		return f.Count(`SELECT (SELECT count(*) FROM journal) - (SELECT count(*) FROM stream)`) == 0
	})
	if _, err := f.Store.VerifyChain(context.Background()); err != nil {
		t.Error(err)
	}
	until(t, "and published once", func() bool {
		return len(one.bus.kinds())+len(two.bus.kinds()) == f.Count(`SELECT count(*) FROM journal`)
	})
}
