package zone_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/zone"
)

func TestInstants(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, zone, wall string
		want             []string
	}{
		{"an ordinary day", "America/New_York", "2026-11-23T10:15", []string{"2026-11-23T15:15:00Z"}},
		{"clocks put forward over it", "America/New_York", "2026-03-08T02:30", nil},
		{"the last minute before", "America/New_York", "2026-03-08T01:59", []string{"2026-03-08T06:59:00Z"}},
		{"the first minute after", "America/New_York", "2026-03-08T03:00", []string{"2026-03-08T07:00:00Z"}},
		{"clocks put back over it", "America/New_York", "2026-11-01T01:30", []string{"2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"}},
		{"half an hour put back", "Australia/Lord_Howe", "2026-04-05T01:45", []string{"2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"}},
		{"a day that was left out", "Pacific/Apia", "2011-12-30T12:00", nil},
		{"no change at all", "UTC", "2026-03-08T02:30", []string{"2026-03-08T02:30:00Z"}},
		{"fourteen hours ahead", "Pacific/Kiritimati", "2026-01-01T00:00", []string{"2025-12-31T10:00:00Z"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			loc, err := zone.Load(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			wall, err := zone.ParseLocal(c.wall)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, at := range zone.Instants(wall, loc) {
				got = append(got, at.Format(time.RFC3339))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEveryInstantIsFoundByItsWallTime(t *testing.T) {
	t.Parallel()
	names := []string{"America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := zone.Load(rapid.SampledFrom(names).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(1_300_000_000, 2_000_000_000).Draw(t, "at"), 0).UTC()
		for _, found := range zone.Instants(zone.Wall(at, loc), loc) {
			if found.Equal(at) {
				return
			}
		}
		t.Errorf("%v was lost", at)
	})
}

func TestNamesOfNoZone(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Local", "Mars/Olympus", "../etc/passwd"} {
		if _, err := zone.Load(name); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("%q: %v, want Invalid", name, err)
		}
	}
}
