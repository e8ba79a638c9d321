package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/call"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// registerCalls adds the door for external telephone systems.
func (d *Door) registerCalls(api huma.API) {
	register(api, route{id: "announce-call", method: http.MethodPost, path: "/calls", tag: "calls", needs: agent.ReportCalls, status: http.StatusCreated,
		summary: "A call waits in your telephone system: look for an agent"}, d.announceCall)
	register(api, route{id: "callback-call", method: http.MethodPost, path: "/calls/{external_id}/callback", tag: "calls", needs: agent.ReportCalls,
		summary: "A caller who waits would rather be called in their turn: they keep their place and may hang up; asked again it is the same callback, to the newer number"}, d.callbackCall)
	register(api, route{id: "report-call", method: http.MethodPost, path: "/calls/{external_id}/events", tag: "calls", needs: agent.ReportCalls,
		summary: "Report what became of a call"}, d.reportCall)
}

type announceInput struct {
	Body struct {
		ExternalID string         `json:"external_id" minLength:"1" maxLength:"200" doc:"How your system names the call"`
		From       string         `json:"from" minLength:"1" maxLength:"40" doc:"The caller's number"`
		QueueID    centre.QueueID `json:"queue_id,omitempty" format:"uuid" reach:"queue"`
		QueueName  string         `json:"queue_name,omitempty" doc:"Instead of queue_id" reach:"queue name"`
		Subject    string         `json:"subject,omitempty" maxLength:"300" doc:"What the caller chose in a menu"`
		Custom     field.Values   `json:"custom,omitempty" doc:"What the menu learned, by key of the contact's own fields; queues may route by it"`
	}
}

func (d *Door) announceCall(ctx context.Context, in *announceInput) (*body[routing.Card], error) {
	it, err := d.svc.Calls.Announce(ctx, caller(ctx).Actor, call.Ringing{
		ExternalID: in.Body.ExternalID, From: in.Body.From, QueueID: in.Body.QueueID, QueueName: in.Body.QueueName, Subject: in.Body.Subject, Custom: in.Body.Custom,
	})
	if err == nil { // the call may be known already, at another site
		err = d.svc.Scope.Admit(ctx, caller(ctx), "item", string(it.ID))
	}
	return d.card(ctx, it, err)
}

type callbackCallInput struct {
	ExternalID string `path:"external_id" reach:"call"`
	Body       struct {
		Phone string `json:"phone" minLength:"1" maxLength:"40" doc:"To call; usually the caller's own"`
	}
}

func (d *Door) callbackCall(ctx context.Context, in *callbackCallInput) (*body[expected], error) {
	id, err := d.svc.Calls.Named(ctx, in.ExternalID)
	if err != nil {
		return nil, err
	}
	return expectedCall(d.svc.Callbacks.CallInstead(ctx, caller(ctx).Actor, id, callback.Instead{Phone: in.Body.Phone}))
}

type reportInput struct {
	ExternalID string `path:"external_id" reach:"call"`
	Body       struct {
		Kind  string `json:"kind" enum:"answered,ended"`
		Agent string `json:"agent,omitempty" doc:"With answered: the e-mail address of who answered"`
	}
}

func (d *Door) reportCall(ctx context.Context, in *reportInput) (*struct{}, error) {
	if in.Body.Kind == "answered" {
		_, err := d.svc.Calls.Answered(ctx, in.ExternalID, in.Body.Agent)
		return nil, err
	}
	return nil, d.svc.Calls.Ended(ctx, caller(ctx).Actor, in.ExternalID)
}
