package floor

import (
	"context"
	"strings"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
)

// CalendarChange is what is to become different about hours; nil leaves a field.
type CalendarChange struct {
	Name       *string
	Zone       *string
	Weekly     *[]calendar.Weekly
	Holidays   *string
	Exceptions *[]calendar.Exception
}

// Calendar gives one calendar.
func (s *Service) Calendar(ctx context.Context, id centre.CalendarID) (calendar.Calendar, error) {
	return s.read.Calendar(ctx, id)
}

// Calendars gives a page of all calendars, by name.
func (s *Service) Calendars(ctx context.Context, p centre.Page) (centre.List[calendar.Calendar], error) {
	return page(ctx, p, s.read.CalendarsByName, func(c calendar.Calendar) centre.Named { return centre.Named{Name: c.Name, ID: string(c.ID)} })
}

// CreateCalendar adds opening hours.
func (s *Service) CreateCalendar(ctx context.Context, by agent.Caller, c CalendarChange) (calendar.Calendar, error) {
	x := calendar.Calendar{ID: centre.NewID[centre.CalendarID](), Weekly: []calendar.Weekly{}, Exceptions: []calendar.Exception{}, Version: 1}
	if err := change(&x, c); err != nil {
		return calendar.Calendar{}, err
	}
	err := s.tx.Do(ctx, func(w Store) error {
		if err := w.AddCalendar(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, event("calendar", string(x.ID), "created", by, s.clock()))
	})
	return x, err
}

// ChangeCalendar changes opening hours.
func (s *Service) ChangeCalendar(ctx context.Context, by agent.Caller, id centre.CalendarID, version int, c CalendarChange) (calendar.Calendar, error) {
	var x calendar.Calendar
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if x, err = w.LockCalendar(ctx, id); err != nil {
			return err
		}
		if x.Version != version {
			return stale("calendar", x)
		}
		if err := change(&x, c); err != nil {
			return err
		}
		if err := w.SaveCalendar(ctx, &x); err != nil {
			return err
		}
		return w.Append(ctx, event("calendar", string(id), "changed", by, s.clock(), "board"))
	})
	return x, err
}

func change(x *calendar.Calendar, c CalendarChange) error {
	centre.Set(&x.Name, c.Name)
	centre.Set(&x.Zone, c.Zone)
	centre.Set(&x.Weekly, c.Weekly)
	centre.Set(&x.Holidays, c.Holidays)
	centre.Set(&x.Exceptions, c.Exceptions)
	x.Name = strings.TrimSpace(x.Name)
	if n := utf8.RuneCountInString(x.Name); n < 1 || n > 100 {
		return centre.Field("name", "must be 1 to 100 characters")
	}
	return x.Check()
}
