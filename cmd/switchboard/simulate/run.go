package simulate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Options are what a simulation is made of.
type Options struct {
	URL      string // of the server: http://127.0.0.1:8080
	Scripts  []Script
	AtOnce   int           // chats at the same time
	Chats    int           // how many in all; 0: until ctx ends
	Agents   []Credentials // who answers; nobody when others do
	Speed    float64       // 1: as fast as people type and think; 20: twenty times that
	Between  time.Duration // mean time between two arrivals; 0: as soon as a place is free
	Seed     uint64
	Log      *slog.Logger
	Progress func(done int) // called after each chat; may be nil

	Enough   <-chan struct{}            // closed: no more chats begin; may be nil
	Settled  func(context.Context) bool // when agents may go home; nil: once what they accepted is finished, or after 30 s
	Answered func(Deed)                 // called for each deed that the server acknowledged; may be nil
	Numbered bool                       // no agent says the same twice: " #" and an id of its own ends each reply
}

// Deed is something that a simulated person did and the server said is done.
type Deed struct {
	Kind    DeedKind
	ID      string // of the message, offer or work item
	Contact string // of a message
	Text    string // of a message
}

// DeedKind is what was done.
type DeedKind string

// What is done.
const (
	Said     DeedKind = "said"     // by a customer
	Replied  DeedKind = "replied"  // by an agent
	Accepted DeedKind = "accepted" // an offer
	Finished DeedKind = "finished" // a work item
)

// Report is what the simulated people saw.
type Report struct {
	Begun, Served, Abandoned, Failed int64
	Sent, Replies                    int64
	WaitP50, WaitP99                 time.Duration
	Took                             time.Duration
	Doubled                          int // messages that reached an agent's screen twice
	seen                             *sightings
	Problems                         []string // the first few
}

type run struct {
	opt    Options
	queues map[string]string // id by name, of those that the public may choose
	count  counts
	waits  waits
	seen   *sightings

	mu       sync.Mutex
	problems []string
}

// Chats has customers chat and agents answer, until all chats are over or ctx ends.
func Chats(ctx context.Context, opt Options) (Report, error) {
	if len(opt.Scripts) == 0 {
		return Report{}, errors.New("no conversations to hold")
	}
	if opt.Speed <= 0 {
		opt.Speed = 1
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	r := &run{opt: opt, seen: newSightings()}
	if err := r.readQueues(ctx); err != nil {
		return Report{}, err
	}
	began := time.Now()
	agentsCtx, goHome := context.WithCancel(ctx)
	defer goHome()
	var agents sync.WaitGroup
	for i, who := range opt.Agents {
		browser, err := newAPI(opt.URL, 1+i)
		if err != nil {
			return Report{}, err
		}
		a := newAgent(r, browser, who, random(opt.Seed, 1_000_000+i))
		agents.Go(func() {
			if err := a.work(agentsCtx); err != nil && agentsCtx.Err() == nil {
				r.problem("%v", err)
			}
		})
	}
	r.customers(ctx)
	r.settle(ctx)
	goHome()
	agents.Wait()
	return r.report(time.Since(began)), nil
}

// readQueues asks the server which queues a customer can choose.
func (r *run) readQueues(ctx context.Context) error {
	browser, err := newAPI(r.opt.URL, 0)
	if err != nil {
		return err
	}
	var config struct {
		Queues []struct{ ID, Name string }
	}
	if err := browser.do(ctx, http.MethodGet, "/widget/config", nil, &config); err != nil {
		return fmt.Errorf("ask for the queues: %w", err)
	}
	r.queues = map[string]string{}
	for _, q := range config.Queues {
		r.queues[q.Name] = q.ID
	}
	return nil
}

// customers lets chats begin, AtOnce at most at the same time.
func (r *run) customers(ctx context.Context) {
	var chatting sync.WaitGroup
	defer chatting.Wait()
	places := make(chan struct{}, max(r.opt.AtOnce, 1))
	arrivals := random(r.opt.Seed, 0)
	for i := 0; r.opt.Chats == 0 || i < r.opt.Chats; i++ {
		if r.opt.Between > 0 && Pause(ctx, time.Duration(arrivals.ExpFloat64()*float64(r.opt.Between))) != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-r.opt.Enough:
			return
		case places <- struct{}{}:
		}
		chatting.Go(func() {
			defer func() { <-places }()
			r.one(ctx, i)
		})
	}
}

func (r *run) one(ctx context.Context, i int) {
	browser, err := newAPI(r.opt.URL, 1+len(r.opt.Agents)+i)
	if err != nil {
		r.problem("%v", err)
		return
	}
	c := &customer{run: r, api: browser, script: r.opt.Scripts[i%len(r.opt.Scripts)], rand: random(r.opt.Seed, i+1)}
	r.count.begun.Add(1)
	switch err := c.chat(ctx); {
	case err != nil && ctx.Err() != nil:
		return
	case err != nil:
		r.count.failed.Add(1)
		r.problem("chat %d: %v", i+1, err)
	case c.answered:
		r.count.served.Add(1)
	}
	if r.opt.Progress != nil {
		r.opt.Progress(int(r.count.served.Load() + r.count.abandoned.Load() + r.count.failed.Load()))
	}
}

// settle lets agents end what they began.
func (r *run) settle(ctx context.Context) {
	settled := r.opt.Settled
	if settled == nil {
		deadline := time.Now().Add(30 * time.Second)
		settled = func(context.Context) bool {
			return time.Now().After(deadline) || r.count.finished.Load() >= r.count.accepted.Load()
		}
	}
	for ctx.Err() == nil && !settled(ctx) {
		if Pause(ctx, 50*time.Millisecond) != nil {
			return
		}
	}
}

func (r *run) report(took time.Duration) Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Report{
		Begun: r.count.begun.Load(), Served: r.count.served.Load(), Abandoned: r.count.abandoned.Load(), Failed: r.count.failed.Load(),
		Sent: r.count.sent.Load(), Replies: r.count.replies.Load(),
		WaitP50: r.waits.percentile(.5), WaitP99: r.waits.percentile(.99), Took: took,
		Doubled: r.seen.doubled(), seen: r.seen, Problems: r.problems,
	}
}

func random(seed uint64, stream int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(stream)))
}

func (r *run) typing(text string, rnd *rand.Rand) time.Duration { return r.scaled(Typing(text, rnd)) }

func (r *run) reaction(rnd *rand.Rand) time.Duration { return r.scaled(Reaction(rnd)) }

// patience is how long a customer waits: ten minutes for later answers.
func (r *run) patience(rnd *rand.Rand, answered bool) time.Duration {
	if answered {
		return r.scaled(600)
	}
	return r.scaled(Patience(rnd))
}

func (r *run) scaled(seconds float64) time.Duration {
	return time.Duration(seconds / r.opt.Speed * float64(time.Second))
}

// answered passes on that something is done.
func (r *run) answered(d Deed) {
	if r.opt.Answered != nil {
		r.opt.Answered(d)
	}
}

// problem keeps the first things that should not have happened.
func (r *run) problem(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.problems) < 20 {
		r.problems = append(r.problems, fmt.Sprintf(format, args...))
	}
}
