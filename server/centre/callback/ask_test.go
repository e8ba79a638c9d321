package callback

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sort"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/telephone"
)

var monday = time.Date(2026, 2, 2, 12, 0, 0, 0, time.UTC)

func TestCheck(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		ask   Ask
		who   Who
		want  permit.Reason // of an answer
		field string        // of a fault instead
	}{
		{"a quarter past ten", Ask{"(212) 555-0100", "2026-11-23T10:15", "America/New_York"}, Who{}, "", ""},
		{"too early for them", Ask{"+12125550100", "2026-11-23T07:59", "America/New_York"}, Who{}, permit.OutsideHours, ""},
		{"too early where they may be", Ask{"+12125550100", "2026-11-23T08:30", "America/New_York"}, Who{Zone: "America/Los_Angeles"}, permit.OutsideHours, ""},
		{"too late for their number", Ask{"+12125550100", "2026-11-23T18:30", "America/Los_Angeles"}, Who{}, permit.OutsideHours, ""},
		{"they want no calls", Ask{"+12125550100", "2026-11-23T10:15", "America/New_York"}, Who{Consent: "no"}, permit.OptedOut, ""},
		{"no number", Ask{"tomorrow", "2026-11-23T10:15", "America/New_York"}, Who{}, "", "phone"},
		{"no zone", Ask{"+12125550100", "2026-11-23T10:15", "EST5"}, Who{}, "", "zone"},
		{"no time", Ask{"+12125550100", "quarter past ten", "America/New_York"}, Who{}, "", "local"},
		{"a time that is over", Ask{"+12125550100", "2026-01-05T10:15", "America/New_York"}, Who{}, "", "local"},
		{"years ahead", Ask{"+12125550100", "2028-01-05T10:15", "America/New_York"}, Who{}, "", "local"},
		{"a time that does not exist", Ask{"+12125550100", "2026-03-08T02:30", "America/New_York"}, Who{}, "", "local"},
		{"a time that comes twice, at night", Ask{"+12125550100", "2026-11-01T01:30", "America/New_York"}, Who{}, permit.OutsideHours, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := Check(c.ask, c.who, monday)
			var f *centre.Fault
			switch {
			case c.field != "":
				if !errors.As(err, &f) || f.Kind != centre.Invalid || f.Fields[0].Field != c.field {
					t.Errorf("got %+v, %v", a, err)
				}
			case err != nil || a.Reason != c.want || a.Allowed != (c.want == ""):
				t.Errorf("got %+v, %v", a, err)
			case c.want == permit.OutsideHours && (a.Explanation == "" || len(a.Windows) == 0):
				t.Errorf("refused without saying when else: %+v", a)
			}
		})
	}
}

func TestWindowStaysLawful(t *testing.T) {
	t.Parallel()
	a, err := Check(Ask{"+12125550100", "2026-11-23T08:05", "America/New_York"}, Who{}, monday)
	if err != nil || a.Window.From.Format("15:04") != "13:00" || a.Window.To.Format("15:04") != "13:20" {
		t.Errorf("window %v, %v", a.Window, err)
	}
}

func TestRetries(t *testing.T) {
	t.Parallel()
	for attempts, want := range map[int]time.Duration{1: 5 * time.Minute, 2: 15 * time.Minute, 3: time.Hour, 4: 0} {
		next, more := (&Callback{Attempts: attempts}).again(monday)
		if more != (want > 0) || more && next.Sub(monday) != want {
			t.Errorf("after %d attempts: %v, %v", attempts, next.Sub(monday), more)
		}
	}
}

// TestTenThousandPromises makes promises over a year in zones with and without
// clock changes, lets virtual time run, and holds each to the customer's own
// clock and to the law, by a reckoning that shares no code with ours.
func TestTenThousandPromises(t *testing.T) {
	t.Parallel()
	numbers := map[string]telephone.Number{
		"America/New_York": "+12125550100", "America/Los_Angeles": "+13105550100", "America/Chicago": "+13125550100",
		"America/Phoenix": "+16025550100", "Pacific/Honolulu": "+18085550100", "Europe/London": "+442079460018", "Australia/Sydney": "+61290001234",
	}
	var zones []string
	for z := range numbers {
		zones = append(zones, z)
	}
	sort.Strings(zones)
	random := rand.New(rand.NewPCG(1, 2))
	type promised struct {
		ask    Ask
		answer Answer
	}
	var book []promised
	changes := 0
	for range 10_000 {
		z := zones[random.IntN(len(zones))]
		// Every third falls within two days of a change of clocks.
		day := monday.AddDate(0, 0, 1+random.IntN(360))
		if random.IntN(3) == 0 {
			day = []time.Time{
				time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 4, 0, 0, 0, 0, time.UTC),
				time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC),
			}[random.IntN(6)].AddDate(0, 0, random.IntN(3))
			changes++
		}
		ask := Ask{
			Phone: string(numbers[z]), Zone: z,
			Local: fmt.Sprintf("%sT%02d:%02d", day.Format(time.DateOnly), 8+random.IntN(13), 15*random.IntN(4)),
		}
		a, err := Check(ask, Who{}, monday)
		if err != nil || !a.Allowed {
			t.Fatalf("%+v was refused: %+v, %v", ask, a, err)
		}
		book = append(book, promised{ask, a})
	}
	sort.Slice(book, func(i, j int) bool { return book[i].answer.DueAt.Before(book[j].answer.DueAt) })
	for _, p := range book {
		now := p.answer.DueAt // virtual time: the promise falls due
		loc, err := time.LoadLocation(p.ask.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if shown := now.In(loc).Format("2006-01-02T15:04"); shown != p.ask.Local {
			t.Fatalf("%+v is due when the customer's clock shows %s", p.ask, shown)
		}
		for _, edge := range []time.Time{p.answer.Window.From, p.answer.Window.To.Add(-time.Second)} {
			if h := edge.In(loc).Hour(); h < 8 || h >= 21 {
				t.Fatalf("%+v has a window to %v", p.ask, edge.In(loc))
			}
		}
		callee := permit.Callee{Phone: p.answer.Phone, DeclaredZone: p.ask.Zone}
		if d := permit.US(now).Decide(permit.CallbackRequested, callee, now, nil); !d.Allowed {
			t.Fatalf("%+v may not be dialled when it is due: %s", p.ask, d.Reason)
		}
	}
	if changes < 3000 {
		t.Errorf("only %d promises near a change of clocks", changes)
	}
}
