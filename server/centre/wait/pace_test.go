package wait

import (
	"math"
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	t.Parallel()
	at := func(s float64) time.Time { return time.Unix(0, 0).Add(time.Duration(s * float64(time.Second))) }

	t.Run("one a minute while somebody waits is one a minute", func(t *testing.T) {
		t.Parallel()
		var p Pace
		p.Came(at(0))
		for s := 60.; s <= 1200; s += 60 {
			p.Came(at(s - 1))
			p.Served(at(s))
		}
		if got := p.Rates(at(1200), 0); math.Abs(got.Serve-1./60) > .05/60 || got.Leave != 0 {
			t.Errorf("%+v, want 1/60 and nobody leaving", got)
		}
	})

	t.Run("who found somebody free tells nothing", func(t *testing.T) {
		t.Parallel()
		var p Pace
		for s := range 100 {
			p.Passed(at(float64(s)))
		}
		if got := p.Rates(at(100), 0); got.Serve != 0 {
			t.Errorf("%+v, want nothing known", got)
		}
	})

	t.Run("little seen is helped by what is usual", func(t *testing.T) {
		t.Parallel()
		var p Pace
		p.Came(at(0))
		p.Came(at(0))
		p.Came(at(0))
		p.Served(at(10))
		p.Served(at(20))
		got := p.Rates(at(20), .05).Serve
		if want := .2*.1 + .8*.05; math.Abs(got-want) > .001 {
			t.Errorf("%.4f, want %.4f", got, want)
		}
	})

	t.Run("those still waiting count in how many give up", func(t *testing.T) {
		t.Parallel()
		var p Pace
		for range 4 {
			p.Came(at(0))
		}
		p.Left(at(30))
		if got, want := p.Rates(at(100), 1).Leave, 1./(30+3*100); math.Abs(got-want) > 1e-9 {
			t.Errorf("%.5f a second, want %.5f", got, want)
		}
	})
}
