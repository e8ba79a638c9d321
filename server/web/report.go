package web

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/report"
	"switchboard/server/centre/zone"
)

type dayInput struct {
	Sited
	Day  string `query:"day" format:"date" doc:"2006-01-02; yesterday if left out"`
	Zone string `query:"zone" maxLength:"64" doc:"Whose midnights begin and end an agent's day, such as Europe/Paris; UTC if left out. A queue has its own"`
}

// registerReports adds the days looked back on, each as JSON and as CSV.
func (d *Door) registerReports(api huma.API) {
	r := d.svc.Reports
	registerReport(api, "queues", "A day by queue and half hour: who came, what became of them, how long they waited", r.Queues, queuesTable)
	registerReport(api, "agents", "A day by agent: what they were offered, took and handed on, and how busy they were", r.Agents, agentsTable)
	registerReport(api, "hours", "A day by agent: when they were signed in, and how long in each state", r.Hours, hoursTable)
}

// registerReport adds a report and its table.
func registerReport[T any](api huma.API, name, summary string, make func(context.Context, report.Ask) (T, error), rows func(T) table) {
	read := func(ctx context.Context, in *dayInput) (T, error) {
		site, err := caller(ctx).BoardSite(in.Site)
		if err != nil {
			var none T
			return none, err
		}
		return make(ctx, report.Ask{Site: site, Date: in.Day, Zone: in.Zone})
	}
	register(api, route{id: "report-" + name, method: http.MethodGet, path: "/reports/" + name, tag: "reports", needs: agent.ReadBoard, summary: summary},
		func(ctx context.Context, in *dayInput) (*body[T], error) {
			r, err := read(ctx, in)
			return &body[T]{r}, err
		})
	register(api, route{id: "report-" + name + "-csv", method: http.MethodGet, path: "/reports/" + name + ".csv", tag: "reports", needs: agent.ReadBoard,
		summary: "The same as a table for spreadsheets"},
		func(ctx context.Context, in *dayInput) (*huma.StreamResponse, error) {
			r, err := read(ctx, in)
			if err != nil {
				return nil, err
			}
			return sendTable(rows(r)), nil
		})
}

func queuesTable(r report.Queues) table {
	t := table{name: "queues-" + r.Day, head: []string{
		"queue", "zone", "begins", "offered", "answered", "in_target", "abandoned", "overflowed",
		"service_level", "abandon_rate", "average_wait_s", "longest_wait_s", "handled", "average_handle_s", "others", "target_s",
	}}
	for _, q := range r.Rows {
		for _, i := range q.Intervals {
			t.add(q.Name, q.Zone, local(i.At, q.Zone), i.Offered, i.Answered, i.InTarget, i.Abandoned, i.Overflowed,
				i.SL, i.Lost, i.ASA, i.LongestS, i.Handled, i.AHT, i.Others, q.TargetS)
		}
	}
	return t
}

func agentsTable(r report.Agents) table {
	t := table{name: "agents-" + r.Day, head: []string{
		"agent", "team", "offered", "accepted", "missed", "declined", "calls", "chats", "others", "transferred",
		"signed_in_s", "handle_s", "per_item_s", "occupancy",
	}}
	for _, a := range r.Rows {
		t.add(a.Name, a.Team, a.Offered, a.Accepted, a.Missed, a.Declined, a.Calls, a.Chats, a.Others, a.Transferred,
			a.SignedInS, a.HandleS, a.PerItemS, a.Occupancy)
	}
	return t
}

// hoursTable has a line for each agent and what they were away for, so that any reason has its place.
func hoursTable(r report.Hours) table {
	t := table{name: "hours-" + r.Day, head: []string{"agent", "team", "first", "last", "state", "reason", "seconds"}}
	for _, h := range r.Rows {
		last := ""
		if h.Last != nil {
			last = h.Last.UTC().Format(time.RFC3339)
		}
		line := func(state, reason string, s int) {
			if s > 0 {
				t.add(h.Name, h.Team, h.First.UTC().Format(time.RFC3339), last, state, reason, s)
			}
		}
		line("ready", "", h.ReadyS)
		line("ringing", "", h.RingingS)
		line("on_contact", "", h.OnContactS)
		line("wrap_up", "", h.WrapUpS)
		line("not_responding", "", h.NotRespondingS)
		for _, reason := range sorted(h.Away) {
			line("away", reason, h.Away[reason])
		}
	}
	return t
}

// local is a moment as a spreadsheet reads it, by the zone's own clocks.
func local(at time.Time, place string) string {
	if loc, err := zone.Load(place); err == nil {
		at = at.In(loc)
	}
	return at.Format("2006-01-02 15:04 -0700")
}
