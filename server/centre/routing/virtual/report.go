package virtual

import (
	"slices"
	"time"
)

// Report is what became of a day.
type Report struct {
	Classes   []Tally // as they first came
	Busy      float64 // share of the agents' time with work in hand, wrap-up included, of the time with or ready for it
	Decisions int     // calls of Decide
	Offers    Offers
	Ended     time.Time // when somebody last came or left, or a desk changed
}

// Offers are what became of the offers of a day.
type Offers struct{ Made, Accepted, Declined, Missed, Withdrawn int }

// Tally is what became of those of one class, or of several together. Waits count from
// arrival to the first answer, with what rang in vain.
type Tally struct {
	Class     string
	Offered   int
	Overflow  int             // those whom a rule took out of the line
	Answered  []time.Duration // waits, shortest first
	Abandoned []time.Duration // as Answered, of those who hung up
}

// report sums up.
func (f *Floor) report() Report {
	r := Report{Decisions: f.decisions, Offers: f.offers, Ended: f.last}
	for _, l := range f.ordered {
		slices.Sort(l.answered)
		slices.Sort(l.abandoned)
		r.Classes = append(r.Classes, Tally{l.class.Name, l.offered, l.overflowed, l.answered, l.abandoned})
	}
	var busy, free time.Duration
	for _, w := range f.staff {
		w.spend(f.last)
		busy, free = busy+w.busy, free+w.free
	}
	if busy+free > 0 {
		r.Busy = float64(busy) / float64(busy+free)
	}
	return r
}

// Total joins the classes of which keep is true, under a name of their own.
func (r *Report) Total(name string, keep func(class string) bool) Tally {
	t := Tally{Class: name}
	for _, c := range r.Classes {
		if keep(c.Class) {
			t.Offered += c.Offered
			t.Overflow += c.Overflow
			t.Answered = append(t.Answered, c.Answered...)
			t.Abandoned = append(t.Abandoned, c.Abandoned...)
		}
	}
	slices.Sort(t.Answered)
	slices.Sort(t.Abandoned)
	return t
}

// Mean is the mean wait of those who were answered; 0 when nobody was.
func (t *Tally) Mean() time.Duration { return mean(t.Answered) }

// MeanOfAll is the mean wait of those who were answered and those who hung up.
func (t *Tally) MeanOfAll() time.Duration {
	n := len(t.Answered) + len(t.Abandoned)
	if n == 0 {
		return 0
	}
	return time.Duration((sum(t.Answered) + sum(t.Abandoned)) / float64(n))
}

// Percentile is the wait that a share p (0…1) of those who were answered did not pass.
func (t *Tally) Percentile(p float64) time.Duration {
	if len(t.Answered) == 0 {
		return 0
	}
	return t.Answered[min(int(p*float64(len(t.Answered))), len(t.Answered)-1)]
}

// Max is the longest wait of those who were answered.
func (t *Tally) Max() time.Duration { return t.Percentile(1) }

// Level is the service level within a limit: of those who were offered, but for those
// who hung up within it, the share answered within it (SL1). Without any it is NaN.
func (t *Tally) Level(limit time.Duration) float64 {
	return share(within(t.Answered, limit), t.Offered-within(t.Abandoned, limit))
}

// LevelOfOffered is the share of all that were answered within a limit (SL3).
func (t *Tally) LevelOfOffered(limit time.Duration) float64 {
	return share(within(t.Answered, limit), t.Offered)
}

// LevelWithoutShort leaves those out who hung up within short (SL5).
func (t *Tally) LevelWithoutShort(limit, short time.Duration) float64 {
	return share(within(t.Answered, limit), t.Offered-within(t.Abandoned, short))
}

// AbandonRate is the share of those who hung up, those within short left out altogether.
func (t *Tally) AbandonRate(short time.Duration) float64 {
	quick := within(t.Abandoned, short)
	return share(len(t.Abandoned)-quick, t.Offered-quick)
}

// within counts the waits, shortest first, that are not beyond a limit.
func within(waits []time.Duration, limit time.Duration) int {
	n, _ := slices.BinarySearch(waits, limit+1)
	return n
}

// share is NaN when there is nothing to have a share of.
func share(n, of int) float64 {
	return float64(n) / float64(of)
}

func mean(waits []time.Duration) time.Duration {
	if len(waits) == 0 {
		return 0
	}
	return time.Duration(sum(waits) / float64(len(waits)))
}

func sum(waits []time.Duration) float64 {
	total := 0.0
	for _, w := range waits {
		total += float64(w)
	}
	return total
}
