package sql

import (
	"context"
	"encoding/json"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

var (
	_ agent.Store  = (*Work)(nil)
	_ agent.Reader = (*Work)(nil)
)

type agentRow struct {
	ID        centre.AgentID     `db:"id"`
	SiteID    centre.SiteID      `db:"site_id"`
	TeamID    *centre.TeamID     `db:"team_id"`
	Email     string             `db:"email"`
	Name      string             `db:"name"`
	Role      agent.Role         `db:"role"`
	Locale    string             `db:"locale"`
	Active    bool               `db:"active"`
	CreatedAt time.Time          `db:"created_at"`
	Version   int                `db:"version"`
	Skills    doc[[]agent.Level] `db:"skills"`
}

func (r agentRow) agent() agent.Agent {
	return agent.Agent{
		ID: r.ID, SiteID: r.SiteID, TeamID: r.TeamID, Email: r.Email, Name: r.Name, Role: r.Role, Locale: r.Locale,
		Active: r.Active, Skills: r.Skills.V, CreatedAt: r.CreatedAt, Version: r.Version,
	}
}

// Agent gives one person.
func (w *Work) Agent(ctx context.Context, id centre.AgentID) (agent.Agent, error) {
	var r agentRow
	err := w.one(ctx, "agent", &r, id)
	return r.agent(), err
}

// LockAgent reads a person and holds them until the transaction ends.
func (w *Work) LockAgent(ctx context.Context, id centre.AgentID) (agent.Agent, error) {
	var r agentRow
	err := w.one(ctx, "lock-agent", &r, id)
	return r.agent(), err
}

// AgentsByName gives people in reach after a place in the order of names.
func (w *Work) AgentsByName(ctx context.Context, r centre.Reach, after centre.Named, limit int) ([]agent.Agent, error) {
	by := seenBy(r)
	var rows []agentRow
	err := w.all(ctx, "agents-by-name", &rows, after.Name, after.ID, limit, by.site, by.queues, by.only)
	return each(rows, agentRow.agent), err
}

// AddAgent keeps a new person, with a desk at which they are offline.
func (w *Work) AddAgent(ctx context.Context, a *agent.Agent, hash string) error {
	_, err := w.exec(ctx, "add-agent", a.ID, a.SiteID, a.TeamID, a.Email, a.Name, a.Role, a.Locale, a.Active, a.CreatedAt, a.Version, hash)
	return err
}

// SaveAgent keeps a person as changed, as the next version.
func (w *Work) SaveAgent(ctx context.Context, a *agent.Agent) error {
	a.Version++
	return w.change(ctx, "save-agent", a.ID, a.SiteID, a.TeamID, a.Email, a.Name, a.Role, a.Locale, a.Active, a.Version)
}

// SaveLevels replaces a person's skills.
func (w *Work) SaveLevels(ctx context.Context, id centre.AgentID, levels []agent.Level) error {
	if _, err := w.exec(ctx, "drop-levels", id); err != nil {
		return err
	}
	body, err := json.Marshal(append([]agent.Level{}, levels...)) // none is [], not null
	if err == nil {
		_, err = w.exec(ctx, "add-levels", id, string(body))
	}
	return err
}

// LockAdmins holds all active admins and gives their ids.
func (w *Work) LockAdmins(ctx context.Context) ([]centre.AgentID, error) {
	var ids []centre.AgentID
	err := w.all(ctx, "lock-admins", &ids)
	return ids, err
}

// Profile gives a person as their own screen shows them.
func (w *Work) Profile(ctx context.Context, id centre.AgentID) (agent.Profile, error) {
	var r struct {
		ID       centre.AgentID `db:"id"`
		Name     string         `db:"name"`
		Email    string         `db:"email"`
		Role     agent.Role     `db:"role"`
		Locale   string         `db:"locale"`
		TeamID   string         `db:"team_id"`
		TeamName string         `db:"team_name"`
		SiteID   string         `db:"site_id"`
		SiteName string         `db:"site_name"`
	}
	err := w.one(ctx, "profile", &r, id)
	p := agent.Profile{ID: r.ID, Name: r.Name, Email: r.Email, Role: r.Role, Locale: r.Locale, Site: &agent.Ref{ID: r.SiteID, Name: r.SiteName}}
	if r.TeamID != "" {
		p.Team = &agent.Ref{ID: r.TeamID, Name: r.TeamName}
	}
	return p, err
}

// each turns rows into what they stand for.
func each[R, T any](rows []R, turn func(R) T) []T {
	all := make([]T, len(rows))
	for i, r := range rows {
		all[i] = turn(r)
	}
	return all
}
