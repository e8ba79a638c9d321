package virtual

import (
	"iter"
	"math/rand/v2"
	"time"
)

// Share is how much of a stream is of one class.
type Share struct {
	Class *Class
	Of    float64 // weight among the others
}

// Poisson gives n arrivals at random instants, rate a second, with exponential service
// and patience of the means given; a patience of 0 is for ever. The same seed gives the
// same arrivals.
func Poisson(seed uint64, n int, rate float64, service, patience time.Duration, mix ...Share) iter.Seq[Arrival] {
	whole := 0.0
	for _, s := range mix {
		whole += s.Of
	}
	return func(yield func(Arrival) bool) {
		rng := rand.New(rand.NewPCG(seed, 0))
		at := 0.0
		for range n {
			at += rng.ExpFloat64() / rate
			a := Arrival{
				At: Seconds(at), Class: pick(mix, whole*rng.Float64()),
				Service: Seconds(rng.ExpFloat64() * service.Seconds()),
			}
			if patience > 0 {
				a.Patience = Seconds(rng.ExpFloat64() * patience.Seconds())
			}
			if !yield(a) {
				return
			}
		}
	}
}

func pick(mix []Share, at float64) *Class {
	for _, s := range mix {
		if at -= s.Of; at < 0 {
			return s.Class
		}
	}
	return mix[len(mix)-1].Class
}

// Seconds is a span of so many seconds.
func Seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
