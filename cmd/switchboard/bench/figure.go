package bench

import (
	"math"
	"slices"
	"time"
)

// Figure is one measured number.
type Figure struct {
	Name  string   `json:"name"`
	Value *float64 `json:"value"` // nil: this run cannot give it
	Unit  string   `json:"unit"`
	N     int      `json:"n"` // of what it was measured on
	Note  string   `json:"note"`

	beside *beside
}

// beside is what a figure is held against in the same run.
type beside struct {
	limit string
	value float64
}

func figure(name string, value float64, n int, note string) Figure {
	value = math.Round(value*1000) / 1000
	return Figure{Name: name, Value: &value, Unit: standards[name].unit, N: n, Note: note}
}

// ungiven is a figure that this run cannot give.
func ungiven(name, why string) Figure {
	return Figure{Name: name, Unit: standards[name].unit, Note: why}
}

// percentile is the q-th (0…1) of times, in milliseconds.
func percentile(name string, q float64, times []time.Duration, note string) Figure {
	if len(times) == 0 {
		return ungiven(name, "nothing was measured")
	}
	return figure(name, milliseconds(quantile(q, times)), len(times), note)
}

func quantile(q float64, times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[min(int(q*float64(len(times))), len(times)-1)]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// rate is a number of things a second.
func rate(name string, n int, took time.Duration, note string) Figure {
	return figure(name, math.Round(float64(n)/took.Seconds()), n, note)
}
