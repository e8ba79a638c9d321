package callday

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"time"
)

// Class is one kind of customers of a centre, by its means.
type Class struct {
	Name     string
	Service  time.Duration
	Patience time.Duration
	Cost     float64 // of an hour of waiting, as whoever published it values it
}

// Centre is a call centre of several classes, by published rates.
type Centre struct {
	Classes   []Class
	Intervals []Interval
	Arrivals  float64 // a day, in the mean
}

// Interval is a part of the day.
type Interval struct {
	From     time.Duration // since midnight
	Agents   int
	Arrivals []float64 // in the mean, by class
}

// usBank is who published the rates.
const usBank = "US Bank, weekdays of May to July 2003 (Technion SEE lab; E. Kasikaralar et al., Dynamic Scheduling of a Multiclass Queue in the Halfin-Whitt Regime)"

// ReadUSBank reads classes.csv and intervals_5min.csv of a folder.
func ReadUSBank(dir string) (Centre, error) {
	var c Centre
	err := eachRow(filepath.Join(dir, "classes.csv"), func(r *numbers) {
		c.Classes = append(c.Classes, Class{
			Name: r.text("name"), Service: seconds(r.number("mean_service_s")), Patience: seconds(r.number("mean_patience_s")),
			Cost: r.number("holding_cost_per_hour"),
		})
		c.Arrivals += r.number("daily_arrivals")
	})
	if err != nil {
		return c, err
	}
	err = eachRow(filepath.Join(dir, "intervals_5min.csv"), func(r *numbers) {
		i := Interval{From: r.clock("start"), Agents: int(r.number("agents"))}
		for _, class := range c.Classes {
			i.Arrivals = append(i.Arrivals, r.number(class.Name))
		}
		c.Intervals = append(c.Intervals, i)
	})
	if err == nil && (len(c.Classes) == 0 || len(c.Intervals) < 2) {
		err = fmt.Errorf("%s: no classes, or fewer than two intervals", dir)
	}
	return c, err
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

// Day draws a day of the centre: as many callers as it has in the mean, at instants by the
// rates of the intervals, with exponential service and patience. The same seed gives the same
// day.
func (c *Centre) Day(seed uint64) Day {
	d := Day{Name: "US Bank", Source: usBank}
	length := c.Intervals[1].From - c.Intervals[0].From
	var places []place
	whole := 0.0
	for _, i := range c.Intervals {
		d.Staff = append(d.Staff, Duty{From: i.From, Agents: i.Agents})
		for class, mean := range i.Arrivals {
			whole += mean
			places = append(places, place{upTo: whole, from: i.From, class: class})
		}
	}
	d.Staff = append(d.Staff, Duty{From: c.Intervals[len(c.Intervals)-1].From + length})
	rng := rand.New(rand.NewPCG(seed, 0))
	for range int(c.Arrivals + .5) {
		at, _ := slices.BinarySearchFunc(places, whole*rng.Float64(), func(p place, x float64) int { return cmp.Compare(p.upTo, x) })
		p := places[min(at, len(places)-1)]
		class := &c.Classes[p.class]
		d.Callers = append(d.Callers, Caller{
			At: p.from + time.Duration(rng.Float64()*float64(length)), Type: class.Name,
			Patience: mean(rng, class.Patience), Service: mean(rng, class.Service),
		})
	}
	slices.SortFunc(d.Callers, func(a, b Caller) int { return cmp.Compare(a.At, b.At) })
	return d
}

// place is where in the sum of all rates an interval's class ends.
type place struct {
	upTo  float64
	from  time.Duration
	class int
}

// mean draws an exponential span.
func mean(rng *rand.Rand, of time.Duration) time.Duration {
	return max(1, time.Duration(rng.ExpFloat64()*float64(of)))
}
