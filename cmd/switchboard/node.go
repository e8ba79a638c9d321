package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/certs"
	"switchboard/cmd/switchboard/config"
	"switchboard/queue"
	"switchboard/server/centre"
	"switchboard/server/live"
	"switchboard/server/web"
)

// installation names this installation in keys and channels of a Redis that it may share.
const installation = "switchboard"

// drain is how long requests that are under way may take to end.
const drain = 3 * time.Second

// node is a running process: its doors, and the loops behind them.
type node struct {
	config  config.Config
	log     *slog.Logger
	time    timing
	id      centre.NodeID
	kept    *kept
	house   *house
	wake    *queue.Wake
	bus     live.Bus
	tasks   *queue.Tasks
	live    *live.Door
	web     *web.Door
	metrics *prometheus.Registry
	alarms  *prometheus.CounterVec

	authority *certs.Local // with TLS=local
}

// runNode runs a node until ctx ends. What must be there before anybody comes in is
// prepared first; ready is called once it serves.
func runNode(ctx context.Context, c config.Config, log *slog.Logger, prepare, ready func(*node) error) error {
	n, err := newNode(ctx, c, log, realTime)
	if err != nil {
		return err
	}
	return n.runPrepared(ctx, prepare, ready)
}

// runPrepared is runNode with a node that was made; it is closed at the end.
func (n *node) runPrepared(ctx context.Context, prepare, ready func(*node) error) (err error) {
	defer func() { err = errors.Join(err, n.kept.close()) }()
	if err := prepare(n); err != nil {
		return err
	}
	return n.run(ctx, ready)
}

// asItIs prepares nothing.
func asItIs(*node) error { return nil }

func newNode(ctx context.Context, c config.Config, log *slog.Logger, t timing) (*node, error) {
	n := &node{config: c, log: log, time: t, id: centre.NewID[centre.NodeID](), wake: queue.NewWake(), metrics: prometheus.NewRegistry()}
	n.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	n.alarms = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "switchboard_alarms_total", Help: "What a net caught that should not have fallen, by kind.",
	}, []string{"kind"})
	n.metrics.MustRegister(n.alarms)
	var err error
	if n.kept, err = openKept(ctx, c, log, n.committed()); err != nil {
		return nil, err
	}
	if err := errors.Join(n.kept.store.PrepareAll(ctx), n.introduce()); err != nil {
		return nil, errors.Join(err, n.kept.close())
	}
	return n, nil
}

// committed is told of every commit.
func (n *node) committed() func([]centre.Event) {
	if n.time.work == nil {
		return n.wake.Committed
	}
	return n.time.work.committed(n.wake.Committed)
}

// handlers do the tasks.
func (n *node) handlers() queue.Handlers {
	if n.time.work == nil {
		return n.house.handlers(n.wake)
	}
	return n.time.work.doing(n.house.handlers(n.wake))
}

// decider makes the offers.
func (n *node) decider() queue.Decider {
	if n.time.work == nil {
		return n.house.routing
	}
	return n.time.work.deciding(n.house.routing)
}

// waiting says in which pools work waits.
func (n *node) waiting() func(context.Context) ([]centre.SiteID, error) {
	if n.time.work == nil {
		return n.kept.store.Read().WaitingPools
	}
	return n.time.work.looking(n.kept.store.Read().WaitingPools)
}

// introduce makes everything that the node runs, and nothing run yet.
func (n *node) introduce() error {
	n.house = build(n.kept.store, n.time.now)
	n.bus = live.NewRedis(n.kept.redis, installation, n.id, n.log)
	n.tasks = queue.NewTasks(queue.TasksConfig{
		Store: n.kept.store, Redis: n.kept.redis, Name: installation, Handlers: n.handlers(),
		Workers: n.config.Workers, Time: n.time.now, Speed: n.time.speed, Log: n.log, Alarm: n.alarm,
	})
	return n.openDoors()
}

// alarm counts what should not have happened; the net caught it.
func (n *node) alarm(kind string, count int) {
	n.alarms.WithLabelValues(kind).Add(float64(count))
	n.log.Warn("alarm", "kind", kind, "count", count)
}

// run starts the loops, then the doors. At the end the doors close first, so that what is
// under way finds everything behind it still running.
func (n *node) run(ctx context.Context, ready func(*node) error) error {
	loopsCtx, stopLoops := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLoops()
	loops, loopsCtx := errgroup.WithContext(loopsCtx)
	for _, loop := range n.loops() {
		loops.Go(func() error { return loop(loopsCtx) })
	}
	doors, doorsCtx := errgroup.WithContext(ctx)
	if len(n.config.Doors) > 0 {
		if err := n.serve(doorsCtx, doors); err != nil {
			stopLoops()
			return errors.Join(err, loops.Wait())
		}
	}
	doors.Go(func() error { return ready(n) })
	doors.Go(func() error { // a loop that fails ends the node
		select {
		case <-loopsCtx.Done():
			return errors.New("a loop ended")
		case <-doorsCtx.Done():
			return nil
		}
	})
	err := doors.Wait()
	if ctx.Err() != nil {
		err = nil
	}
	stopLoops()
	return errors.Join(err, loops.Wait())
}

// loops are what every node does, whatever doors it has.
func (n *node) loops() []func(context.Context) error {
	stamper := &queue.Stamper{Store: n.kept.store, Bus: n.bus, Tasks: n.tasks, Wake: n.wake, Log: n.log}
	router := &queue.Router{Decide: n.decider(), Waiting: n.waiting(), Wake: n.wake, Log: n.log, Alarm: n.alarm}
	lease := &queue.Lease{Node: n.id, Nodes: n.kept.store.Read(), Fade: n.house.routing.Fade, Clock: n.time.now, Log: n.log}
	upkeep := &queue.Upkeep{Store: n.kept.store, Clock: n.time.now, Log: n.log}
	auditor := &queue.Auditor{Examiner: n.house.auditor, Log: n.log, Alarm: n.alarm}
	overflow := &queue.Overflow{Word: n.house.chats, Rules: n.house.spills, Log: n.log}
	surges := &queue.Surges{Look: n.house.surger.Look, Log: n.log}
	all := []func(context.Context) error{stamper.Run, router.Run, overflow.Run, surges.Run, lease.Run, upkeep.Run, auditor.Run, n.tasks.RunClock}
	if n.config.Workers > 0 {
		all = append(all, n.tasks.RunWorkers)
	}
	return all
}

// serve opens the port and serves until ctx ends; sockets are told to come back, requests
// under way get a moment.
func (n *node) serve(ctx context.Context, group *errgroup.Group) error {
	listener, err := n.listen(ctx)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: n.web, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(n.log.Handler(), slog.LevelDebug)}
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	liveDone := make(chan struct{})
	group.Go(func() error {
		defer close(liveDone)
		if !slices.Contains(n.config.Doors, "live") {
			return nil
		}
		return n.live.Run(ctx)
	})
	group.Go(func() error {
		<-ctx.Done()
		<-liveDone
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
		defer cancel()
		if err := server.Shutdown(closing); err != nil {
			return server.Close()
		}
		return nil
	})
	return nil
}

// listen opens the port, with TLS as configured.
func (n *node) listen(ctx context.Context) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", n.config.Web.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", n.config.Web.Addr, err)
	}
	return n.secure(l)
}
