package virtual

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// handling is the mean service of these floors.
const handling = 180 * time.Second

// textbook is a floor of alike agents and people who give up. Times are in mean services.
type textbook struct {
	agents   int
	rate     func(t float64) float64 // of arrivals
	most     float64                 // the highest that rate gives
	service  func(*rand.Rand) float64
	patience float64 // mean
}

// TestAccuracy has the wait that customers are told beat what needs no rates and what knows only
// the staff, on arrivals that it never saw: the cases of Ibrahim and Whitt 2009.
func TestAccuracy(t *testing.T) {
	t.Parallel()
	exponential := func(r *rand.Rand) float64 { return r.ExpFloat64() }
	lognormal := func(r *rand.Rand) float64 { return math.Exp(r.NormFloat64()*math.Sqrt(math.Ln2) - math.Ln2/2) } // its variance is 1
	steady := func(rate float64) func(float64) float64 { return func(float64) float64 { return rate } }
	waves := func(t float64) float64 { return 33 * (1 + .5*math.Sin(2*math.Pi*t/80)) }
	for name, b := range map[string]textbook{
		"a large floor, overloaded":             {agents: 100, rate: steady(140), most: 140, service: exponential, patience: 1},
		"a small floor, overloaded":             {agents: 10, rate: steady(12), most: 12, service: exponential, patience: 2},
		"lognormal handling, arrivals in waves": {agents: 30, rate: waves, most: 50, service: lognormal, patience: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e errs
			e.run(t, b, 60_000)
			mean := e.waited / e.n
			t.Logf("of %.0f who were told, waited and were served, mean wait %.3f: QLm %.3f, QL %.3f, LES %.3f, HOL %.3f",
				e.n, mean/handling.Seconds(), e.rmse(qlm)/mean, e.rmse(ql)/mean, e.rmse(les)/mean, e.rmse(hol)/mean)
			for other, what := range map[int]string{ql: "QL", les: "LES", hol: "HOL"} {
				if e.rmse(qlm) >= e.rmse(other) {
					t.Errorf("%s errs by %.1f s, ours by %.1f", what, e.rmse(other), e.rmse(qlm))
				}
			}
		})
	}
}

// Ten agents whose calls take 180 s in the mean, one customer of whom 240 s are known who hung up
// then, and 31 who come at once: what each of them is told is what the formula gives.
func TestWaitsToldAreThoseOfTheFormula(t *testing.T) {
	t.Parallel()
	calls := ofTier("C")
	var arrivals []Arrival
	for range 10 {
		arrivals = append(arrivals, comes(calls, 0, 10_000))
	}
	arrivals = append(arrivals, comes(calls, 0, 60, patience(240)))
	for range 31 {
		arrivals = append(arrivals, comes(calls, 240, 60))
	}
	f, done := open(day(team(10), arrivals...))
	defer done()
	h := &hall{Floor: f}
	service := wait.New(h, func() time.Time { return f.now })
	for len(h.line) < 31 && f.happen() {
		f.decide()
		h.gone()
		h.came()
	}
	for k, want := range map[int]float64{0: 18.00, 1: 34.74, 5: 92.03, 10: 148.53, 30: 294.75} {
		id := h.line[k].ID
		all, err := service.Prospects(t.Context(), []centre.ItemID{id})
		if got := all[id].Wait.Seconds(); err != nil || math.Abs(got-want) > .005 {
			t.Errorf("behind %d: %.2f s, want %.2f: %v", k, got, want, err)
		}
	}
}

// arrivals gives n of them.
func (b textbook) arrivals(n int) iter.Seq[Arrival] {
	calls := ofTier("C")
	return func(yield func(Arrival) bool) {
		dice := rand.New(rand.NewPCG(1, 9))
		scale := func(t float64) time.Duration { return Seconds(t * handling.Seconds()) }
		for at, come := 0., 0; come < n; {
			at += dice.ExpFloat64() / b.most
			if dice.Float64()*b.most > b.rate(at) {
				continue
			}
			come++
			if !yield(Arrival{At: scale(at), Class: calls, Service: scale(b.service(dice)), Patience: scale(b.patience * dice.ExpFloat64())}) {
				return
			}
		}
	}
}

// The ways to tell a wait: the product's; people ahead over the staff's rate; what the last who
// was served had waited; what the first in line has waited by now.
const (
	qlm = iota
	ql
	les
	hol
	ways
)

// telling is what each way says, in seconds.
type telling [ways]float64

// errs sums up how far each way was off, for those who were told, waited and were served.
type errs struct {
	n, waited float64
	squares   telling
}

func (e *errs) rmse(way int) float64 { return math.Sqrt(e.squares[way] / e.n) }

func (e *errs) add(told telling, waited float64) {
	e.n++
	e.waited += waited
	for way, s := range told {
		e.squares[way] += (s - waited) * (s - waited)
	}
}

// run serves a day and asks for the wait of some who come, once a tenth of them have passed.
func (e *errs) run(t *testing.T, b textbook, people int) {
	t.Helper()
	f, done := open(Day{Opens: opening, Agents: team(b.agents), Arrivals: b.arrivals(people)})
	defer done()
	h := &hall{Floor: f}
	service := wait.New(h, func() time.Time { return f.now })
	for f.happen() {
		f.decide()
		for _, c := range h.gone() {
			if c.served && c.told != nil {
				e.add(*c.told, h.last)
			}
		}
		c := h.came()
		if c == nil || f.arrived < people/10 || f.arrived%20 != 0 {
			continue
		}
		all, err := service.Prospects(t.Context(), []centre.ItemID{c.ID})
		if err != nil || len(all) != 1 {
			t.Fatalf("%s is told nothing: %v", c.ID, err)
		}
		c.told = &telling{
			qlm: all[c.ID].Wait.Seconds(),
			ql:  float64(len(h.line)) * handling.Seconds() / float64(b.agents),
			les: h.last,
			hol: f.now.Sub(h.line[0].EnqueuedAt).Seconds(),
		}
	}
}

// hall is a floor of calls of one class as centre/wait reads it.
type hall struct {
	*Floor
	line     []*caller // the first arrival first
	passages []wait.Passage
	last     float64 // what the last who had to wait and was served had waited, in seconds
}

// caller is somebody in line.
type caller struct {
	*piece
	passage int // which is theirs
	told    *telling
}

// came notes the arrival that just happened, if one did, and gives who has to wait.
func (h *hall) came() *caller {
	if len(h.passages) == h.arrived {
		return nil
	}
	h.passages = append(h.passages, wait.Passage{QueueID: "support", CameAt: h.now})
	n := len(h.passages) - 1
	p := h.queued[centre.ItemID(fmt.Sprintf("%010d", h.arrived))]
	if p == nil {
		now := h.now
		h.passages[n].TakenAt = &now
		return nil
	}
	h.line = append(h.line, &caller{piece: p, passage: n})
	return h.line[len(h.line)-1]
}

// gone takes those out of line who were served or hung up just now.
func (h *hall) gone() []*caller {
	var all []*caller
	for _, c := range h.line {
		if c.State == routing.Queued {
			continue
		}
		all = append(all, c)
		now := h.now
		if c.piece.served {
			h.passages[c.passage].TakenAt, h.last = &now, now.Sub(c.EnqueuedAt).Seconds()
		} else {
			h.passages[c.passage].LeftAt = &now
		}
	}
	if len(all) > 0 {
		h.line = slices.DeleteFunc(h.line, func(c *caller) bool { return c.State != routing.Queued })
	}
	return all
}

func (h *hall) WaitingItems(context.Context) ([]routing.Item, error) {
	var all []routing.Item
	for _, c := range h.line {
		all = append(all, c.Item)
	}
	return all, nil
}

func (h *hall) AgentsThere(context.Context) ([]routing.Candidate, error) {
	var all []routing.Candidate
	for _, w := range h.staff {
		all = append(all, w.look())
	}
	return all, nil
}

func (h *hall) Matchings(context.Context, centre.SiteID) (map[centre.QueueID]routing.Matching, error) {
	return h.day.Matching, nil
}

func (h *hall) Blocked(context.Context, centre.SiteID, time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error) {
	return map[centre.ItemID]map[centre.AgentID]bool{}, nil
}

func (h *hall) CallTerms(context.Context, time.Time) (map[centre.QueueID]wait.Terms, error) {
	return map[centre.QueueID]wait.Terms{}, nil
}

func (h *hall) Passages(_ context.Context, since time.Time) ([]wait.Passage, error) {
	from, _ := slices.BinarySearchFunc(h.passages, since, func(p wait.Passage, t time.Time) int { return p.CameAt.Compare(t) })
	return slices.Clone(h.passages[from:]), nil
}

func (h *hall) Handling(context.Context, time.Time) ([]wait.Handling, error) {
	return []wait.Handling{{QueueID: "support", MeanS: handling.Seconds(), Weight: capacity}}, nil
}
