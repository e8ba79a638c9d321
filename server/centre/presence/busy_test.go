package presence

import (
	"math"
	"testing"
)

func TestBusyness(t *testing.T) {
	t.Parallel()
	d := ready()
	want := func(minutes int, share float64) {
		t.Helper()
		if got := d.Busy.After(float64(d.Load)/100, minute(minutes)).Share; math.Abs(got-share) > 1e-4 {
			t.Errorf("in minute %d the share is %.4f, want %.4f", minutes, got, share)
		}
	}
	want(10, 0)
	d.Ring(100, minute(0))
	want(30, 1-1/math.E) // busy for one time constant
	d.Take(minute(1))
	d.Put(100, false, minute(30))
	want(60, (1-1/math.E)/math.E) // and idle for one
	d.Ring(33, minute(60))
	want(600, .33) // in the long run what is carried
	if !d.RungAt.Equal(minute(60)) {
		t.Errorf("it rang last at %s", d.RungAt)
	}
}
