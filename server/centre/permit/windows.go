package permit

import (
	"time"

	"switchboard/server/centre/calendar"
	"switchboard/server/centre/zone"
)

// Windows gives the lawful hours of a day, in order: the date that at is in the
// first of the zones, when it is a lawful hour in all of them. None when the
// purpose has no rule or nobody knows where the callee is.
func (p Pack) Windows(purpose Purpose, at time.Time, zones []string) []calendar.Span {
	rule, ok := p.Purposes[purpose]
	if !ok || !known(zones) {
		return []calendar.Span{}
	}
	first, _ := zone.Load(zones[0]) // known has loaded it
	date := zone.Wall(at, first).Format(time.DateOnly)
	there := calendar.Calendar{Zone: zones[0], Exceptions: []calendar.Exception{{Date: date, Open: []calendar.Hours{rule.Hours}}}}
	// A local day, its clock change included, is nowhere longer than two of UTC.
	windows := there.Spans(at.Add(-48*time.Hour), at.Add(48*time.Hour))
	for _, z := range zones[1:] {
		windows = both(windows, rule.in(z).Spans(at.Add(-48*time.Hour), at.Add(48*time.Hour)))
	}
	return windows
}

// Next gives the first lawful instant at or after at, within two days; the zero
// time when there is none.
func (p Pack) Next(purpose Purpose, at time.Time, zones []string) time.Time {
	rule, ok := p.Purposes[purpose]
	if !ok || !known(zones) {
		return time.Time{}
	}
	for _, s := range rule.common(at, at.Add(48*time.Hour), zones) {
		return s.From
	}
	return time.Time{}
}

// common gives the lawful hours between two instants in all zones.
func (r Rule) common(from, to time.Time, zones []string) []calendar.Span {
	spans := []calendar.Span{{From: from, To: to}}
	for _, z := range zones {
		spans = both(spans, r.in(z).Spans(from, to))
	}
	return spans
}

// in gives the rule's hours as a calendar of the zone.
func (r Rule) in(z string) calendar.Calendar {
	c := calendar.Calendar{Zone: z}
	for day := 1; day <= 7; day++ {
		c.Weekly = append(c.Weekly, calendar.Weekly{Day: day, Hours: r.Hours})
	}
	return c
}

// both gives what two lists of stretches have in common.
func both(a, b []calendar.Span) []calendar.Span {
	common := []calendar.Span{}
	for len(a) > 0 && len(b) > 0 {
		s := calendar.Span{From: a[0].From, To: a[0].To}
		if b[0].From.After(s.From) {
			s.From = b[0].From
		}
		if b[0].To.Before(s.To) {
			s.To = b[0].To
		}
		if s.From.Before(s.To) {
			common = append(common, s)
		}
		if a[0].To.Before(b[0].To) {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return common
}
