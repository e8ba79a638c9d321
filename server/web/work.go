package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// registerWork adds what an agent does with the work they are offered.
func (d *Door) registerWork(api huma.API) {
	register(api, route{id: "get-my-work", method: http.MethodGet, path: "/me/work", tag: "work", needs: agent.Work,
		summary: "All that your console shows: offers, work in hand, your state"}, d.myWork)
	register(api, route{id: "set-my-status", method: http.MethodPut, path: "/me/status", tag: "work", needs: agent.Work,
		summary: "Say that you are available, away or leaving, now or after your last contact"}, d.setMyStatus)
	register(api, route{id: "accept-offer", method: http.MethodPost, path: "/offers/{id}/accept", tag: "work", needs: agent.Work, reaches: "offer",
		summary: "Take the work that you are offered"}, d.acceptOffer)
	register(api, route{id: "reject-offer", method: http.MethodPost, path: "/offers/{id}/reject", tag: "work", needs: agent.Work, reaches: "offer",
		summary: "Let the work pass; it keeps its place in line"}, d.rejectOffer)
	register(api, route{id: "get-work-item", method: http.MethodGet, path: "/work-items/{id}", tag: "work", needs: agent.Work, reaches: "item",
		summary: "One work item"}, d.workItem)
	register(api, route{id: "end-work-item", method: http.MethodPost, path: "/work-items/{id}/end", tag: "work", needs: agent.Work, reaches: "item",
		summary: "End the contact; wrap-up begins"}, d.endWorkItem)
	register(api, route{id: "extend-wrap-up", method: http.MethodPost, path: "/work-items/{id}/extend", tag: "work", needs: agent.Work, reaches: "item",
		summary: "Thirty seconds more of wrap-up"}, d.extendWrapUp)
	register(api, route{id: "finish-work-item", method: http.MethodPost, path: "/work-items/{id}/finish", tag: "work", needs: agent.Work, reaches: "item",
		summary: "End wrap-up: how it went, and what is left to do"}, d.finishWorkItem)
	register(api, route{id: "transfer-work-item", method: http.MethodPost, path: "/work-items/{id}/transfer", tag: "work", needs: agent.Work, reaches: "item",
		summary: "Give the work to a queue or to a colleague; it keeps its place"}, d.transferWorkItem)
	d.registerLine(api)
}

func (d *Door) myWork(ctx context.Context, _ *struct{}) (*body[routing.Snapshot], error) {
	s, err := d.svc.Work.Snapshot(ctx, caller(ctx).ID)
	return &body[routing.Snapshot]{s}, err
}

type statusInput struct {
	Body struct {
		Status presence.Status `json:"status" enum:"available,away,offline"`
		Reason string          `json:"reason,omitempty" doc:"With away: break, lunch, meeting, training, coaching, backoffice, personal, technical"`
		When   string          `json:"when,omitempty" enum:"now,next" default:"now" doc:"next: when the last contact in hand ends"`
	}
}

func (d *Door) setMyStatus(ctx context.Context, in *statusInput) (*body[presence.Desk], error) {
	who := caller(ctx)
	err := d.svc.Routing.Declare(ctx, who.Actor, who.ID, presence.Declaration{
		Status: in.Body.Status, Reason: in.Body.Reason, Next: in.Body.When == "next",
	})
	if err != nil {
		return nil, err
	}
	desk, err := d.svc.Work.Desk(ctx, who.ID)
	return &body[presence.Desk]{desk}, err
}

func (d *Door) acceptOffer(ctx context.Context, in *One) (*body[routing.Card], error) {
	it, err := d.svc.Routing.Accept(ctx, caller(ctx).ID, centre.OfferID(in.ID))
	return d.card(ctx, it, err)
}

type rejectInput struct {
	One
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"200"`
	}
}

func (d *Door) rejectOffer(ctx context.Context, in *rejectInput) (*struct{}, error) {
	return nil, d.svc.Routing.Reject(ctx, caller(ctx).ID, centre.OfferID(in.ID), in.Body.Reason)
}

func (d *Door) workItem(ctx context.Context, in *One) (*body[routing.Card], error) {
	card, err := d.svc.Work.Item(ctx, centre.ItemID(in.ID))
	return &body[routing.Card]{card}, err
}

func (d *Door) endWorkItem(ctx context.Context, in *One) (*body[routing.Card], error) {
	it, err := d.svc.Routing.End(ctx, caller(ctx).ID, centre.ItemID(in.ID))
	return d.card(ctx, it, err)
}

func (d *Door) extendWrapUp(ctx context.Context, in *One) (*body[routing.Card], error) {
	it, err := d.svc.Routing.Extend(ctx, caller(ctx).ID, centre.ItemID(in.ID))
	return d.card(ctx, it, err)
}

type finishInput struct {
	One
	Body struct {
		DispositionID centre.DispositionID `json:"disposition_id,omitempty" format:"uuid" reach:"disposition"`
		Note          string               `json:"note,omitempty" maxLength:"20000"`
		Ticket        *struct {
			Subject  string `json:"subject" minLength:"1" maxLength:"300"`
			Priority int    `json:"priority,omitempty" minimum:"1" maximum:"5" default:"3"`
		} `json:"ticket,omitempty" doc:"A case that this contact leaves behind"`
	}
}

func (d *Door) finishWorkItem(ctx context.Context, in *finishInput) (*body[routing.Card], error) {
	result := contact.Result{DispositionID: in.Body.DispositionID, Note: in.Body.Note}
	if t := in.Body.Ticket; t != nil {
		result.Ticket = &contact.NewTicket{Subject: t.Subject, Priority: t.Priority}
	}
	it, err := d.svc.Contacts.Finish(ctx, caller(ctx).ID, centre.ItemID(in.ID), result)
	return d.card(ctx, it, err)
}

type transferInput struct {
	One
	Body struct {
		QueueID centre.QueueID `json:"queue_id,omitempty" format:"uuid" reach:"queue"`
		AgentID centre.AgentID `json:"agent_id,omitempty" format:"uuid" reach:"agent"`
		Note    string         `json:"note,omitempty" maxLength:"1000" doc:"for whoever takes it; the customer does not see it"`
	}
}

func (d *Door) transferWorkItem(ctx context.Context, in *transferInput) (*body[routing.Card], error) {
	it, err := d.svc.Routing.Transfer(ctx, caller(ctx).ID, centre.ItemID(in.ID), routing.Destination{
		QueueID: in.Body.QueueID, AgentID: in.Body.AgentID, Note: in.Body.Note,
	})
	return d.card(ctx, it, err)
}

// card answers with an item as screens show it.
func (d *Door) card(ctx context.Context, it routing.Item, err error) (*body[routing.Card], error) {
	if err != nil {
		return nil, err
	}
	card, err := d.svc.Work.Item(ctx, it.ID)
	return &body[routing.Card]{card}, err
}
