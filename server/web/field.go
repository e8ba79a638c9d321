package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/field"
)

// registerFields adds the definitions of the company's own fields.
func (d *Door) registerFields(api huma.API) {
	register(api, route{id: "list-fields", method: http.MethodGet, path: "/fields", tag: "fields", needs: agent.ReadConfig,
		summary: "Custom fields in the order in which screens show them"}, d.listFields)
	register(api, route{id: "create-field", method: http.MethodPost, path: "/fields", tag: "fields", needs: agent.WriteConfig, status: http.StatusCreated,
		summary: "Define a custom field"}, d.createField)
	register(api, route{id: "edit-field", method: http.MethodPatch, path: "/fields/{id}", tag: "fields", needs: agent.WriteConfig,
		summary: "Change a custom field; its key, entity and type are for life"}, d.editField)
	register(api, route{id: "remove-field", method: http.MethodDelete, path: "/fields/{id}", tag: "fields", needs: agent.WriteConfig,
		summary: "Remove a custom field; values already stored are hidden, not lost"}, d.removeField)
}

type fieldsInput struct {
	Listed
	Entity field.Entity `query:"entity" enum:"customer,contact,ticket"`
}

func (d *Door) listFields(ctx context.Context, in *fieldsInput) (*body[centre.List[field.Definition]], error) {
	list, err := d.svc.Fields.Page(ctx, in.Entity, in.page())
	return &body[centre.List[field.Definition]]{list}, err
}

type createFieldInput struct {
	Body struct {
		Entity   field.Entity `json:"entity" enum:"customer,contact,ticket"`
		Key      string       `json:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
		Label    string       `json:"label" minLength:"1" maxLength:"80"`
		Type     field.Type   `json:"type" enum:"text,number,bool,date,choice"`
		Choices  []string     `json:"choices,omitempty" maxItems:"100" doc:"With type choice"`
		Position int          `json:"position,omitempty" minimum:"0" maximum:"1000000"`
		OnOffer  bool         `json:"on_offer,omitempty" doc:"Shown while work rings"`
	}
}

func (d *Door) createField(ctx context.Context, in *createFieldInput) (*body[field.Definition], error) {
	f, err := d.svc.Fields.Define(ctx, caller(ctx).Actor, field.Definition{
		Entity: in.Body.Entity, Key: in.Body.Key, Label: in.Body.Label, Type: in.Body.Type, Choices: in.Body.Choices,
		Position: in.Body.Position, OnOffer: in.Body.OnOffer,
	})
	return &body[field.Definition]{f}, err
}

type editFieldInput struct {
	One
	Body struct {
		Version  int       `json:"version" doc:"As you last saw it"`
		Label    *string   `json:"label,omitempty" minLength:"1" maxLength:"80"`
		Choices  *[]string `json:"choices,omitempty" maxItems:"100"`
		Position *int      `json:"position,omitempty" minimum:"0" maximum:"1000000"`
		OnOffer  *bool     `json:"on_offer,omitempty"`
	}
}

func (d *Door) editField(ctx context.Context, in *editFieldInput) (*body[field.Definition], error) {
	f, err := d.svc.Fields.Edit(ctx, caller(ctx).Actor, field.ID(in.ID), in.Body.Version, field.Edit{
		Label: in.Body.Label, Choices: in.Body.Choices, Position: in.Body.Position, OnOffer: in.Body.OnOffer,
	})
	return &body[field.Definition]{f}, err
}

func (d *Door) removeField(ctx context.Context, in *One) (*struct{}, error) {
	return nil, d.svc.Fields.Remove(ctx, caller(ctx).Actor, field.ID(in.ID))
}
