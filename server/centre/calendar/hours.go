package calendar

import (
	"iter"
	"time"

	"switchboard/server/centre/zone"
)

// horizon is how far ahead an open time is looked for.
const horizon = 5 * 366 * 24 * time.Hour

const day = 24 * time.Hour

// Span is a stretch of time: From is in it, To no longer.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Always is the hours of a queue without a calendar.
var Always = Calendar{Name: "always", Zone: "UTC", Weekly: everyDay()}

func everyDay() []Weekly {
	var all []Weekly
	for d := 1; d <= 7; d++ {
		all = append(all, Weekly{Day: d, Hours: Hours{0, endOfDay}})
	}
	return all
}

// Open reports whether the calendar is open at an instant.
func (c Calendar) Open(at time.Time) bool {
	for s := range c.spans(at, at.Add(horizon)) {
		return !s.From.After(at)
	}
	return false
}

// lookBack is how far back the beginning of an opening is looked for.
const lookBack = 8 * day

// OpenSince gives when the stretch began in which the calendar is open at an instant; the zero
// time when it is closed then, or is open for longer than eight days.
func (c Calendar) OpenSince(at time.Time) time.Time {
	from := at.Add(-lookBack)
	var open Span // stretches that touch are one: they are cut at midnight
	for s := range c.spans(from, at.Add(time.Nanosecond)) {
		if s.From.Equal(open.To) {
			s.From = open.From
		}
		open = s
	}
	if !open.To.After(at) || open.From.Equal(from) {
		return time.Time{}
	}
	return open.From
}

// NextOpen gives the first open instant at or after at; the zero time when the
// calendar never opens again.
func (c Calendar) NextOpen(at time.Time) time.Time {
	for s := range c.spans(at, at.Add(horizon)) {
		return s.From
	}
	return time.Time{}
}

// Between gives the open time from a to b; zero when b is not after a.
func (c Calendar) Between(a, b time.Time) time.Duration {
	var sum time.Duration
	for s := range c.spans(a, b) {
		sum += s.To.Sub(s.From)
	}
	return sum
}

// Add gives the instant at which d of open time has gone by since from: the end
// of an interval rather than the opening that follows. The zero time when the
// calendar is not open for that long.
func (c Calendar) Add(from time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return from
	}
	for s := range c.spans(from, from.Add(horizon)) {
		if open := s.To.Sub(s.From); d > open {
			d -= open
			continue
		}
		return s.From.Add(d)
	}
	return time.Time{}
}

// Spans gives the open stretches between two instants, in order.
func (c Calendar) Spans(from, to time.Time) []Span {
	var all []Span
	for s := range c.spans(from, to) {
		all = append(all, s)
	}
	return all
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// spans gives the open stretches between two instants, in order, the first and
// the last cut to lie between them.
func (c Calendar) spans(from, to time.Time) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		loc, err := zone.Load(c.Zone)
		if err != nil {
			return // Check lets no such calendar in
		}
		for at := from.UTC(); at.Before(to); {
			ahead, until := zone.Offset(at, loc)
			until = earlier(until, to.UTC())
			for date := at.Add(ahead).Truncate(day); date.Add(-ahead).Before(until); date = date.Add(day) {
				for _, h := range c.on(date) {
					s := Span{date.Add(h.From.after() - ahead), date.Add(h.To.after() - ahead)}
					if s.From.Before(at) {
						s.From = at
					}
					s.To = earlier(s.To, until)
					if s.From.Before(s.To) && !yield(s) {
						return
					}
				}
			}
			at = until
		}
	}
}

func (c ClockTime) after() time.Duration { return time.Duration(c) * time.Minute }

// on gives the hours of a date, in order.
func (c Calendar) on(date time.Time) []Hours {
	text := date.Format(time.DateOnly)
	for _, e := range c.Exceptions {
		if e.Date == text {
			return ordered(e.Open)
		}
	}
	if holiday(c.Holidays, date) {
		return nil
	}
	var hours []Hours
	for _, w := range c.Weekly {
		if time.Weekday(w.Day%7) == date.Weekday() {
			hours = append(hours, w.Hours)
		}
	}
	return ordered(hours)
}
