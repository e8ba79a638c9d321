package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"switchboard/cmd/switchboard/demo"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre/audit"
	"switchboard/sql"
)

// How TestChaos is told to take its time, and where to leave its report.
const (
	chaosFor    = "CHAOS_FOR"    // "30m"; without it one short round
	chaosReport = "CHAOS_REPORT" // a file
)

// While 64 people are at work everything that can be killed, emptied, filled or stopped is, at random
// instants. Afterwards what was acknowledged to them is held against the database: nothing
// is lost, nothing is doubled, everything is at an end, and the auditor finds no promise broken.
func TestChaos(t *testing.T) {
	shape, whole := round{while: 10 * time.Second, longest: 3 * time.Second, once: true}, time.Duration(0)
	if text := os.Getenv(chaosFor); text != "" {
		var err error
		if whole, err = time.ParseDuration(text); err != nil {
			t.Fatalf("%s: %v", chaosFor, err)
		}
		shape = round{while: 2 * time.Minute, longest: 30 * time.Second}
	}
	h := newHavoc(t)
	t.Run("a disk runs full", func(t *testing.T) {
		if h.disk == nil {
			t.Skip("NOT PROVEN: this machine gives no namespaces to whoever runs this, so no disk runs full")
		}
	})
	s := &summary{began: time.Now(), faults: map[string]int{}, ends: map[string]int{}, refused: map[string]int{}, deeds: map[string]int{}}
	for shape.seed = 1; ; shape.seed++ {
		h.round(t, shape, s)
		if s.took = time.Since(s.began); s.took > whole {
			break
		}
	}
	if err := h.db.QueryRow(`SELECT current_setting('server_version')`).Scan(&s.postgres); err != nil {
		t.Error(err)
	}
	s.failed = t.Failed()
	report := s.String()
	t.Log("\n" + report)
	if path := os.Getenv(chaosReport); path != "" {
		if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
			t.Error(err)
		}
	}
}

// round is one spell of faults, and the quiet after it in which all is counted.
type round struct {
	seed           uint64
	while, longest time.Duration
	once           bool
}

// How many of the 64 do what.
const (
	chatting  = 64 - 7 - ticketing - telephone - 1 - 1
	ticketing = 8
	telephone = 6
)

func (h *havoc) round(t *testing.T, r round, s *summary) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), r.while+8*time.Minute)
	defer cancel()
	rnd := rand.New(rand.NewPCG(r.seed, 1))
	since, b, enough := clock(), newBook(), make(chan struct{})
	probing, noProbe := context.WithCancel(ctx)
	defer noProbe()
	var people sync.WaitGroup
	h.workAtDesks(ctx, t, r.seed, b, &people, enough)
	probe, err := signIn(ctx, h.front.url(), b, demo.Admin, 99)
	if err != nil {
		t.Fatal(err)
	}
	var probes sync.WaitGroup
	probes.Go(func() { probe.probe(probing) })
	result := make(chan simulate.Report, 1)
	people.Go(func() {
		report, err := simulate.Chats(ctx, simulate.Options{
			URL: h.front.url(), Scripts: simulate.Builtin, AtOnce: chatting, Agents: wholeFloor(), Speed: 20, Seed: r.seed, Enough: enough, Numbered: true,
			Answered: b.note, Settled: h.settles(t, since),
		})
		if err != nil {
			t.Error(err)
		}
		result <- report
	})
	probes.Go(func() { s.tell(probing, t, b) })
	if !b.waitFor(ctx, simulate.Accepted, floorWithin) {
		t.Errorf("nobody is at work after %s", floorWithin)
	}
	doings := h.mistreat(ctx, t, rnd, r, &s.begunSoFar)
	close(enough)
	people.Wait()
	noProbe()
	probes.Wait()
	h.judge(ctx, t, since, b, <-result, doings, s)
}

// floorWithin is how long it may take until the first chat is accepted.
const floorWithin = 2 * time.Minute

// settleWithin is how long it may take until everything is at an end: longer than the
// longest wrap-up, and than what a lost console is given to come back.
const settleWithin = 4 * time.Minute

// settles reports, once agents may go home, whether there is nothing left for them to do.
func (h *havoc) settles(t *testing.T, since time.Time) func(context.Context) bool {
	var end time.Time
	return func(ctx context.Context) bool {
		if end.IsZero() {
			end = time.Now().Add(settleWithin)
		}
		what := h.restless(ctx, since)
		if what != "" && time.Now().After(end) {
			t.Errorf("after %s: %s", settleWithin, what)
			return true
		}
		return what == ""
	}
}

// workAtDesks sets those to work who do other things than chat.
func (h *havoc) workAtDesks(ctx context.Context, t *testing.T, seed uint64, b *book, people *sync.WaitGroup, enough <-chan struct{}) {
	t.Helper()
	for i := range uint64(ticketing + telephone + 1) {
		p, err := signIn(ctx, h.front.url(), b, demo.Supervisor, seed*100+i)
		if err != nil {
			t.Fatal(err)
		}
		work := p.openTickets
		switch {
		case i >= ticketing+telephone:
			work = p.sendFiles
		case i >= ticketing:
			work = p.announceCalls
		}
		people.Go(func() {
			if err := work(ctx, enough); err != nil {
				t.Errorf("at a desk: %v", err)
			}
		})
	}
}

// judge holds what people saw against the database, and has the auditor look.
func (h *havoc) judge(ctx context.Context, t *testing.T, since time.Time, b *book, report simulate.Report, doings []done, s *summary) {
	t.Helper()
	if report.Failed > 0 || report.Served+report.Abandoned != report.Begun {
		t.Errorf("of %d chats %d were served, %d abandoned, %d failed", report.Begun, report.Served, report.Abandoned, report.Failed)
	}
	if report.Served == 0 {
		t.Error("nobody was served: it proves nothing")
	}
	r, err := h.reckonInTheEnd(ctx, since, b)
	if err != nil {
		t.Fatal(err)
	}
	h.readFiles(b, &r)
	for _, other := range append(r.Others, b.faulty...) {
		t.Error(other)
	}
	if r.Lost+r.Doubled+report.Doubled > 0 {
		t.Errorf("%d lost, %d doubled, %d shown twice", r.Lost, r.Doubled, report.Doubled)
	}
	store, err := sql.Open(ctx, h.databaseURL, sql.Options{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	found, err := audit.NewAuditor(sql.Transact[audit.Books](store), clock).Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for v := range found.Violations {
		t.Errorf("%s %s: %s: %s", v.Subject.Kind, v.Subject.ID, v.Invariant, v.What)
	}
	if _, err := store.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	s.add(b, report, r, doings)
	s.decisions, s.violations = found.Decisions, len(found.Violations)
	t.Logf("chats %d served, %d abandoned; first answer p50 %s, p99 %s; problems %q; refused %v; items %v; deeds %v",
		report.Served, report.Abandoned, report.WaitP50, report.WaitP99, report.Problems, b.refused, r.Ends, b.times)
}

// reckonInTheEnd gives it a minute until all is well: that people went home is written when
// their links are gone, and handed on after that.
func (h *havoc) reckonInTheEnd(ctx context.Context, since time.Time, b *book) (reckoning, error) {
	end := time.Now().Add(time.Minute)
	for {
		r, err := h.reckon(ctx, since, b)
		if err != nil || len(r.Others) == 0 || time.Now().After(end) {
			return r, err
		}
		pauseFor(ctx, 200*time.Millisecond)
	}
}

// readFiles looks for what is in the files that were acknowledged.
func (h *havoc) readFiles(b *book, r *reckoning) {
	for id, sum := range b.texts[uploaded] {
		if got, err := h.fileSum(id); err != nil || got != sum {
			r.Lost++
			r.Others = append(r.Others, fmt.Sprintf("lost: file %s: %v", id, err))
		}
	}
}

// wholeFloor is all who answer at Northlight.
func wholeFloor() []simulate.Credentials {
	return append(colleagues(), simulate.Credentials{Email: demo.Agent.Email, Password: demo.Password})
}
