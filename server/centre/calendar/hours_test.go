package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
)

func hours(from, to string) calendar.Hours {
	var h calendar.Hours
	if err := json.Unmarshal([]byte(`{"from":"`+from+`","to":"`+to+`"}`), &h); err != nil {
		panic(err)
	}
	return h
}

func week(from, to string, days ...int) []calendar.Weekly {
	var all []calendar.Weekly
	for _, d := range days {
		all = append(all, calendar.Weekly{Day: d, Hours: hours(from, to)})
	}
	return all
}

// office is the calendar of the golden values.
func office() calendar.Calendar {
	return calendar.Calendar{Zone: "America/New_York", Weekly: week("09:00", "17:00", 1, 2, 3, 4, 5), Holidays: "us"}
}

func local(t testing.TB, zone, text string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestBetween(t *testing.T) {
	t.Parallel()
	night := calendar.Calendar{Zone: "America/New_York", Weekly: week("01:00", "04:00", 7)}
	always := calendar.Always
	always.Zone = "America/New_York"
	havana := calendar.Calendar{Zone: "America/Havana", Weekly: week("00:00", "01:00", 7)}
	early := calendar.Calendar{Zone: "America/New_York", Weekly: week("01:00", "01:30", 7)}
	cases := []struct {
		name     string
		calendar calendar.Calendar
		from, to string
		want     time.Duration
	}{
		{"over a holiday", office(), "2026-11-25 16:30", "2026-11-27 09:30", time.Hour},
		{"from a Saturday", office(), "2026-11-21 12:00", "2026-11-23 10:00", time.Hour},
		{"a whole day", office(), "2026-11-20 08:00", "2026-11-20 18:00", 8 * time.Hour},
		{"from close to open", office(), "2026-11-20 17:00", "2026-11-23 09:00", 0},
		{"ten days with a holiday", office(), "2026-11-20 16:00", "2026-11-30 10:00", 34 * time.Hour},
		{"backwards", office(), "2026-11-25 16:30", "2026-11-20 09:30", 0},
		{"clocks go forward", night, "2026-03-08 00:00", "2026-03-08 12:00", 2 * time.Hour},
		{"clocks go back", night, "2026-11-01 00:00", "2026-11-01 12:00", 4 * time.Hour},
		{"an hour that comes twice", early, "2026-11-01 00:00", "2026-11-01 12:00", time.Hour},
		{"a day of 23 hours", always, "2026-03-08 00:00", "2026-03-09 00:00", 23 * time.Hour},
		{"a day of 25 hours", always, "2026-11-01 00:00", "2026-11-02 00:00", 25 * time.Hour},
		{"midnight that does not exist", havana, "2026-03-07 12:00", "2026-03-08 12:00", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			from, to := local(t, c.calendar.Zone, c.from), local(t, c.calendar.Zone, c.to)
			if got := c.calendar.Between(from, to); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	cases := []struct {
		from string
		add  time.Duration
		want string
	}{
		{"2026-11-25 16:30", time.Hour, "2026-11-27 09:30"},
		{"2026-11-20 16:00", 8 * time.Hour, "2026-11-23 16:00"},
		{"2026-11-21 12:00", 4 * time.Hour, "2026-11-23 13:00"},
		{"2026-11-20 16:00", time.Hour, "2026-11-20 17:00"},
		{"2026-11-20 09:00", 8 * time.Hour, "2026-11-20 17:00"},
		{"2026-11-21 12:00", 0, "2026-11-21 12:00"},
	}
	for _, c := range cases {
		t.Run(c.from+" + "+c.add.String(), func(t *testing.T) {
			t.Parallel()
			got := office().Add(local(t, "America/New_York", c.from), c.add)
			if want := local(t, "America/New_York", c.want); !got.Equal(want) {
				t.Errorf("got %v, want %v", got.In(want.Location()), want)
			}
		})
	}
}

func TestOpenSince(t *testing.T) {
	t.Parallel()
	c := office()
	c.Exceptions = []calendar.Exception{{Date: "2026-11-24", Open: []calendar.Hours{hours("20:00", "24:00")}}, {Date: "2026-11-25", Open: []calendar.Hours{hours("00:00", "02:00")}}}
	for name, x := range map[string]struct {
		calendar calendar.Calendar
		at, want string // empty: not known
	}{
		"in the middle of the day": {c, "2026-11-23 12:00", "2026-11-23 09:00"},
		"at the very opening":      {c, "2026-11-23 09:00", "2026-11-23 09:00"},
		"at the very close":        {c, "2026-11-23 17:00", ""},
		"on a Sunday":              {c, "2026-11-22 12:00", ""},
		"across a midnight":        {c, "2026-11-25 01:00", "2026-11-24 20:00"},
		"at midnight":              {c, "2026-11-25 00:00", "2026-11-24 20:00"},
		"always open":              {calendar.Always, "2026-11-23 12:00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := x.calendar.OpenSince(local(t, x.calendar.Zone, x.at))
			if x.want == "" {
				if !got.IsZero() {
					t.Errorf("since %v", got)
				}
			} else if want := local(t, x.calendar.Zone, x.want); !got.Equal(want) {
				t.Errorf("since %v, want %v", got, want)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	c := office()
	c.Exceptions = []calendar.Exception{
		{Date: "2026-11-26", Open: []calendar.Hours{hours("10:00", "12:00")}},
		{Date: "2026-11-27"},
	}
	cases := []struct {
		at       string
		open     bool
		nextOpen string
	}{
		{"2026-11-25 08:59", false, "2026-11-25 09:00"},
		{"2026-11-25 09:00", true, "2026-11-25 09:00"},
		{"2026-11-25 17:00", false, "2026-11-26 10:00"}, // the exception opens the holiday
		{"2026-11-26 11:59", true, "2026-11-26 11:59"},
		{"2026-11-26 12:00", false, "2026-11-30 09:00"}, // and closes the day after
		{"2026-07-03 12:00", false, "2026-07-06 09:00"}, // 4 July is a Saturday, observed the day before
		{"2026-12-24 17:00", false, "2026-12-28 09:00"},
	}
	for _, k := range cases {
		t.Run(k.at, func(t *testing.T) {
			t.Parallel()
			at := local(t, c.Zone, k.at)
			if got := c.Open(at); got != k.open {
				t.Errorf("open: %v", got)
			}
			if got := c.NextOpen(at); !got.Equal(local(t, c.Zone, k.nextOpen)) {
				t.Errorf("next open: %v, want %s", got, k.nextOpen)
			}
		})
	}
	t.Run("a calendar without hours never opens", func(t *testing.T) {
		t.Parallel()
		never := calendar.Calendar{Zone: "UTC"}
		at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
		if never.Open(at) || !never.NextOpen(at).IsZero() || !never.Add(at, time.Minute).IsZero() {
			t.Error("it opened")
		}
	})
}

func TestProperties(t *testing.T) {
	t.Parallel()
	zones := []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "UTC"}
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(1_767_000_000, 1_830_000_000).Draw(t, "unix"), 0).UTC()
	})
	anyCalendar := rapid.Custom(func(t *rapid.T) calendar.Calendar {
		c := calendar.Calendar{
			Zone:     rapid.SampledFrom(zones).Draw(t, "zone"),
			Holidays: rapid.SampledFrom([]string{"", "us", "gb", "de"}).Draw(t, "holidays"),
		}
		for d := range rapid.IntRange(1, 7).Draw(t, "days") {
			from := rapid.IntRange(0, 1380).Draw(t, "from")
			to := rapid.IntRange(from+1, 1440).Draw(t, "to")
			h := calendar.Hours{From: calendar.ClockTime(from), To: calendar.ClockTime(to)}
			c.Weekly = append(c.Weekly, calendar.Weekly{Day: d + 1, Hours: h})
		}
		return c
	})
	rapid.Check(t, func(t *rapid.T) {
		c, s := anyCalendar.Draw(t, "calendar"), instant.Draw(t, "s")
		d := time.Duration(rapid.Int64Range(1, 300*3600).Draw(t, "d")) * time.Second
		added := c.Add(s, d)
		if added.IsZero() {
			return // a few minutes a week do not make 300 hours in five years
		}
		if got := c.Between(s, added); got != d {
			t.Errorf("between(s, add(s, %v)) = %v", d, got)
		}
		if more := c.Add(s, d+time.Minute); !more.IsZero() && !more.After(added) {
			t.Errorf("add is not monotone: %v, then %v", added, more)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		c, a := anyCalendar.Draw(t, "calendar"), instant.Draw(t, "a")
		b := a.Add(time.Duration(rapid.Int64Range(0, 40*24*3600).Draw(t, "ab")) * time.Second)
		e := b.Add(time.Duration(rapid.Int64Range(0, 40*24*3600).Draw(t, "be")) * time.Second)
		if got, want := c.Between(a, b)+c.Between(b, e), c.Between(a, e); got != want {
			t.Errorf("in two parts %v, in one %v", got, want)
		}
	})
}

func TestCheck(t *testing.T) {
	t.Parallel()
	if err := office().Check(); err != nil {
		t.Errorf("a right calendar: %v", err)
	}
	wrong := calendar.Calendar{
		Zone: "Nowhere", Holidays: "xx",
		Weekly:     append(week("09:00", "12:00", 1), calendar.Weekly{Day: 1, Hours: hours("11:00", "13:00")}),
		Exceptions: []calendar.Exception{{Date: "24.12.2026", Open: []calendar.Hours{hours("12:00", "09:00")}}},
	}
	var fields []string
	var f *centre.Fault
	if errors.As(wrong.Check(), &f) {
		for _, field := range f.Fields {
			fields = append(fields, field.Field)
		}
	}
	if d := cmp.Diff([]string{"zone", "holidays", "weekly", "exceptions[0].date", "exceptions[0].open"}, fields); d != "" {
		t.Error(d)
	}
}

func TestClockTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"00:00", "09:05", "23:59", "24:00"} {
		var c calendar.ClockTime
		if err := c.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if back, _ := c.MarshalText(); string(back) != text {
			t.Errorf("%s came back as %s", text, back)
		}
	}
	for _, text := range []string{"", "9", "24:01", "25:00", "noon"} {
		if err := new(calendar.ClockTime).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}
