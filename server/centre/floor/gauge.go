package floor

import (
	"time"

	"switchboard/server/centre"
)

// When a surge begins and ends by itself. The wait expected of who comes now is too long above
// three times the usual one, and not any more below nine tenths of that; in between it is what it
// was. Usual is the mean wait of who came in this hour of the week in the last four weeks, surges
// left out, and never less than the queue's target.
const (
	overTimes = 3
	calmTenth = 9               // of ten
	OverFor   = 2 * time.Minute // that it is too long before a surge begins
	CalmFor   = 5 * time.Minute // that it is not any more before the surge ends
	RestFor   = 5 * time.Minute // between the end of a surge and the next that begins by itself
)

// Gauge is what is known of a queue in which a surge may begin by itself; zero times are never.
type Gauge struct {
	QueueID centre.QueueID
	Target  time.Duration

	OverAt time.Time // since when the wait is too long
	CalmAt time.Time // since when it is not any more

	On        bool // a surge, whoever began it
	Automatic bool // it began by itself

	EndedAt time.Time // of the last one
	ByHand  bool      // somebody ended that
}

// limit is the wait above which there is too much to do.
func (g *Gauge) limit(usual time.Duration) time.Duration { return overTimes * max(usual, g.Target) }

// calm is the wait below which it is over.
func calm(limit time.Duration) time.Duration { return limit * calmTenth / 10 }

// see notes an expected wait, and says whether a surge begins or ends by that.
func (g *Gauge) see(wait, usual time.Duration, now time.Time) (begins, ends bool) {
	limit := g.limit(usual)
	switch {
	case wait > limit:
		g.CalmAt = time.Time{}
		if g.OverAt.IsZero() {
			g.OverAt = now
		}
	case wait < calm(limit) && g.CalmAt.IsZero() && (g.On || !g.OverAt.IsZero()):
		g.CalmAt = now
	}
	switch {
	case g.On:
		ends = g.Automatic && !g.CalmAt.IsZero() && now.Sub(g.CalmAt) >= CalmFor
	case g.CalmAt.IsZero():
		begins = !g.OverAt.IsZero() && now.Sub(g.OverAt) >= OverFor && g.rested(now)
	}
	if ends || !g.On && !g.CalmAt.IsZero() {
		g.forget()
	}
	return begins, ends
}

// rested reports whether a surge may begin after the last one. What ran out while it was needed
// goes on; what somebody ended does not come back before the wait was short once.
func (g *Gauge) rested(now time.Time) bool {
	if g.EndedAt.Before(g.OverAt) {
		return now.Sub(g.EndedAt) >= RestFor
	}
	return !g.ByHand
}

// lose notes that nobody can tell the wait: without a surge, how long it was too long counts anew.
func (g *Gauge) lose() {
	if !g.On {
		g.forget()
	}
}

func (g *Gauge) forget() { g.OverAt, g.CalmAt = time.Time{}, time.Time{} }
