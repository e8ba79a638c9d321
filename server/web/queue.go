package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

// registerQueues adds queues and how their contacts may end.
func (d *Door) registerQueues(api huma.API) {
	register(api, route{id: "list-queues", method: http.MethodGet, path: "/queues", tag: "queues", needs: agent.ReadConfig,
		summary: "Every queue, by name"}, d.listQueues)
	register(api, route{id: "get-queue", method: http.MethodGet, path: "/queues/{id}", tag: "queues", needs: agent.ReadConfig, reaches: "queue",
		summary: "One queue"}, d.getQueue)
	register(api, route{id: "create-queue", method: http.MethodPost, path: "/queues", tag: "queues", needs: agent.WriteQueues, status: http.StatusCreated,
		summary: "Add a queue to a site"}, d.createQueue)
	register(api, route{id: "change-queue", method: http.MethodPatch, path: "/queues/{id}", tag: "queues", needs: agent.WriteQueues, reaches: "queue",
		summary: "Change a queue, its hours or who serves it"}, d.changeQueue)

	register(api, route{id: "begin-surge", method: http.MethodPut, path: "/queues/{id}/surge", tag: "queues", needs: agent.SwitchSurge, reaches: "queue",
		summary: "Say that more comes to a queue than it can serve: those who wait are told and offered a call, and its agents are left to them"}, d.beginSurge)
	register(api, route{id: "end-surge", method: http.MethodDelete, path: "/queues/{id}/surge", tag: "queues", needs: agent.SwitchSurge, reaches: "queue", status: http.StatusOK,
		summary: "End a surge before its time"}, d.endSurge)

	d.registerPackages(api)

	register(api, route{id: "list-dispositions", method: http.MethodGet, path: "/dispositions", tag: "dispositions", needs: agent.ReadConfig,
		summary: "Every way a contact can end, or those of one queue; by code"}, d.listDispositions)
	register(api, route{id: "get-disposition", method: http.MethodGet, path: "/dispositions/{id}", tag: "dispositions", needs: agent.ReadConfig, reaches: "disposition",
		summary: "One disposition"}, d.getDisposition)
	register(api, route{id: "create-disposition", method: http.MethodPost, path: "/dispositions", tag: "dispositions", needs: agent.WriteQueues, status: http.StatusCreated,
		summary: "Add a way for contacts to end"}, d.createDisposition)
	register(api, route{id: "change-disposition", method: http.MethodPatch, path: "/dispositions/{id}", tag: "dispositions", needs: agent.WriteQueues, reaches: "disposition",
		summary: "Change a disposition; its code stays"}, d.changeDisposition)
}

func (d *Door) listQueues(ctx context.Context, in *sitedInput) (*body[centre.List[floor.Queue]], error) {
	r, err := d.reach(ctx, in.Site)
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Floor.Queues(ctx, r, in.page())
	return &body[centre.List[floor.Queue]]{list}, err
}

func (d *Door) getQueue(ctx context.Context, in *One) (*body[floor.Queue], error) {
	q, err := d.svc.Floor.Queue(ctx, centre.QueueID(in.ID))
	return &body[floor.Queue]{q}, err
}

// QueueFields are what can be set about a queue; what is left out stays, or is
// the usual.
type QueueFields struct {
	CalendarID clearable[centre.CalendarID] `json:"calendar_id,omitempty"`
	Priority   *int                         `json:"priority,omitempty" doc:"1 first … 9 last"`
	TargetS    *int                         `json:"target_s,omitempty"`
	OfferS     *int                         `json:"offer_s,omitempty"`
	WrapMode   *routing.WrapMode            `json:"wrap_mode,omitempty" enum:"none,optional,timed,mandatory"`
	WrapS      *int                         `json:"wrap_s,omitempty"`
	WrapMaxS   *int                         `json:"wrap_max_s,omitempty"`
	Required   *[]routing.Need              `json:"required,omitempty" maxItems:"20"`
	Rings      *[]routing.Ring              `json:"rings,omitempty" maxItems:"6" doc:"each asks for no more than the one before"`
	Choice     *routing.Choice              `json:"choice,omitempty" enum:"auto,longest_idle,least_occupied,most_skilled,narrowest_first,round_robin"`
	Members    *[]centre.AgentID            `json:"members,omitempty" maxItems:"5000" reach:"agent"`
	Public     *bool                        `json:"public,omitempty"`

	WhenClosed *routing.WhenClosed  `json:"when_closed,omitempty" enum:"refuse,defer" doc:"of chats; tickets wait and calls are refused in any case"`
	FieldRules *[]routing.FieldRule `json:"field_rules,omitempty" maxItems:"50" doc:"the first that fits applies to what arrives"`

	Overflow *[]routing.Overflow `json:"overflow,omitempty" maxItems:"10" doc:"what becomes of work that waits too long: the first that fits applies; queues must not overflow in a circle"`

	SurgeAuto *bool   `json:"surge_auto,omitempty" doc:"whether a surge may begin by itself"`
	SurgeText *string `json:"surge_text,omitempty" doc:"what customers who wait are told of a surge; empty: the usual"`

	StickyS        clearableNumber `json:"sticky_s,omitempty" doc:"seconds that work waits for the agent who knows its customer; 0: not at all; null: as is usual on its channel"`
	Reserve        *int            `json:"reserve,omitempty" doc:"idle agents kept free for tiers A and B: 0, 1 or 2"`
	Interruptible  *bool           `json:"interruptible,omitempty" doc:"its tickets and e-mails give way to calls; what is on offer or in hand stays as it was offered"`
	Bias           *int            `json:"bias,omitempty" doc:"points before the work of other queues"`
	CallbackAfterS *int            `json:"callback_after_s,omitempty" doc:"0: nobody who waits is offered a call instead"`
	BackAfterS     *int            `json:"back_after_s,omitempty" doc:"0: who missed an offer is asked again when they say that they are there"`
	DeclinesAnHour *int            `json:"declines_an_hour,omitempty" doc:"0: nobody hears how often somebody declines"`

	SilenceWarnS  *int `json:"silence_warn_s,omitempty" doc:"0: customers who do not answer in a chat are not warned"`
	SilenceCloseS *int `json:"silence_close_s,omitempty" doc:"0: chats whose customer does not answer stay open"`
}

func (f QueueFields) change(name *string) floor.QueueChange {
	return floor.QueueChange{
		CalendarID: f.CalendarID.to, Name: name, Priority: f.Priority, TargetS: f.TargetS, OfferS: f.OfferS, WrapMode: f.WrapMode,
		WrapS: f.WrapS, WrapMaxS: f.WrapMaxS, Required: f.Required, Rings: f.Rings, Choice: f.Choice, Members: f.Members, Public: f.Public, FieldRules: f.FieldRules, Overflow: f.Overflow, SurgeAuto: f.SurgeAuto, SurgeText: f.SurgeText, Bias: f.Bias, Reserve: f.Reserve, StickyS: f.StickyS.to, Interruptible: f.Interruptible, CallbackAfterS: f.CallbackAfterS, BackAfterS: f.BackAfterS, DeclinesAnHour: f.DeclinesAnHour,
		WhenClosed: f.WhenClosed, SilenceWarnS: f.SilenceWarnS, SilenceCloseS: f.SilenceCloseS,
	}
}

type newQueueInput struct {
	Body struct {
		Name   string        `json:"name"`
		SiteID centre.SiteID `json:"site_id" format:"uuid"`
		QueueFields
	}
}

func (d *Door) createQueue(ctx context.Context, in *newQueueInput) (*body[floor.Queue], error) {
	if err := d.maySend(ctx, in.Body.QueueFields, floor.Queue{}); err != nil {
		return nil, err
	}
	q, err := d.svc.Floor.CreateQueue(ctx, caller(ctx), in.Body.SiteID, in.Body.change(&in.Body.Name))
	return &body[floor.Queue]{q}, err
}

type queueInput struct {
	One
	Body struct {
		Version int     `json:"version" doc:"the version you changed"`
		Name    *string `json:"name,omitempty"`
		QueueFields
	}
}

func (d *Door) changeQueue(ctx context.Context, in *queueInput) (*body[floor.Queue], error) {
	if in.Body.FieldRules != nil || in.Body.Overflow != nil {
		now, err := d.svc.Floor.Queue(ctx, centre.QueueID(in.ID))
		if err == nil {
			err = d.maySend(ctx, in.Body.QueueFields, now)
		}
		if err != nil {
			return nil, err
		}
	}
	q, err := d.svc.Floor.ChangeQueue(ctx, caller(ctx), centre.QueueID(in.ID), in.Body.Version, in.Body.change(in.Body.Name))
	return &body[floor.Queue]{q}, err
}

// maySend refuses rules that send work to a queue that the caller does not reach, but
// for where the rules that stand send some already: an admin said so.
func (d *Door) maySend(ctx context.Context, asked QueueFields, standing floor.Queue) error {
	known := map[centre.QueueID]bool{"": true}
	for _, r := range standing.FieldRules {
		known[r.QueueID] = true
	}
	for _, r := range standing.Overflow {
		known[r.QueueID] = true
	}
	for i, r := range given(asked.FieldRules) {
		if err := d.maySendTo(ctx, known, r.QueueID, fmt.Sprintf("field_rules[%d].queue_id", i)); err != nil {
			return err
		}
	}
	for i, r := range given(asked.Overflow) {
		if err := d.maySendTo(ctx, known, r.QueueID, fmt.Sprintf("overflow[%d].queue_id", i)); err != nil {
			return err
		}
	}
	return nil
}

// given is a list that may have been left out.
func given[T any](list *[]T) []T {
	if list == nil {
		return nil
	}
	return *list
}

// maySendTo refuses a queue that is neither known nor in the caller's reach, as a fault of the field.
func (d *Door) maySendTo(ctx context.Context, known map[centre.QueueID]bool, id centre.QueueID, field string) error {
	if known[id] {
		return nil
	}
	err := d.svc.Scope.Admit(ctx, caller(ctx), "queue", string(id))
	if centre.IsKind(err, centre.NotFound) {
		return centre.Field(field, "no such queue")
	}
	return err
}

type dispositionsInput struct {
	Listed
	QueueID centre.QueueID `query:"queue_id" format:"uuid" doc:"only those that this queue's contacts can end with"`
}

func (d *Door) listDispositions(ctx context.Context, in *dispositionsInput) (*body[centre.List[floor.Disposition]], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Floor.Dispositions(ctx, r, in.QueueID, in.page())
	return &body[centre.List[floor.Disposition]]{list}, err
}

func (d *Door) getDisposition(ctx context.Context, in *One) (*body[floor.Disposition], error) {
	x, err := d.svc.Floor.Disposition(ctx, centre.DispositionID(in.ID))
	return &body[floor.Disposition]{x}, err
}

type newDispositionInput struct {
	Body struct {
		QueueID  *centre.QueueID `json:"queue_id,omitempty" format:"uuid" nullable:"true" doc:"null: for every queue" reach:"queue"`
		Code     string          `json:"code" doc:"1 to 50 of a-z, 0-9 and _"`
		Label    string          `json:"label"`
		Position int             `json:"position,omitempty" minimum:"0" maximum:"1000000"`
	}
}

func (d *Door) createDisposition(ctx context.Context, in *newDispositionInput) (*body[floor.Disposition], error) {
	x, err := d.svc.Floor.CreateDisposition(ctx, caller(ctx), floor.Disposition{
		QueueID: in.Body.QueueID, Code: in.Body.Code, Label: in.Body.Label, Position: in.Body.Position,
	})
	return &body[floor.Disposition]{x}, err
}

type dispositionInput struct {
	One
	Body struct {
		Version  int     `json:"version" doc:"the version you changed"`
		Label    *string `json:"label,omitempty"`
		Position *int    `json:"position,omitempty" minimum:"0" maximum:"1000000"`
		Active   *bool   `json:"active,omitempty"`
	}
}

func (d *Door) changeDisposition(ctx context.Context, in *dispositionInput) (*body[floor.Disposition], error) {
	x, err := d.svc.Floor.ChangeDisposition(ctx, caller(ctx), centre.DispositionID(in.ID), in.Body.Version,
		floor.DispositionChange{Label: in.Body.Label, Position: in.Body.Position, Active: in.Body.Active})
	return &body[floor.Disposition]{x}, err
}
