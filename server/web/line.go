package web

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/routing"
)

// registerLine adds what people do with work that waits.
func (d *Door) registerLine(api huma.API) {
	register(api, route{id: "get-lineup", method: http.MethodGet, path: "/queues/{id}/waiting", tag: "work", needs: agent.ReadBoard, reaches: "queue",
		summary: "What waits or rings in the queue, whose turn is next first; 500 items at most"}, d.listWaiting)
	register(api, route{id: "get-takeable", method: http.MethodGet, path: "/me/waiting", tag: "work", needs: agent.Work,
		summary: "What waits in the queues that you serve, and what of it you could take now"}, d.listTakeable)
	register(api, route{id: "pull-work-item", method: http.MethodPost, path: "/work-items/{id}/pull", tag: "work", needs: agent.Work, reaches: "item",
		summary: "Take waiting work yourself, out of its turn; who may push need not serve its queue"}, d.pullWorkItem)
	register(api, route{id: "push-work-item", method: http.MethodPost, path: "/work-items/{id}/push", tag: "work", needs: agent.DirectWork, reaches: "item",
		summary: "Ring waiting work at one agent's desk, out of its turn; 409 cannot_take says why they cannot"}, d.pushWorkItem)
	register(api, route{id: "age-work-item", method: http.MethodPost, path: "/work-items/{id}/age", tag: "work", needs: agent.DirectWork, reaches: "item",
		summary: "Move waiting work forward in its line, or back; what is told of its waiting stays true"}, d.ageWorkItem)
}

func (d *Door) listWaiting(ctx context.Context, in *One) (*body[routing.Lineup], error) {
	l, err := d.svc.Work.Lineup(ctx, centre.QueueID(in.ID))
	return &body[routing.Lineup]{l}, err
}

func (d *Door) listTakeable(ctx context.Context, _ *struct{}) (*body[routing.Takeable], error) {
	who := caller(ctx)
	t, err := d.svc.Work.Takeable(ctx, d.svc.Why, who.ID, who.Role.May(agent.DirectWork))
	return &body[routing.Takeable]{t}, err
}

func (d *Door) pullWorkItem(ctx context.Context, in *One) (*body[routing.Card], error) {
	who := caller(ctx)
	it, err := d.svc.Routing.Pull(ctx, who.ID, who.Role.May(agent.DirectWork), centre.ItemID(in.ID))
	return d.card(ctx, it, err)
}

type pushInput struct {
	One
	Body struct {
		AgentID centre.AgentID `json:"agent_id" format:"uuid" reach:"agent"`
	}
}

func (d *Door) pushWorkItem(ctx context.Context, in *pushInput) (*body[routing.Card], error) {
	it, err := d.svc.Routing.Push(ctx, caller(ctx).Actor, centre.ItemID(in.ID), in.Body.AgentID)
	return d.card(ctx, it, err)
}

type ageInput struct {
	One
	Body struct {
		AgeAdjustS int  `json:"age_adjust_s" minimum:"-86400" maximum:"86400" doc:"it stands in line as if it had arrived so many seconds earlier; below zero: later; 0: as it came"`
		WasS       *int `json:"was_s,omitempty" doc:"what it was when you looked; 409 age_changed when it is not any more"`
	}
}

func (d *Door) ageWorkItem(ctx context.Context, in *ageInput) (*body[routing.Card], error) {
	to := routing.Age{Adjust: time.Duration(in.Body.AgeAdjustS) * time.Second}
	if in.Body.WasS != nil {
		was := time.Duration(*in.Body.WasS) * time.Second
		to.Was = &was
	}
	it, err := d.svc.Routing.Age(ctx, caller(ctx).Actor, centre.ItemID(in.ID), to)
	return d.card(ctx, it, err)
}
