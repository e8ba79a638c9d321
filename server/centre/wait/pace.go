package wait

import (
	"math"
	"time"
)

const (
	memory = 15 * time.Minute // how fast what happened is forgotten: the time constant
	enough = 10               // services after which what was seen needs no help
)

// Pace is a line's rates as they show in what happens, told in the order of time. An
// agent who is free takes whoever comes, so while somebody waits all are busy, and who
// is taken then counts; who found somebody free tells nothing of the pace.
type Pace struct {
	at      time.Time
	waiting int
	served  float64 // taken out of line while somebody waited, old ones fading
	busy    float64 // seconds in which somebody waited, fading alike
	seen    int     // taken, unfaded
	left    int     // gave up
	waited  float64 // seconds spent in line by all together
}

// Came notes that somebody has to wait.
func (p *Pace) Came(at time.Time) {
	p.move(at)
	p.waiting++
}

// Served notes that somebody who waited was taken.
func (p *Pace) Served(at time.Time) {
	p.Passed(at)
	p.waiting--
}

// Passed notes that somebody was taken who did not wait: a service like any other when
// there was a line that they went by.
func (p *Pace) Passed(at time.Time) {
	p.move(at)
	if p.waiting > 0 {
		p.served++
		p.seen++
	}
}

// Left notes that somebody who waited gave up.
func (p *Pace) Left(at time.Time) {
	p.move(at)
	p.waiting--
	p.left++
}

// move lets time pass.
func (p *Pace) move(at time.Time) {
	if p.at.IsZero() {
		p.at = at
	}
	dt := max(0, at.Sub(p.at).Seconds())
	keep := math.Exp(-dt / memory.Seconds())
	p.served *= keep
	p.busy *= keep
	if p.waiting > 0 {
		p.busy += memory.Seconds() * (1 - keep)
		p.waited += float64(p.waiting) * dt
	}
	p.at = at
}

// Rates gives the rates at a time no earlier than what was told. Where little was seen,
// usual counts for the rest of ten services: what the staff there is can do, people a
// second; 0 is unknown. The rate of leaving is people who gave up over all time
// waited: the estimate for a lifetime of which only part was seen.
func (p *Pace) Rates(now time.Time, usual float64) Rates {
	p.move(now)
	var r Rates
	if p.busy > 0 {
		r.Serve = p.served / p.busy
	}
	if p.seen < enough {
		share := float64(p.seen) / enough
		switch {
		case usual > 0:
			r.Serve = share*r.Serve + (1-share)*usual
		case p.seen == 0:
			r.Serve = 0
		}
	}
	if p.waited > 0 {
		r.Leave = float64(p.left) / p.waited
	}
	return r
}
