package wait

import "math"

// Rates are what a line's delay depends on, per second.
type Rates struct {
	Serve float64 // m: people taken out of line while somebody waits; 0 is unknown
	Leave float64 // θ: of each who waits, to give up
}

// Estimate is a wait as a distribution, in seconds.
type Estimate struct {
	Mean float64
	SD   float64
}

// Behind estimates the wait of somebody with k people ahead; false when the rate of
// service is unknown. Σ 1/(m+iθ) and the root of Σ 1/(m+iθ)², i = 0…k (Whitt 1999).
func (r Rates) Behind(k int) (Estimate, bool) {
	if r.Serve <= 0 {
		return Estimate{}, false
	}
	var e Estimate
	for i := range k + 1 {
		step := 1 / (r.Serve + float64(i)*r.Leave)
		e.Mean += step
		e.SD += step * step
	}
	e.SD = math.Sqrt(e.SD)
	return e, true
}

// How a wait is announced.
const (
	p80      = 0.84 // standard deviations above the mean
	fineStep = 30   // seconds…
	fineTill = 300  // …up to here
	step     = 60   // and from there on
	longest  = 1800 // beyond, only that it is longer is told
)

// Announced is a wait as it is told: whole steps, rounded up.
type Announced struct {
	Seconds int
	Longer  bool // than Seconds: more than that is not told
}

// Announce rounds the 80th percentile up: to 30 s below five minutes, to a minute
// above, and to no more than half an hour.
func (e Estimate) Announce() Announced {
	s := e.Mean + p80*e.SD
	if s > longest {
		return Announced{longest, true}
	}
	to := coarseness(int(math.Ceil(s)))
	return Announced{int(math.Ceil(s/float64(to))) * to, false}
}

// coarseness is the step in which a wait of so many seconds is told.
func coarseness(seconds int) int {
	if seconds <= fineTill {
		return fineStep
	}
	return step
}
