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

// kleinrock is the mean wait in M/M/1 of each of several classes with priorities that grow with
// waiting, the slowest first: loads and slopes of each, and a mean service of 1 (Kleinrock 1964).
func kleinrock(loads, slopes []float64) []float64 {
	load := 0.
	for _, l := range loads {
		load += l
	}
	waits := make([]float64, len(loads))
	for p := range loads {
		over, under := load/(1-load), 1.
		for i := range loads {
			if i < p {
				over -= loads[i] * waits[i] * (1 - slopes[i]/slopes[p])
			} else {
				under -= loads[i] * (1 - slopes[p]/slopes[i])
			}
		}
		waits[p] = over / under
	}
	return waits
}

// Three classes of load 0.3 each whose slopes are 3, 2 and 1.
func TestKleinrock(t *testing.T) {
	t.Parallel()
	rules := map[string]routing.Tier{"A": {Slope: 3}, "B": {Slope: 2}, "C": {Slope: 1}}
	mix := []Share{{ofTier("A"), 1}, {ofTier("B"), 1}, {ofTier("C"), 1}}
	r := Run(Day{
		Opens: opening, Agents: team(1), Tiers: rules,
		Arrivals: Poisson(1, 3_000_000, 0.9, time.Second, 0, mix...),
	})
	formula := kleinrock([]float64{0.3, 0.3, 0.3}, []float64{1, 2, 3})
	want := map[string]float64{"A": formula[2], "B": formula[1], "C": formula[0]}
	for tier, known := range map[string]float64{"A": 5.4615, "B": 7.6923, "C": 13.8462} {
		if math.Abs(want[tier]-known) > 0.00005 {
			t.Errorf("%s: the formula gives %.4f s, and should %.4f", tier, want[tier], known)
		}
	}
	served := 0.
	for _, c := range r.Classes {
		got := c.Mean().Seconds()
		served += 0.3 * got
		t.Logf("%s: %.4f s, by the formula %.4f", c.Class, got, want[c.Class])
		if math.Abs(got/want[c.Class]-1) > 0.03 {
			t.Errorf("%s: mean wait %.4f s, the formula says %.4f", c.Class, got, want[c.Class])
		}
	}
	if plain := 0.9 * 0.9 / (1 - 0.9); math.Abs(served/plain-1) > 0.03 {
		t.Errorf("waits by load come to %.4f s, first come first served would be %.4f", served, plain)
	}
}

// orders are ours and the two that it is compared with, as tables of the same rule.
var orders = map[string]map[string]routing.Tier{
	"ours":   nil,
	"fifo":   {"A": {Slope: 1}, "B": {Slope: 1}, "C": {Slope: 1}},
	"strict": {"A": {Boost: 2e6}, "B": {Boost: 1e6}, "C": {}},
}

// shares are how much of what comes to the busy floor is of each tier.
var shares = []struct {
	tier string
	of   float64
}{{"A", 0.2}, {"B", 0.3}, {"C", 0.5}}

// busyFloor is ten agents, 180 s of service and a mix of tiers, at a load per agent, served in
// each order: the same million arrivals each time.
func busyFloor(t *testing.T, load float64, patience time.Duration) map[string]map[string]Tally {
	t.Helper()
	var mix []Share
	for _, s := range shares {
		mix = append(mix, Share{ofTier(s.tier), s.of})
	}
	results := map[string]map[string]Tally{}
	for name, order := range orders {
		r := Run(Day{
			Opens: opening, Agents: team(10), Tiers: order,
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

// near reports whether got is no further from want than by a share of it.
func near(got, want, by float64) bool { return math.Abs(got/want-1) <= by }

// inOrderOfTiers: A waits least in the mean, C most, and nobody of C for much longer than without
// any tiers.
func inOrderOfTiers(t *testing.T, got map[string]map[string]Tally) {
	t.Helper()
	a, b, c := got["ours"]["A"], got["ours"]["B"], got["ours"]["C"]
	if a.Mean() >= b.Mean() || b.Mean() >= c.Mean() {
		t.Errorf("mean waits %v, %v, %v are not in the order of the tiers", a.Mean(), b.Mean(), c.Mean())
	}
	longest := time.Duration(0)
	for _, plain := range got["fifo"] {
		longest = max(longest, plain.Max())
	}
	if float64(c.Max()) > 1.2*float64(longest) {
		t.Errorf("the longest wait of C is %v, first come first served has %v", c.Max(), longest)
	}
}

func TestTiersAreServedSoonerAndNobodyStarves(t *testing.T) {
	t.Parallel()
	got := busyFloor(t, 0.9, 0)
	inOrderOfTiers(t, got)
	type row struct{ mean, p95, most float64 } // waits in seconds
	byLoad := map[string]float64{}
	for order, rows := range map[string][3]row{
		"fifo":   {{121, 470, 1528}, {122, 474, 1540}, {122, 473, 1533}},
		"strict": {{15, 57, 271}, {27, 109, 691}, {221, 903, 3538}},
		"ours":   {{84, 361, 1514}, {106, 425, 1564}, {146, 544, 1661}},
	} {
		for i, want := range rows {
			c := got[order][shares[i].tier]
			byLoad[order] += 0.9 * shares[i].of * c.Mean().Seconds()
			is := row{c.Mean().Seconds(), c.Percentile(0.95).Seconds(), c.Max().Seconds()}
			if !near(is.mean, want.mean, 0.1) || !near(is.p95, want.p95, 0.1) || !near(is.most, want.most, 0.25) { // the longest of all is one customer's
				t.Errorf("%s %s: waits %.1f, want about %.1f", order, shares[i].tier, is, want)
			}
		}
	}
	for order, seconds := range byLoad { // the conservation law: no order makes the line shorter
		t.Logf("%s: waits by load come to %.2f s", order, seconds)
		if !near(seconds, byLoad["fifo"], 0.01) {
			t.Errorf("%s: waits by load come to %.2f s, first come first served to %.2f", order, seconds, byLoad["fifo"])
		}
	}
}

func TestTiersUnderOverload(t *testing.T) {
	t.Parallel()
	got := busyFloor(t, 1.1, 240*time.Second)
	inOrderOfTiers(t, got)
	type row struct{ level, left float64 } // within 20 s, and who hung up, of those who came
	for order, rows := range map[string]map[string]row{
		"fifo":   {"A": {0.42, 0.16}, "B": {0.42, 0.16}, "C": {0.42, 0.16}},
		"strict": {"A": {0.70, 0.06}, "C": {0.40, 0.24}},
		"ours":   {"A": {0.51, 0.105}, "B": {0.44, 0.14}, "C": {0.40, 0.19}},
	} {
		for tier, want := range rows {
			c := got[order][tier]
			if is := (row{c.LevelOfOffered(20 * time.Second), c.AbandonRate(0)}); !near(is.level, want.level, 0.1) || !near(is.left, want.left, 0.1) {
				t.Errorf("%s %s: %.3f within 20 s and hung up, want about %.3f", order, tier, is, want)
			}
		}
	}
	for order, want := range map[string]float64{"fifo": 410, "strict": 855, "ours": 426} {
		if c := got[order]["C"]; !near(c.Max().Seconds(), want, 0.25) {
			t.Errorf("%s: the longest wait of C is %v, want about %v s", order, c.Max(), want)
		}
	}
}
