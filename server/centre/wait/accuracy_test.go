package wait

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// floor is a call centre of the textbook in virtual time: one line, alike agents, people
// who give up. Times are in mean handling times.
type floor struct {
	agents   int
	arrivals func(t float64) float64 // people a handling time
	most     float64                 // the highest that arrivals gives
	service  func(*rand.Rand) float64
	leave    float64 // of each who waits
}

// TestAccuracy has the estimate with its own rates beat what needs none and what knows
// only the staff, on arrivals that it never saw: the cases of Ibrahim and Whitt 2009.
func TestAccuracy(t *testing.T) {
	t.Parallel()
	exponential := func(r *rand.Rand) float64 { return r.ExpFloat64() }
	lognormal := func(r *rand.Rand) float64 { return math.Exp(r.NormFloat64()*math.Sqrt(math.Ln2) - math.Ln2/2) } // its variance is 1
	steady := func(rate float64) func(float64) float64 { return func(float64) float64 { return rate } }
	waves := func(t float64) float64 { return 33 * (1 + .5*math.Sin(2*math.Pi*t/80)) }
	cases := map[string]floor{
		"a large floor, overloaded":             {agents: 100, arrivals: steady(140), most: 140, service: exponential, leave: 1},
		"a small floor, overloaded":             {agents: 10, arrivals: steady(12), most: 12, service: exponential, leave: .5},
		"lognormal handling, arrivals in waves": {agents: 30, arrivals: waves, most: 50, service: lognormal, leave: .5},
	}
	for name, f := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := f.run(rand.New(rand.NewPCG(1, 9)), 150_000)
			mean := e.sum / e.n
			t.Logf("of %.0f who waited and were served, mean wait %.3f: QLm %.3f, QL %.3f, LES %.3f, HOL %.3f",
				e.n, mean, e.rmse(qlm)/mean, e.rmse(ql)/mean, e.rmse(les)/mean, e.rmse(hol)/mean)
			for other, what := range map[int]string{ql: "QL", les: "LES", hol: "HOL"} {
				if e.rmse(qlm) >= e.rmse(other) {
					t.Errorf("%s errs by %.4f, ours by %.4f", what, e.rmse(other), e.rmse(qlm))
				}
			}
		})
	}
}

// The ways to tell a wait: ours; people ahead over the staff's rate; what the last who
// was served had waited; what the first in line has waited by now.
const (
	qlm = iota
	ql
	les
	hol
	ways
)

// errs sums up how far each way was off, for those who waited and were served.
type errs struct {
	n, sum  float64
	squares [ways]float64
}

func (e *errs) rmse(way int) float64 { return math.Sqrt(e.squares[way] / e.n) }

// waiter is somebody in line, with what each way told them when they came.
type waiter struct {
	came, patience float64
	told           [ways]float64
	gone           bool
}

// coming is something to come: somebody finishes, or a waiter's patience ends.
type coming struct {
	at float64
	of *waiter // nil: an agent is free
}

type agenda []coming

func (m agenda) Len() int           { return len(m) }
func (m agenda) Less(i, j int) bool { return m[i].at < m[j].at }
func (m agenda) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }
func (m *agenda) Push(x any)        { *m = append(*m, x.(coming)) }
func (m *agenda) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

// day is a run of a floor.
type day struct {
	floor
	dice   *rand.Rand
	next   agenda
	line   []*waiter
	inLine int
	busy   int
	last   float64 // what the last who had to wait and was served had waited
	pace   Pace
	errs   errs
}

// run lets people come and gives the errors once the first tenth of them has passed.
func (f floor) run(dice *rand.Rand, people int) errs {
	d := &day{floor: f, dice: dice}
	now := 0.
	for n := 0; n < people; {
		now += dice.ExpFloat64() / f.most
		d.until(now)
		if dice.Float64()*f.most > f.arrivals(now) {
			continue
		}
		n++
		if n == people/10 {
			d.errs = errs{}
		}
		d.arrive(now)
	}
	return d.errs
}

func (d *day) arrive(now float64) {
	if d.busy < d.agents {
		d.serve(now)
		return
	}
	w := &waiter{came: now, patience: d.dice.ExpFloat64() / d.leave, told: d.tell(now)}
	d.line = append(d.line, w)
	d.inLine++
	heap.Push(&d.next, coming{now + w.patience, w})
	d.pace.Came(clock(now))
}

func (d *day) tell(now float64) (told [ways]float64) {
	if e, known := d.pace.Rates(clock(now), float64(d.agents)/unit).Behind(d.inLine); known {
		told[qlm] = e.Mean / unit
	}
	told[ql] = float64(d.inLine+1) / float64(d.agents)
	told[les] = d.last
	if first := d.first(); first != nil {
		told[hol] = now - first.came
	}
	return told
}

// first is who is next, without those who gave up.
func (d *day) first() *waiter {
	for len(d.line) > 0 && d.line[0].gone {
		d.line = d.line[1:]
	}
	if len(d.line) == 0 {
		return nil
	}
	return d.line[0]
}

// until lets everything happen that comes before now.
func (d *day) until(now float64) {
	for len(d.next) > 0 && d.next[0].at <= now {
		m := heap.Pop(&d.next).(coming)
		switch {
		case m.of == nil:
			d.busy--
			d.take(m.at)
		case !m.of.gone:
			m.of.gone = true
			d.inLine--
			d.pace.Left(clock(m.at))
		}
	}
}

// take serves whoever is next, if somebody waits.
func (d *day) take(now float64) {
	w := d.first()
	if w == nil {
		return
	}
	w.gone = true
	d.line = d.line[1:]
	d.inLine--
	d.last = now - w.came
	d.pace.Served(clock(now))
	d.errs.n++
	d.errs.sum += d.last
	for way, told := range w.told {
		d.errs.squares[way] += (told - d.last) * (told - d.last)
	}
	d.serve(now)
}

func (d *day) serve(now float64) {
	d.busy++
	heap.Push(&d.next, coming{at: now + d.service(d.dice)})
}

// unit is a mean handling time in seconds.
const unit = 180

func clock(t float64) time.Time {
	return time.Unix(0, 0).Add(time.Duration(t * unit * float64(time.Second)))
}
