package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// registerAgents adds the people who work here.
func (d *Door) registerAgents(api huma.API) {
	register(api, route{id: "list-agents", method: http.MethodGet, path: "/agents", tag: "agents", needs: agent.ReadPeople,
		summary: "Everybody who works here, by name"}, d.listAgents)
	register(api, route{id: "get-agent", method: http.MethodGet, path: "/agents/{id}", tag: "agents", needs: agent.ReadPeople, reaches: "agent",
		summary: "One person"}, d.getAgent)
	register(api, route{id: "create-agent", method: http.MethodPost, path: "/agents", tag: "agents", needs: agent.WritePeople, status: http.StatusCreated, secret: true,
		summary: "Add an agent, a supervisor or an admin"}, d.createAgent)
	register(api, route{id: "change-agent", method: http.MethodPatch, path: "/agents/{id}", tag: "agents", needs: agent.WritePeople, reaches: "agent",
		summary: "Change a person; inactive, they cannot sign in and are offered nothing"}, d.changeAgent)
	register(api, route{id: "set-agent-skills", method: http.MethodPut, path: "/agents/{id}/skills", tag: "agents", needs: agent.WritePeople, reaches: "agent",
		summary: "Replace a person's skills"}, d.setAgentSkills)
}

func (d *Door) listAgents(ctx context.Context, in *sitedInput) (*body[centre.List[agent.Agent]], error) {
	r, err := d.reach(ctx, in.Site)
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Agents.Agents(ctx, r, in.page())
	return &body[centre.List[agent.Agent]]{list}, err
}

func (d *Door) getAgent(ctx context.Context, in *One) (*body[agent.Agent], error) {
	a, err := d.svc.Agents.Agent(ctx, centre.AgentID(in.ID))
	return &body[agent.Agent]{a}, err
}

type newAgentInput struct {
	Body struct {
		Name     string         `json:"name"`
		Email    string         `json:"email"`
		Role     agent.Role     `json:"role" enum:"agent,supervisor,admin"`
		SiteID   centre.SiteID  `json:"site_id" format:"uuid"`
		TeamID   *centre.TeamID `json:"team_id,omitempty" format:"uuid" nullable:"true" reach:"team"`
		Locale   string         `json:"locale,omitempty" default:"en"`
		Password string         `json:"password,omitempty" doc:"10 characters or more; without one they cannot sign in yet"`
	}
}

func (d *Door) createAgent(ctx context.Context, in *newAgentInput) (*body[agent.Agent], error) {
	a, err := d.svc.Agents.Create(ctx, caller(ctx), agent.Agent{
		Name: in.Body.Name, Email: in.Body.Email, Role: in.Body.Role, SiteID: in.Body.SiteID, TeamID: in.Body.TeamID, Locale: in.Body.Locale,
	}, in.Body.Password)
	return &body[agent.Agent]{a}, err
}

type agentInput struct {
	One
	Body struct {
		Version int                      `json:"version" doc:"the version you changed"`
		Name    *string                  `json:"name,omitempty"`
		Email   *string                  `json:"email,omitempty"`
		Role    *agent.Role              `json:"role,omitempty" enum:"agent,supervisor,admin"`
		SiteID  *centre.SiteID           `json:"site_id,omitempty" format:"uuid"`
		TeamID  clearable[centre.TeamID] `json:"team_id,omitempty"`
		Locale  *string                  `json:"locale,omitempty"`
		Active  *bool                    `json:"active,omitempty"`
	}
}

func (d *Door) changeAgent(ctx context.Context, in *agentInput) (*body[agent.Agent], error) {
	b := in.Body
	a, err := d.svc.Agents.Change(ctx, caller(ctx), centre.AgentID(in.ID), agent.Change{
		Version: b.Version, Name: b.Name, Email: b.Email, Role: b.Role, SiteID: b.SiteID, TeamID: b.TeamID.to, Locale: b.Locale, Active: b.Active,
	})
	return &body[agent.Agent]{a}, err
}

type skillsInput struct {
	One
	Body []agent.Level `maxItems:"100"`
}

func (d *Door) setAgentSkills(ctx context.Context, in *skillsInput) (*body[agent.Agent], error) {
	a, err := d.svc.Agents.SetSkills(ctx, caller(ctx), centre.AgentID(in.ID), in.Body)
	return &body[agent.Agent]{a}, err
}
