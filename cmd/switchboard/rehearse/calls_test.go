package rehearse

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing/virtual"
)

const s = time.Second

func TestADayOfCalls(t *testing.T) {
	t.Parallel()
	nine := 9 * time.Hour
	d := callday.Day{Callers: []callday.Caller{
		{At: nine, Type: "PS", Patience: time.Hour, Service: 60 * s},
		{At: nine + 5*s, Type: "PS", Patience: time.Hour, Service: 60 * s},
		{At: nine + 10*s, Type: "PS", High: true, Patience: time.Hour, Service: 30 * s},
		{At: nine + 10*s, Type: "NW", Patience: 20 * s, Service: 60 * s},
	}}
	r := Calls(d, Staff{Agents: 1, Answer: 3 * s, WrapUp: 10 * s})
	all := r.Total("all", func(string) bool { return true })
	// The third goes second: 3 + 60 + 10 + 3 s after nine; the second 30 + 10 + 3 s later.
	want := virtual.Tally{Class: "all", Offered: 4, Answered: []time.Duration{3 * s, 66 * s, 114 * s}, Abandoned: []time.Duration{20 * s}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAgentsComeAndGoByDuty(t *testing.T) {
	t.Parallel()
	duties := []callday.Duty{{From: 8 * time.Hour, Agents: 1}, {From: 9 * time.Hour, Agents: 3}, {From: 10 * time.Hour, Agents: 1}, {From: 11 * time.Hour}}
	crew := crew(duties, func(int) virtual.Agent { return virtual.Agent{} })
	var got []string
	for n, a := range crew {
		var desk presence.Desk
		for _, step := range a.Plan {
			if err := step.Do(&desk, midnight); err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(n, " ", step.At.Hours(), " ", desk.Status))
		}
	}
	want := []string{"0 8 available", "0 11 offline", "1 9 available", "1 10 offline", "2 9 available", "2 10 offline"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	if err := Table(&text, virtual.Tally{Class: "here", Offered: 4, Answered: []time.Duration{0, 10 * s, 50 * s}, Abandoned: []time.Duration{5 * s}}, virtual.Tally{Class: "nobody"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"here        4       3          1  25.0 %     20.0 s  10.0 s", "66.7 %", "nobody        0       0          0       –"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}

// An ordinary day, which six agents serve about as the bank did.
func TestARealDay(t *testing.T) {
	t.Parallel()
	d, err := callday.ReadDay(callday.ReadFile(real(t, "anonymous-bank-1999", "day_1999-02-14.csv"), nil), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	r := Calls(d, Staff{Agents: 6, Answer: 3 * s})
	all := r.Total("all", func(string) bool { return true })
	if all.Offered != len(d.Callers) || len(all.Answered)+len(all.Abandoned) != all.Offered {
		t.Errorf("of %d callers %d were served and %d left", len(d.Callers), len(all.Answered), len(all.Abandoned))
	}
	really := float64(len(d.Real.Abandoned)) / float64(len(d.Callers))
	if here := all.AbandonRate(0); here < really/2 || here > really*2 {
		t.Errorf("%.1f %% left, really %.1f %%", 100*here, 100*really)
	}
}
