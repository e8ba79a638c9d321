package virtual

import (
	"math"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

var opening = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// ofTier are calls of a tier in the support line.
func ofTier(tier string) *Class {
	return &Class{Name: tier, QueueID: "support", Channel: routing.Call, Tier: tier}
}

// team is agents of the support line who are there all day.
func team(n int) []Agent {
	all := make([]Agent, n)
	for i := range all {
		all[i] = Agent{ID: centre.AgentID(rune('a' + i)), Queues: []centre.QueueID{"support"}}
	}
	return all
}

// Kleinrock's formula for the mean waits of M/M/1 with priorities that grow with waiting:
// three classes of load 0.3 each whose slopes are 3, 2 and 1.
func TestKleinrock(t *testing.T) {
	t.Parallel()
	rules := map[string]routing.Tier{"A": {Slope: 3}, "B": {Slope: 2}, "C": {Slope: 1}}
	mix := []Share{{ofTier("A"), 1}, {ofTier("B"), 1}, {ofTier("C"), 1}}
	r := Run(Day{
		Opens: opening, Agents: team(1), Tiers: rules,
		Arrivals: Poisson(1, 3_000_000, 0.9, time.Second, 0, mix...),
	})
	want := map[string]float64{"A": 5.4615, "B": 7.6923, "C": 13.8462}
	for _, c := range r.Classes {
		got := c.Mean().Seconds()
		t.Logf("%s: %.4f s, by the formula %.4f", c.Class, got, want[c.Class])
		if math.Abs(got/want[c.Class]-1) > 0.03 {
			t.Errorf("%s: mean wait %.4f s, the formula says %.4f", c.Class, got, want[c.Class])
		}
	}
}

// orders are ours and the two that it is compared with, as tables of the same rule.
var orders = map[string]map[string]routing.Tier{
	"ours":   nil,
	"fifo":   {"A": {Slope: 1}, "B": {Slope: 1}, "C": {Slope: 1}},
	"strict": {"A": {Boost: 2e6}, "B": {Boost: 1e6}, "C": {}},
}

// busyFloor is ten agents, 180 s of service and a mix of tiers, at a load per agent, served in
// some orders: the same million arrivals each time.
func busyFloor(t *testing.T, load float64, patience time.Duration, by ...string) map[string]map[string]Tally {
	t.Helper()
	mix := []Share{{ofTier("A"), 0.2}, {ofTier("B"), 0.3}, {ofTier("C"), 0.5}}
	results := map[string]map[string]Tally{}
	for _, name := range by {
		r := Run(Day{
			Opens: opening, Agents: team(10), Tiers: orders[name],
			Arrivals: Poisson(2, 1_000_000, load*10/180, 180*time.Second, patience, mix...),
		})
		results[name] = map[string]Tally{}
		for _, c := range r.Classes {
			results[name][c.Class] = c
			t.Logf("load %.2f %-6s %s: mean %v p95 %v max %v, within 20 s %.3f, hung up %.3f", load, name, c.Class,
				c.Mean().Round(time.Second), c.Percentile(0.95).Round(time.Second), c.Max().Round(time.Second),
				c.LevelOfOffered(20*time.Second), c.AbandonRate(0))
		}
	}
	return results
}

// about reports whether got is within a tenth of want.
func about(got, want float64) bool { return math.Abs(got/want-1) <= 0.1 }

func TestTiersAreServedSoonerAndNobodyStarves(t *testing.T) {
	t.Parallel()
	got := busyFloor(t, 0.9, 0, "ours", "fifo", "strict")
	for order, want := range map[string][3]float64{"fifo": {121, 122, 122}, "strict": {15, 27, 221}, "ours": {84, 106, 146}} {
		for i, tier := range []string{"A", "B", "C"} {
			c := got[order][tier]
			if !about(c.Mean().Seconds(), want[i]) {
				t.Errorf("%s %s: mean wait %v, want about %v s", order, tier, c.Mean(), want[i])
			}
		}
	}
	a, b, c := got["ours"]["A"], got["ours"]["B"], got["ours"]["C"]
	if a.Mean() >= b.Mean() || b.Mean() >= c.Mean() {
		t.Errorf("mean waits %v, %v, %v are not in the order of the tiers", a.Mean(), b.Mean(), c.Mean())
	}
	plain := got["fifo"]["C"]
	if float64(c.Max()) > 1.2*float64(plain.Max()) {
		t.Errorf("the longest wait of C is %v, first come first served has %v", c.Max(), plain.Max())
	}
}

func TestTiersUnderOverload(t *testing.T) {
	t.Parallel()
	got := busyFloor(t, 1.1, 240*time.Second, "ours", "fifo")
	for tier, want := range map[string][2]float64{"A": {0.51, 0.105}, "B": {0.44, 0.14}, "C": {0.40, 0.19}} {
		c := got["ours"][tier]
		if level, left := c.LevelOfOffered(20*time.Second), c.AbandonRate(0); !about(level, want[0]) || !about(left, want[1]) {
			t.Errorf("%s: %.3f within 20 s and %.3f hung up, want about %v", tier, level, left, want)
		}
	}
	c, plain := got["ours"]["C"], got["fifo"]["C"]
	if float64(c.Max()) > 1.2*float64(plain.Max()) {
		t.Errorf("the longest wait of C is %v, first come first served has %v", c.Max(), plain.Max())
	}
}
