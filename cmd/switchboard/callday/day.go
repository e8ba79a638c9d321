package callday

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"
)

// Caller is somebody who wants an agent, with all that chance decides about them.
type Caller struct {
	At       time.Duration // since midnight
	Type     string
	High     bool          // the bank lets them go before others
	Patience time.Duration // how long they wait
	Service  time.Duration
}

// Day is a day of calls to be served.
type Day struct {
	Name    string
	Source  string   // whose figures they are
	Callers []Caller // the first comes first
	Staff   []Duty   // how many agents are there, from when; none: nobody knows
	Real    *Real    // how it went; nil: it is nobody's day

	Patience map[string]time.Duration // by type: the mean, beyond what callers really waited
}

// Duty is how many agents are on duty from a time of the day on.
type Duty struct {
	From   time.Duration // since midnight
	Agents int
}

// Real is what became of a real day's callers.
type Real struct {
	Served, Abandoned []time.Duration // waits, shortest first
}

// source is who collected the records.
const source = `"Anonymous Bank", I. Guedj and A. Mandelbaum, Technion 1999`

// ReadDay reads all calls and gives those of one day, chance by seed. Without a date the
// calls must be of one day.
func ReadDay(calls iter.Seq2[Call, error], date string, seed uint64) (Day, error) {
	var days span
	types := map[string]*kind{}
	var today []Call
	for c, err := range calls {
		if err != nil {
			return Day{}, err
		}
		days.note(c.Date)
		if !c.Wanted() {
			continue
		}
		if date == "" || c.Date == date {
			today = append(today, c)
		}
		k := types[c.Type]
		if k == nil {
			k = &kind{}
			types[c.Type] = k
		}
		k.note(&c)
	}
	switch {
	case days.n == 0:
		return Day{}, errors.New("no calls in it")
	case date == "" && days.n > 1:
		return Day{}, fmt.Errorf("calls of %s: say which day", &days)
	case len(today) == 0:
		return Day{}, fmt.Errorf("nobody wanted an agent on %s; it has calls of %s", cmp.Or(date, days.first), &days)
	}
	return draw(today, types, seed), nil
}

// span counts days that stand one after the other.
type span struct {
	first, last string
	n           int
}

func (s *span) note(date string) {
	if s.n == 0 {
		s.first = date
	}
	if s.last != date {
		s.last = date
		s.n++
	}
}

func (s *span) String() string {
	if s.n == 1 {
		return s.first
	}
	return fmt.Sprintf("%d days, %s to %s", s.n, s.first, s.last)
}

// kind is what is known of the callers of one type.
type kind struct {
	patience patience
	services []time.Duration
}

func (k *kind) note(c *Call) {
	k.patience.note(c.Waited, c.Outcome == HungUp)
	if c.Outcome == Served && c.Service < longest {
		k.services = append(k.services, c.Service)
	}
}

// draw has chance decide what the records do not say.
func draw(calls []Call, types map[string]*kind, seed uint64) Day {
	slices.SortStableFunc(calls, func(a, b Call) int { return cmp.Compare(a.Arrived(), b.Arrived()) })
	rng := rand.New(rand.NewPCG(seed, 0))
	d := Day{Name: calls[0].Date, Source: source, Patience: means(types), Real: &Real{}}
	for _, c := range calls {
		caller := Caller{At: c.Arrived(), Type: c.Type, High: c.High(), Patience: c.Waited, Service: c.Service}
		if c.Outcome == Served {
			caller.Patience += time.Duration(rng.ExpFloat64() * float64(d.Patience[c.Type]))
			d.Real.Served = append(d.Real.Served, c.Waited)
		} else {
			d.Real.Abandoned = append(d.Real.Abandoned, c.Waited)
		}
		if known := types[c.Type].services; len(known) > 0 && (c.Outcome == HungUp || c.Service >= longest) {
			caller.Service = known[rng.IntN(len(known))]
		}
		d.Callers = append(d.Callers, caller)
	}
	slices.Sort(d.Real.Served)
	slices.Sort(d.Real.Abandoned)
	return d
}

// means gives the mean patience of each type; of one in which nobody hung up, that of all.
func means(types map[string]*kind) map[string]time.Duration {
	var everybody patience
	for _, k := range types {
		everybody.waits = append(everybody.waits, k.patience.waits...)
	}
	all := cmp.Or(everybody.mean(), longest)
	known := map[string]time.Duration{}
	for name, k := range types {
		known[name] = cmp.Or(k.patience.mean(), all)
	}
	return known
}

// Tier is the house's name for how the caller's waiting counts.
func (c *Caller) Tier() string {
	if c.High {
		return "A"
	}
	return "C"
}
