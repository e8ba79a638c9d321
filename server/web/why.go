package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/routing"
)

// registerWhy adds the reasons of routing.
func (d *Door) registerWhy(api huma.API) {
	register(api, route{id: "why-work-item", method: http.MethodGet, path: "/work-items/{id}/why", tag: "work", needs: agent.Work, reaches: "item",
		summary: "Why this was offered to whom and, while it waits, why it still does; agents ask about what they were offered"}, d.whyWorkItem)
	register(api, route{id: "why-agent-idle", method: http.MethodGet, path: "/agents/{id}/why-idle", tag: "agents", needs: agent.Work, reaches: "agent",
		summary: "Why this agent is offered nothing; agents ask about themselves"}, d.whyAgentIdle)
}

func (d *Door) whyWorkItem(ctx context.Context, in *One) (*body[routing.Reasons], error) {
	why, err := d.svc.Why.Item(ctx, centre.ItemID(in.ID))
	if err == nil {
		err = mayAskAbout(caller(ctx), why)
	}
	if err != nil {
		return nil, err
	}
	return &body[routing.Reasons]{why}, nil
}

// mayAskAbout: supervisors who reach it, and whoever it was offered to.
func mayAskAbout(who agent.Caller, why routing.Reasons) error {
	if who.Role.May(agent.ReadBoard) {
		return nil
	}
	for _, d := range why.Decisions {
		if d.Agent.ID == string(who.ID) {
			return nil
		}
	}
	return &centre.Fault{Kind: centre.Forbidden, Code: "not_yours", Message: "this was never offered to you"}
}

func (d *Door) whyAgentIdle(ctx context.Context, in *One) (*body[routing.Idle], error) {
	who, id := caller(ctx), centre.AgentID(in.ID)
	if who.ID != id {
		if err := who.May(agent.ReadBoard); err != nil {
			return nil, err
		}
	}
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	idle, err := d.svc.Why.Idle(ctx, r, id)
	return &body[routing.Idle]{idle}, err
}
