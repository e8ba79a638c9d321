package permit_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre/permit"
	"switchboard/server/centre/telephone"
)

const (
	newYork    = "America/New_York"
	losAngeles = "America/Los_Angeles"
)

// at reads a wall-clock time of a zone.
func at(t testing.TB, zone, text string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation("2006-01-02 15:04:05", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func TestDecide(t *testing.T) {
	t.Parallel()
	inNY := permit.Callee{Phone: "+12125550100", Consent: "unknown"}
	movedToLA := permit.Callee{Phone: "+12125550100", AddressZone: losAngeles, Consent: "yes"}
	freephone := permit.Callee{Phone: "+18005550100"}
	cases := []struct {
		name    string
		purpose permit.Purpose
		callee  permit.Callee
		at      time.Time
		want    permit.Reason
	}{
		{"a New York number, a Los Angeles address, 08:30 in New York", permit.CallbackRequested, movedToLA, at(t, newYork, "2026-11-23 08:30:00"), permit.OutsideHours},
		{"the same at 11:00 in New York", permit.CallbackRequested, movedToLA, at(t, newYork, "2026-11-23 11:00:00"), ""},
		{"the same at 21:00 in New York", permit.CallbackRequested, movedToLA, at(t, newYork, "2026-11-23 21:00:00"), permit.OutsideHours},
		{"the last second before eight", permit.CallbackRequested, inNY, at(t, newYork, "2026-11-23 07:59:59"), permit.OutsideHours},
		{"eight sharp", permit.CallbackRequested, inNY, at(t, newYork, "2026-11-23 08:00:00"), ""},
		{"the last second before nine", permit.CallbackRequested, inNY, at(t, newYork, "2026-11-23 20:59:59"), ""},
		{"nine sharp", permit.CallbackRequested, inNY, at(t, newYork, "2026-11-23 21:00:00"), permit.OutsideHours},
		{"eight on the day clocks went forward", permit.CallbackRequested, inNY, at(t, newYork, "2026-03-08 08:00:00"), ""},
		{"an hour before, when it would still be seven", permit.CallbackRequested, inNY, at(t, newYork, "2026-03-08 07:30:00"), permit.OutsideHours},
		{"eight on the day clocks went back", permit.CallbackRequested, inNY, at(t, newYork, "2026-11-01 08:00:00"), ""},
		{"yesterday's eight is seven on that day", permit.CallbackRequested, inNY, at(t, newYork, "2026-10-31 08:00:00").Add(24 * time.Hour), permit.OutsideHours},
		{"a declared zone counts as well", permit.CallbackRequested, permit.Callee{Phone: "+12125550100", DeclaredZone: "Europe/Berlin"}, at(t, newYork, "2026-11-23 16:00:00"), permit.OutsideHours},
		{"a number from nowhere", permit.CallbackRequested, freephone, at(t, newYork, "2026-11-23 12:00:00"), permit.UnknownZone},
		{"a number from nowhere, a declared zone", permit.CallbackRequested, permit.Callee{Phone: "+18005550100", DeclaredZone: newYork}, at(t, newYork, "2026-11-23 12:00:00"), ""},
		{"a zone that does not exist", permit.CallbackRequested, permit.Callee{Phone: "+12125550100", DeclaredZone: "Mars/Olympus"}, at(t, newYork, "2026-11-23 12:00:00"), permit.UnknownZone},
		{"a prefix of the whole country", permit.CallbackRequested, permit.Callee{Phone: "+1710555"}, at(t, newYork, "2026-11-23 12:00:00"), permit.InvalidNumber},
		{"no number", permit.CallbackRequested, permit.Callee{Phone: "12", DeclaredZone: newYork}, at(t, newYork, "2026-11-23 12:00:00"), permit.InvalidNumber},
		{"wants no calls", permit.CallbackRequested, permit.Callee{Phone: "+12125550100", Consent: "no"}, at(t, newYork, "2026-11-23 12:00:00"), permit.OptedOut},
		{"marketing without a yes", permit.Marketing, inNY, at(t, newYork, "2026-11-23 12:00:00"), permit.NoConsent},
		{"marketing at half past eight", permit.Marketing, permit.Callee{Phone: "+12125550100", Consent: "yes"}, at(t, newYork, "2026-11-23 08:30:00"), permit.OutsideHours},
		{"a purpose without rules", "chatting", inNY, at(t, newYork, "2026-11-23 12:00:00"), permit.NoPurpose},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := permit.US(c.at).Decide(c.purpose, c.callee, c.at, nil)
			if d.Reason != c.want || d.Allowed != (c.want == "") || d.Pack != "us-1" {
				t.Errorf("got %+v, want %q", d, c.want)
			}
			if d.Reason != "" && d.Reason.Text() == "" {
				t.Errorf("nobody can read %q", d.Reason)
			}
		})
	}
}

func TestFrequency(t *testing.T) {
	t.Parallel()
	now := at(t, newYork, "2026-11-23 12:00:00")
	callee := permit.Callee{Phone: "+12125550100", Consent: "yes"}
	ago := func(hours ...float64) (before []time.Time) {
		for _, h := range hours {
			before = append(before, now.Add(-time.Duration(h*float64(time.Hour))))
		}
		return before
	}
	cases := []struct {
		name   string
		before []time.Time
		want   permit.Reason
	}{
		{"never before", nil, ""},
		{"three hours ago", ago(3), permit.TooSoon},
		{"four hours ago", ago(4), ""},
		{"three in 24 hours", ago(5, 10, 20), permit.TooOftenDay},
		{"the third is 24 hours old", ago(5, 10, 24), ""},
		{"six in seven days", ago(30, 50, 60, 90, 120, 167), permit.TooOftenWeek},
		{"the sixth is seven days old", ago(30, 50, 60, 90, 120, 168), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if d := permit.US(now).Decide(permit.Marketing, callee, now, c.before); d.Reason != c.want {
				t.Errorf("got %q, want %q", d.Reason, c.want)
			}
		})
	}
}

func TestPermitEndsWithTheLawfulHours(t *testing.T) {
	t.Parallel()
	now := at(t, newYork, "2026-11-23 20:59:30")
	d := permit.US(now).Decide(permit.CallbackRequested, permit.Callee{Phone: "+12125550100"}, now, nil)
	if want := at(t, newYork, "2026-11-23 21:00:00"); !d.Allowed || !d.ValidUntil.Equal(want) {
		t.Errorf("valid until %v, want %v", d.ValidUntil, want)
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		at    time.Time
		zones []string
		want  [][2]string // in UTC
	}{
		{"one zone", at(t, newYork, "2026-11-23 23:30:00"), []string{newYork}, [][2]string{{"2026-11-23T13:00:00Z", "2026-11-24T02:00:00Z"}}},
		{"two zones", at(t, newYork, "2026-11-23 12:00:00"), []string{newYork, losAngeles}, [][2]string{{"2026-11-23T16:00:00Z", "2026-11-24T02:00:00Z"}}},
		{"clocks go forward", at(t, newYork, "2026-03-08 12:00:00"), []string{newYork}, [][2]string{{"2026-03-08T12:00:00Z", "2026-03-09T01:00:00Z"}}},
		{"clocks go back", at(t, newYork, "2026-11-01 12:00:00"), []string{newYork}, [][2]string{{"2026-11-01T13:00:00Z", "2026-11-02T02:00:00Z"}}},
		{"two windows where zones are far apart", at(t, "Pacific/Auckland", "2026-06-10 12:00:00"), []string{"Pacific/Auckland", newYork},
			[][2]string{{"2026-06-09T20:00:00Z", "2026-06-10T01:00:00Z"}}},
		{"no hour suits", at(t, "Pacific/Guam", "2026-06-10 12:00:00"), []string{"Pacific/Guam", "America/Puerto_Rico", "America/Los_Angeles", "Asia/Dubai"}, nil},
		{"nowhere", at(t, newYork, "2026-06-10 12:00:00"), nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got [][2]string
			for _, s := range permit.US(c.at).Windows(permit.CallbackRequested, c.at, c.zones) {
				got = append(got, [2]string{s.From.UTC().Format(time.RFC3339), s.To.UTC().Format(time.RFC3339)})
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWhatIsAllowedIsLawfulEverywhere(t *testing.T) {
	t.Parallel()
	numbers := []telephone.Number{"+12125550100", "+13105550100", "+13125550100", "+18005550100", "+18085550100", "+442079460018"}
	zones := []string{"", newYork, losAngeles, "Europe/London", "Australia/Lord_Howe", "Pacific/Honolulu"}
	rapid.Check(t, func(t *rapid.T) {
		callee := permit.Callee{
			Phone:        rapid.SampledFrom(numbers).Draw(t, "number"),
			DeclaredZone: rapid.SampledFrom(zones).Draw(t, "declared"),
			AddressZone:  rapid.SampledFrom(zones).Draw(t, "address"),
		}
		now := time.Unix(rapid.Int64Range(1_767_000_000, 1_830_000_000).Draw(t, "now"), 0)
		d := permit.US(now).Decide(permit.CallbackRequested, callee, now, nil)
		if !d.Allowed {
			return
		}
		for _, name := range d.Zones {
			loc, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, instant := range []time.Time{now, d.ValidUntil.Add(-time.Second)} {
				if h := instant.In(loc).Hour(); h < 8 || h >= 21 {
					t.Errorf("allowed at %v in %s", instant.In(loc), name)
				}
			}
		}
	})
}
