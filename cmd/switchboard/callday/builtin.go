package callday

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// halfHour is a row of an ACD's report.
type halfHour struct {
	from     time.Duration
	received float64 // calls
	handling float64 // seconds, in the mean
	staffed  float64 // agents on production, in the mean
}

// charlotte is the report of one site for Tuesday, 13 June 2000, from 8:00: figure 3 of
// N. Gans, G. Koole, A. Mandelbaum, Telephone Call Centers: Tutorial, Review, and Research
// Prospects, M&SOM 5(2), 2003. Section 4.2.2 there takes callers to be patient for half an hour
// in the mean.
var charlotte = report(8*time.Hour,
	[3]float64{332, 302, 59.3}, [3]float64{653, 293, 104.1}, [3]float64{866, 308, 140.4}, [3]float64{1152, 303, 211.1},
	[3]float64{1330, 307, 223.1}, [3]float64{1364, 296, 222.5}, [3]float64{1380, 306, 222.0}, [3]float64{1272, 298, 218.0},
	[3]float64{1179, 306, 218.3}, [3]float64{1174, 302, 203.8}, [3]float64{1018, 314, 182.9}, [3]float64{1061, 306, 163.4},
	[3]float64{1173, 313, 188.9}, [3]float64{1212, 304, 206.1}, [3]float64{1137, 320, 205.8}, [3]float64{1169, 311, 202.2},
	[3]float64{1107, 315, 187.1}, [3]float64{914, 307, 160.0}, [3]float64{615, 328, 135.0}, [3]float64{420, 328, 103.5},
	[3]float64{49, 180, 5.8},
)

const (
	charlottesPatience = 30 * time.Minute
	charlottesMost     = 223.1 // agents, in the busiest half-hour

	charlottesSource = "by the rates of Charlotte, 13 June 2000 (Gans, Koole, Mandelbaum 2003, figure 3 and section 4.2.2); there 20,577 called, 3.5 % left, 30 s to answer"
)

func report(from time.Duration, rows ...[3]float64) []halfHour {
	var all []halfHour
	for i, r := range rows {
		all = append(all, halfHour{from + time.Duration(i)*30*time.Minute, r[0], r[1], r[2]})
	}
	return all
}

// Builtin draws a day by published rates, made smaller or larger to so many agents in its
// busiest half-hour: callers at random instants of their half-hour, exponential service and
// patience. The same seed gives the same day.
func Builtin(agents int, seed uint64) Day {
	d := Day{Name: "a built-in day", Source: charlottesSource}
	scale := float64(agents) / charlottesMost
	rng := rand.New(rand.NewPCG(seed, 0))
	for _, h := range charlotte {
		d.Staff = append(d.Staff, Duty{From: h.from, Agents: int(math.Round(scale * h.staffed))})
		for range int(math.Round(scale * h.received)) {
			d.Callers = append(d.Callers, Caller{
				At: h.from + time.Duration(rng.Float64()*float64(30*time.Minute)), Type: "Charlotte",
				Patience: mean(rng, charlottesPatience), Service: mean(rng, seconds(h.handling)),
			})
		}
	}
	d.Staff = append(d.Staff, Duty{From: charlotte[len(charlotte)-1].from + 30*time.Minute})
	slices.SortFunc(d.Callers, func(a, b Caller) int { return cmp.Compare(a.At, b.At) })
	return d
}
