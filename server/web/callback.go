package web

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/callback"
)

// registerCallbacks adds promises to call.
func (d *Door) registerCallbacks(api huma.API) {
	register(api, route{id: "list-callbacks", method: http.MethodGet, path: "/callbacks", tag: "callbacks", needs: agent.ReadCallbacks,
		summary: "Promises to call, the first due first"}, d.listCallbacks)
	register(api, route{id: "promise-callback", method: http.MethodPost, path: "/callbacks", tag: "callbacks", needs: agent.WriteCallbacks, status: http.StatusCreated,
		summary: "Promise to call at a time on the customer's own clock; promised again it is the same promise"}, d.promiseCallback)
	register(api, route{id: "check-callback", method: http.MethodPost, path: "/callbacks/check", tag: "callbacks", needs: agent.ReadCallbacks, keys: unkeyed,
		summary: "May a call be promised for then, and when else?"}, d.checkCallback)
	register(api, route{id: "get-callback", method: http.MethodGet, path: "/callbacks/{id}", tag: "callbacks", needs: agent.ReadCallbacks, reaches: "callback",
		summary: "One promise"}, d.getCallback)
	register(api, route{id: "dial-callback", method: http.MethodPost, path: "/callbacks/{id}/dial", tag: "callbacks", needs: agent.Work, reaches: "callback",
		summary: "Call the customer, with a permit or not at all"}, d.dialCallback)
	register(api, route{id: "permit-callback", method: http.MethodPost, path: "/callbacks/{id}/permits", tag: "callbacks", needs: agent.ReportCalls, reaches: "callback", status: http.StatusCreated,
		summary: "Your telephone system asks for leave to dial a callback that an agent accepted: once, within a minute"}, d.permitCallback)
	register(api, route{id: "use-permit", method: http.MethodPost, path: "/callbacks/{id}/permits/{permit_id}/use", tag: "callbacks", needs: agent.ReportCalls, reaches: "callback",
		summary: "Your telephone system begins to dial; refused when the permit was used or has expired"}, d.usePermit)
	register(api, route{id: "report-permit", method: http.MethodPost, path: "/callbacks/{id}/permits/{permit_id}/outcome", tag: "callbacks", needs: agent.ReportCalls, reaches: "callback",
		summary: "Your telephone system says how the dial went; failed: it could not be made, and is tried again later"}, d.reportPermit)
	register(api, route{id: "report-callback", method: http.MethodPost, path: "/callbacks/{id}/outcome", tag: "callbacks", needs: agent.WriteCallbacks, reaches: "callback",
		summary: "Say how the call went"}, d.reportCallback)
	register(api, route{id: "move-callback", method: http.MethodPost, path: "/callbacks/{id}/move", tag: "callbacks", needs: agent.WriteCallbacks, reaches: "callback",
		summary: "Promise another time instead"}, d.moveCallback)
	register(api, route{id: "cancel-callback", method: http.MethodPost, path: "/callbacks/{id}/cancel", tag: "callbacks", needs: agent.WriteCallbacks, reaches: "callback",
		summary: "Take a promise back that nobody needs any more"}, d.cancelCallback)
}

type callbacksInput struct {
	Listed
	Sited
	State string    `query:"state" doc:"One state or several, separated by commas" example:"scheduled,due"`
	Owner string    `query:"owner" format:"uuid"`
	From  time.Time `query:"from" doc:"Due then or later"`
	To    time.Time `query:"to" doc:"Due before then"`
}

func (d *Door) listCallbacks(ctx context.Context, in *callbacksInput) (*body[centre.List[callback.Callback]], error) {
	r, err := d.reach(ctx, in.Site)
	if err != nil {
		return nil, err
	}
	f := callback.Filter{Reach: r, OwnerID: centre.AgentID(in.Owner), From: in.From, To: in.To}
	if f.States, err = states(in.State, callback.States); err != nil {
		return nil, err
	}
	list, err := d.svc.Callbacks.Callbacks(ctx, f, centre.Page{Limit: in.Limit, Cursor: in.Cursor})
	return &body[centre.List[callback.Callback]]{list}, err
}

// Asked is when and where somebody wants to be called; exported for Huma, like Listed.
type Asked struct {
	Phone string `json:"phone" minLength:"1" maxLength:"40" example:"+1 212 555 0100"`
	Local string `json:"local" doc:"On the customer's own clock" example:"2026-11-23T10:15"`
	Zone  string `json:"zone" doc:"The customer's, by its IANA name" example:"America/New_York"`
}

func (a Asked) ask() callback.Ask { return callback.Ask{Phone: a.Phone, Local: a.Local, Zone: a.Zone} }

type promiseInput struct {
	Body struct {
		Asked
		CustomerID centre.CustomerID `json:"customer_id" format:"uuid" reach:"customer"`
		QueueID    centre.QueueID    `json:"queue_id" format:"uuid" reach:"queue"`
		OwnerID    centre.AgentID    `json:"owner_id,omitempty" format:"uuid" doc:"Whom it waits for first; left out, anyone" reach:"agent"`
		ContactID  centre.ContactID  `json:"contact_id,omitempty" format:"uuid" doc:"The contact in which it is promised" reach:"contact"`
		Topic      string            `json:"topic" minLength:"1" maxLength:"300"`
	}
}

func (d *Door) promiseCallback(ctx context.Context, in *promiseInput) (*body[callback.Callback], error) {
	b := in.Body
	c, err := d.svc.Callbacks.Promise(ctx, caller(ctx).Actor, callback.Promise{
		Ask: b.ask(), CustomerID: b.CustomerID, QueueID: b.QueueID, OwnerID: b.OwnerID, ContactID: b.ContactID, Topic: b.Topic,
	})
	return &body[callback.Callback]{c}, err
}

type checkInput struct {
	Body Asked
}

func (d *Door) checkCallback(_ context.Context, in *checkInput) (*body[callback.Answer], error) {
	a, err := d.svc.Callbacks.Check(in.Body.ask())
	return &body[callback.Answer]{a}, err
}

func (d *Door) getCallback(ctx context.Context, in *One) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Callback(ctx, centre.CallbackID(in.ID))
	return &body[callback.Callback]{c}, err
}

func (d *Door) dialCallback(ctx context.Context, in *One) (*body[callback.Dialled], error) {
	dialled, err := d.svc.Callbacks.Dial(ctx, caller(ctx).Actor, centre.CallbackID(in.ID))
	return &body[callback.Dialled]{dialled}, err
}

func (d *Door) permitCallback(ctx context.Context, in *One) (*body[callback.Grant], error) {
	g, err := d.svc.Callbacks.Leave(ctx, caller(ctx).Actor, centre.CallbackID(in.ID))
	return &body[callback.Grant]{g}, err
}

// Permitted names a permit of a callback; exported for Huma, like Listed.
type Permitted struct {
	One
	PermitID centre.PermitID `path:"permit_id" format:"uuid"`
}

func (d *Door) usePermit(ctx context.Context, in *Permitted) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Use(ctx, caller(ctx).Actor, centre.CallbackID(in.ID), in.PermitID)
	return &body[callback.Callback]{c}, err
}

type reportPermitInput struct {
	Permitted
	Body struct {
		Outcome callback.Outcome `json:"outcome" enum:"reached,no_answer,busy,machine,wrong_number,refused,failed"`
	}
}

func (d *Door) reportPermit(ctx context.Context, in *reportPermitInput) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Report(ctx, caller(ctx).Actor, centre.CallbackID(in.ID), in.PermitID, in.Body.Outcome)
	return &body[callback.Callback]{c}, err
}

type outcomeInput struct {
	One
	Body struct {
		Outcome callback.Outcome `json:"outcome" enum:"reached,no_answer,busy,machine,wrong_number,refused"`
		Note    string           `json:"note,omitempty" maxLength:"2000"`
	}
}

func (d *Door) reportCallback(ctx context.Context, in *outcomeInput) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Outcome(ctx, caller(ctx).Actor, centre.CallbackID(in.ID), in.Body.Outcome, in.Body.Note)
	return &body[callback.Callback]{c}, err
}

type moveInput struct {
	One
	Body struct {
		Local string `json:"local" example:"2026-11-23T10:15"`
		Zone  string `json:"zone" example:"America/New_York"`
	}
}

func (d *Door) moveCallback(ctx context.Context, in *moveInput) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Move(ctx, caller(ctx).Actor, centre.CallbackID(in.ID), in.Body.Local, in.Body.Zone)
	return &body[callback.Callback]{c}, err
}

type cancelInput struct {
	One
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (d *Door) cancelCallback(ctx context.Context, in *cancelInput) (*body[callback.Callback], error) {
	c, err := d.svc.Callbacks.Cancel(ctx, caller(ctx).Actor, centre.CallbackID(in.ID), in.Body.Reason)
	return &body[callback.Callback]{c}, err
}
