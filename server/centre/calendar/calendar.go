package calendar

import (
	"fmt"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/zone"
)

// Calendar is the opening hours of one or more queues.
type Calendar struct {
	ID         centre.CalendarID `json:"id"`
	Name       string            `json:"name"`
	Zone       string            `json:"zone" doc:"IANA name, such as America/New_York"`
	Weekly     []Weekly          `json:"weekly"`
	Holidays   string            `json:"holidays" doc:"the country whose public holidays are closed, as a two-letter code; empty for none"`
	Exceptions []Exception       `json:"exceptions" doc:"dates with hours of their own"`
	Version    int               `json:"version"`
}

// Weekly is an interval that is open every week; what crosses midnight is two.
type Weekly struct {
	Day int `json:"day" minimum:"1" maximum:"7" doc:"1 is Monday"`
	Hours
}

// Hours is an open interval of one day: from is open, to no longer.
type Hours struct {
	From ClockTime `json:"from"`
	To   ClockTime `json:"to" doc:"24:00 for the end of the day"`
}

// Exception is the hours of one date, instead of the week's; none is closed.
type Exception struct {
	Date string  `json:"date" format:"date"`
	Open []Hours `json:"open"`
}

// ClockTime is a wall-clock time in minutes after midnight, written "09:00";
// 24:00 is the end of the day.
type ClockTime int

const endOfDay ClockTime = 24 * 60

// MarshalText implements encoding.TextMarshaler.
func (c ClockTime) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%02d:%02d", c/60, c%60), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *ClockTime) UnmarshalText(text []byte) error {
	if string(text) == "24:00" {
		*c = endOfDay
		return nil
	}
	at, err := time.Parse("15:04", string(text))
	if err != nil {
		return fmt.Errorf("%q is no time of day such as 09:00", text)
	}
	*c = ClockTime(at.Hour()*60 + at.Minute())
	return nil
}

// Check says what is wrong with a calendar, each field by name.
func (c Calendar) Check() error {
	var wrong []centre.FieldFault
	note := func(field, message string) { wrong = append(wrong, centre.FieldFault{Field: field, Message: message}) }
	if _, err := zone.Load(c.Zone); err != nil {
		note("zone", "must be a time zone such as America/New_York")
	}
	if _, ok := countries[c.Holidays]; !ok {
		note("holidays", "must be a country whose holidays are known, or empty")
	}
	days := map[int][]Hours{}
	for i, w := range c.Weekly {
		if w.Day < 1 || w.Day > 7 {
			note(fmt.Sprintf("weekly[%d].day", i), "must be 1 (Monday) to 7 (Sunday)")
		}
		days[w.Day] = append(days[w.Day], w.Hours)
	}
	for _, hours := range days {
		if !apart(hours) {
			note("weekly", "intervals of a day must end after they begin and not overlap")
			break
		}
	}
	seen := map[string]bool{}
	for i, e := range c.Exceptions {
		if _, err := time.Parse(time.DateOnly, e.Date); err != nil || seen[e.Date] {
			note(fmt.Sprintf("exceptions[%d].date", i), "must be a date such as 2026-12-24, once")
		}
		seen[e.Date] = true
		if !apart(e.Open) {
			note(fmt.Sprintf("exceptions[%d].open", i), "intervals must end after they begin and not overlap")
		}
	}
	return centre.InvalidFields(wrong)
}

// apart reports whether the intervals are real, inside the day and disjoint.
func apart(hours []Hours) bool {
	sorted := ordered(hours)
	for i, h := range sorted {
		if h.From < 0 || h.To > endOfDay || h.From >= h.To {
			return false
		}
		if i > 0 && h.From < sorted[i-1].To {
			return false
		}
	}
	return true
}

func ordered(hours []Hours) []Hours {
	return slices.SortedFunc(slices.Values(hours), func(a, b Hours) int { return int(a.From - b.From) })
}
