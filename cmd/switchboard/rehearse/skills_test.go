package rehearse

import (
	"testing"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre/routing/virtual"
)

// morning is a centre of three classes and one agent, at whose desk one of each class waits when
// the first caller's service ends.
func morning() (callday.Centre, callday.Day) {
	c := callday.Centre{Classes: []callday.Class{
		{Name: "cheap", Service: 100 * s, Cost: 20},
		{Name: "dear", Service: 400 * s, Cost: 30},
		{Name: "quick", Service: 50 * s, Cost: 24},
	}}
	d := callday.Day{Staff: []callday.Duty{{From: 0, Agents: 1}}}
	for i, class := range []string{"cheap", "cheap", "dear", "quick"} {
		d.Callers = append(d.Callers, callday.Caller{At: time.Duration(i) * s, Type: class, Service: 60 * s, Patience: time.Hour})
	}
	return c, d
}

func TestRules(t *testing.T) {
	t.Parallel()
	c, d := morning()
	last := map[string]map[string]time.Duration{ // the longest wait of each class
		"ours": {"cheap": 179 * s, "dear": 58 * s, "quick": 117 * s}, // A, B, C
		"FIFO": {"cheap": 59 * s, "dear": 118 * s, "quick": 177 * s},
		"c·mu": {"cheap": 119 * s, "dear": 178 * s, "quick": 57 * s}, // 0.48, 0.2, 0.075 a second
	}
	for _, rule := range Rules(&c) {
		r := Skills(&c, d, rule)
		for _, class := range r.Classes {
			if got := class.Max(); got != last[rule.Name][class.Class] {
				t.Errorf("%s: %s waited %v, want %v", rule.Name, class.Class, got, last[rule.Name][class.Class])
			}
		}
	}
	r := Skills(&c, d, Rules(&c)[1])
	if got, want := Cost(&c, &r), (59*20+118*30+177*24)/3600.; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("waiting cost %v, want %v", got, want)
	}
}

// US Bank's day, which begins with more calls than agents.
func TestUSBank(t *testing.T) {
	t.Parallel()
	c, err := callday.ReadUSBank(real(t, "usbank-2003-17class"))
	if err != nil {
		t.Fatal(err)
	}
	d := c.Day(1)
	if len(c.Classes) != 17 || len(d.Callers) != 62625 {
		t.Errorf("%d callers of %d classes, want 62,625 of 17", len(d.Callers), len(c.Classes))
	}
	for _, duty := range d.Staff {
		if duty.From == 12*time.Hour && duty.Agents != 463 {
			t.Errorf("%d agents at noon, want 463", duty.Agents)
		}
	}
	reports := map[string]virtual.Report{}
	cost := map[string]float64{}
	for _, rule := range Rules(&c) {
		r := Skills(&c, d, rule)
		reports[rule.Name], cost[rule.Name] = r, Cost(&c, &r)
		sum := r.Total(rule.Name, func(string) bool { return true })
		t.Logf("%s: %d callers, mean wait %v, %.1f %% left, cost %.0f", rule.Name, sum.Offered, sum.MeanOfAll(), 100*sum.AbandonRate(0), cost[rule.Name])
		if sum.Offered != len(d.Callers) || len(sum.Answered)+len(sum.Abandoned) != sum.Offered {
			t.Errorf("%s: of %d callers %d were served and %d left", rule.Name, len(d.Callers), len(sum.Answered), len(sum.Abandoned))
		}
	}
	if cost["c·mu"] >= cost["ours"] || cost["ours"] >= cost["FIFO"] {
		t.Errorf("waiting costs %v; c·mu should be the cheapest, FIFO the dearest", cost)
	}
	first := func(class string) bool {
		return class == "Business" || class == "Platinum" || class == "Priority_Service"
	}
	ours, plain := reports["ours"], reports["FIFO"]
	a, b := ours.Total("", first), plain.Total("", first)
	if a.MeanOfAll() >= b.MeanOfAll() {
		t.Errorf("whose waiting is dearest wait %v, with FIFO %v", a.MeanOfAll(), b.MeanOfAll())
	}
}
