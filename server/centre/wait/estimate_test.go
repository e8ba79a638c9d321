package wait

import (
	"math"
	"testing"
)

// Ten agents, a handling time of 180 s and a patience of 240 s in the mean.
var golden = Rates{Serve: 10. / 180, Leave: 1. / 240}

func TestBehind(t *testing.T) {
	t.Parallel()
	for k, want := range map[int]Estimate{
		0: {18.00, 18.00}, 1: {34.74, 24.58}, 5: {92.03, 37.79}, 10: {148.53, 45.49}, 30: {294.75, 56.32},
	} {
		got, known := golden.Behind(k)
		if !known || math.Abs(got.Mean-want.Mean) > .005 || math.Abs(got.SD-want.SD) > .005 {
			t.Errorf("behind %d: %.2f ± %.2f, want %.2f ± %.2f", k, got.Mean, got.SD, want.Mean, want.SD)
		}
	}
	if got, _ := (Rates{Serve: golden.Serve}).Behind(30); math.Abs(got.Mean-558) > .005 {
		t.Errorf("nobody gives up: %.2f, want 558", got.Mean)
	}
	if _, known := (Rates{Leave: 1}).Behind(0); known {
		t.Error("a wait was told where nobody serves")
	}
}

func TestAnnounce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		e    Estimate
		want Announced
	}{
		{Estimate{0, 0}, Announced{0, false}},
		{Estimate{18, 18}, Announced{60, false}},         // 33.1 s
		{Estimate{92.03, 37.79}, Announced{150, false}},  // 123.8 s
		{Estimate{294.75, 56.32}, Announced{360, false}}, // 342 s: by the minute now
		{Estimate{300, 0}, Announced{300, false}},        //
		{Estimate{300.1, 0}, Announced{360, false}},      //
		{Estimate{1800, 0}, Announced{1800, false}},      //
		{Estimate{1700, 200}, Announced{1800, true}},     // more is not told
		{Estimate{1e9, 1e9}, Announced{1800, true}},      //
	} {
		if got := c.e.Announce(); got != c.want {
			t.Errorf("%v: %v, want %v", c.e, got, c.want)
		}
	}
}
