package main

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/cmd/switchboard/simulate"
)

// summary is what all rounds came to.
type summary struct {
	began                    time.Time
	postgres                 string // its version
	took                     time.Duration
	rounds                   int
	faults                   map[string]int
	deeds, ends, refused     map[string]int
	begun, served, abandoned int64
	messages, lost, doubled  int
	decisions                int64
	violations               int
	silence, recovery        time.Duration
	failed                   bool
	begunSoFar               atomic.Int64 // faults, those of the round that is under way among them
}

// tellEvery is how often a long run says that it goes on.
const tellEvery = 30 * time.Second

// tell says how far it is until ctx ends.
func (s *summary) tell(ctx context.Context, t *testing.T, b *book) {
	before := 0
	for _, n := range s.deeds {
		before += n
	}
	for pauseFor(ctx, tellEvery); ctx.Err() == nil; pauseFor(ctx, tellEvery) {
		acknowledged, refused := b.sofar()
		t.Logf("%s, round %d: %d faults begun, %d deeds acknowledged, in this round %d asked again",
			time.Since(s.began).Round(time.Second), s.rounds+1, s.begunSoFar.Load(), before+acknowledged, refused)
	}
}

// add takes in what a round came to.
func (s *summary) add(b *book, report simulate.Report, r reckoning, doings []done) {
	s.rounds++
	for _, d := range doings {
		s.faults[d.what]++
	}
	for kind, n := range b.times {
		s.deeds[string(kind)] += n
	}
	for what, n := range r.Ends {
		s.ends[what] += n
	}
	for what, n := range b.refused {
		s.refused[what] += n
	}
	s.begun, s.served, s.abandoned = s.begun+report.Begun, s.served+report.Served, s.abandoned+report.Abandoned
	s.messages, s.lost, s.doubled = s.messages+r.Messages, s.lost+r.Lost, s.doubled+r.Doubled+report.Doubled
	for i := 1; i < len(b.well); i++ {
		before, after := b.well[i-1], b.well[i]
		s.silence = max(s.silence, after.Sub(before))
		lifted := before
		for _, d := range doings {
			if d.end.After(lifted) && d.end.Before(after) {
				lifted = d.end
			}
		}
		s.recovery = max(s.recovery, after.Sub(lifted))
	}
}

// String is the report, as Markdown.
func (s *summary) String() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	counted := func(title string, counts map[string]int) {
		line("\n| %s | times |\n|---|---:|", title)
		for _, what := range slices.Sorted(maps.Keys(counts)) {
			line("| %s | %d |", what, counts[what])
		}
	}
	line("# Chaos\n")
	if s.failed {
		line("**This run failed; its log says why.**\n")
	}
	line("What `make chaos` saw on %s: 64 people at work on two nodes and a worker, with a Postgres (%s)", s.began.Format(time.DateOnly), s.postgres)
	line("and a Redis of their own, all on %d cores, for %s in %d rounds (seeds 1 to %d). After each round what was",
		runtime.NumCPU(), s.took.Round(time.Second), s.rounds, s.rounds)
	line("acknowledged to them was held against the database, and the auditor went through all of it.\n")
	acknowledged := 0
	for _, n := range s.deeds {
		acknowledged += n
	}
	line("| | |\n|---|---:|")
	line("| acknowledged | %d |", acknowledged)
	line("| **lost** | **%d** |", s.lost)
	line("| **doubled** | **%d** |", s.doubled)
	line("| violations, in %d decisions | **%d** |", s.decisions, s.violations)
	line("| chats begun, served, abandoned by an impatient customer | %d, %d, %d |", s.begun, s.served, s.abandoned)
	line("| messages stored | %d |", s.messages)
	line("| longest time until a write was answered again, once the last fault was over | %s |", s.recovery.Round(10*time.Millisecond))
	line("| longest silence, faults included | %s |", s.silence.Round(10*time.Millisecond))
	counted("done to it", s.faults)
	counted("acknowledged", s.deeds)
	counted("work items, by how they ended", s.ends)
	counted("told to come back, or not answered, and asked again", s.refused)
	return b.String()
}
