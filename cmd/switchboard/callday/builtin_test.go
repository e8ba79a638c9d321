package callday

import (
	"math"
	"testing"
	"time"
)

func TestTheBuiltInDayHasThePublishedSums(t *testing.T) {
	t.Parallel()
	received, handled := 0.0, 0.0
	for _, h := range charlotte {
		received += h.received
		handled += h.received * h.handling
	}
	if received != 20577 {
		t.Errorf("%v calls were typed in, 20,577 are printed", received)
	}
	if mean := handled / received; math.Abs(mean-307) > 1 {
		t.Errorf("mean handling time %.1f s, 307 are printed", mean)
	}
}

func TestTheBuiltInDayToMeasure(t *testing.T) {
	t.Parallel()
	d := Builtin(24, 1)
	most := 0
	for _, duty := range d.Staff {
		most = max(most, duty.Agents)
	}
	if most != 24 || math.Abs(float64(len(d.Callers))-20577*24/223.1) > 15 {
		t.Errorf("%d callers and at most %d agents, want about 2,214 and 24", len(d.Callers), most)
	}
	first, last := d.Callers[0].At, d.Callers[len(d.Callers)-1].At
	if first < 8*time.Hour || last >= 18*time.Hour+30*time.Minute {
		t.Errorf("calls from %v to %v", first, last)
	}
}
