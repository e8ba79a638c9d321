package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/floor"
)

// registerCalendars adds opening hours.
func (d *Door) registerCalendars(api huma.API) {
	register(api, route{id: "list-calendars", method: http.MethodGet, path: "/calendars", tag: "calendars", needs: agent.ReadConfig,
		summary: "All opening hours, by name"}, d.listCalendars)
	register(api, route{id: "get-calendar", method: http.MethodGet, path: "/calendars/{id}", tag: "calendars", needs: agent.ReadConfig,
		summary: "One calendar of opening hours"}, d.getCalendar)
	register(api, route{id: "create-calendar", method: http.MethodPost, path: "/calendars", tag: "calendars", needs: agent.WriteConfig, status: http.StatusCreated,
		summary: "Add opening hours"}, d.createCalendar)
	register(api, route{id: "change-calendar", method: http.MethodPatch, path: "/calendars/{id}", tag: "calendars", needs: agent.WriteConfig,
		summary: "Change opening hours"}, d.changeCalendar)
	register(api, route{id: "list-holiday-countries", method: http.MethodGet, path: "/holiday-countries", tag: "calendars", needs: agent.ReadConfig,
		summary: "The countries whose public holidays a calendar can keep"}, d.listCountries)
}

func (d *Door) listCalendars(ctx context.Context, in *Listed) (*body[centre.List[calendar.Calendar]], error) {
	list, err := d.svc.Floor.Calendars(ctx, in.page())
	return &body[centre.List[calendar.Calendar]]{list}, err
}

func (d *Door) getCalendar(ctx context.Context, in *One) (*body[calendar.Calendar], error) {
	c, err := d.svc.Floor.Calendar(ctx, centre.CalendarID(in.ID))
	return &body[calendar.Calendar]{c}, err
}

// CalendarFields are what can be set about opening hours.
type CalendarFields struct {
	Weekly     *[]calendar.Weekly    `json:"weekly,omitempty" maxItems:"100"`
	Holidays   *string               `json:"holidays,omitempty" doc:"a country of GET /holiday-countries; empty for none"`
	Exceptions *[]calendar.Exception `json:"exceptions,omitempty" maxItems:"500"`
}

func (f CalendarFields) change(name, zone *string) floor.CalendarChange {
	return floor.CalendarChange{Name: name, Zone: zone, Weekly: f.Weekly, Holidays: f.Holidays, Exceptions: f.Exceptions}
}

type newCalendarInput struct {
	Body struct {
		Name string `json:"name"`
		Zone string `json:"zone" doc:"IANA name, such as America/New_York"`
		CalendarFields
	}
}

func (d *Door) createCalendar(ctx context.Context, in *newCalendarInput) (*body[calendar.Calendar], error) {
	c, err := d.svc.Floor.CreateCalendar(ctx, caller(ctx), in.Body.change(&in.Body.Name, &in.Body.Zone))
	return &body[calendar.Calendar]{c}, err
}

type calendarInput struct {
	One
	Body struct {
		Version int     `json:"version" doc:"the version you changed"`
		Name    *string `json:"name,omitempty"`
		Zone    *string `json:"zone,omitempty" doc:"IANA name, such as America/New_York"`
		CalendarFields
	}
}

func (d *Door) changeCalendar(ctx context.Context, in *calendarInput) (*body[calendar.Calendar], error) {
	c, err := d.svc.Floor.ChangeCalendar(ctx, caller(ctx), centre.CalendarID(in.ID), in.Body.Version, in.Body.change(in.Body.Name, in.Body.Zone))
	return &body[calendar.Calendar]{c}, err
}

func (d *Door) listCountries(_ context.Context, in *Listed) (*body[centre.List[string]], error) {
	list, err := centre.ListOfAll(calendar.Countries(), in.page(), func(code string) string { return code })
	return &body[centre.List[string]]{list}, err
}
