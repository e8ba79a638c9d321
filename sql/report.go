package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/report"
)

var _ report.Books = (*Work)(nil)

// ReportQueues counts every queue of the site by the half hours of its own day.
func (w *Work) ReportQueues(ctx context.Context, site centre.SiteID, date string, now time.Time) ([]report.Sums, error) {
	var sums []report.Sums
	err := w.all(ctx, "report-queues", &sums, date, orNull(site), now)
	return sums, err
}

// ReportAgents counts what the agents of the site were offered and handed on.
func (w *Work) ReportAgents(ctx context.Context, site centre.SiteID, d report.Day) ([]report.AgentDay, error) {
	var rows []report.AgentDay
	err := w.all(ctx, "report-agents", &rows, d.Begins, d.Ends, orNull(site))
	return rows, err
}

// ReportSpells gives the state log of the site's agents, cut to the day.
func (w *Work) ReportSpells(ctx context.Context, site centre.SiteID, d report.Day, now time.Time) ([]report.Spell, error) {
	var spells []report.Spell
	err := w.all(ctx, "report-spells", &spells, d.Begins, d.Ends, orNull(site), now)
	return spells, err
}
