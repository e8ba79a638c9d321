package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/screen"
)

// registerCustomers adds who we serve. Who was merged answers with the survivor.
func (d *Door) registerCustomers(api huma.API) {
	register(api, route{id: "list-customers", method: http.MethodGet, path: "/customers", tag: "customers", needs: agent.ReadCustomers,
		summary: "Customers, the latest first; with q those it finds, best first"}, d.listCustomers)
	register(api, route{id: "create-customer", method: http.MethodPost, path: "/customers", tag: "customers", needs: agent.WriteCustomers, status: http.StatusCreated,
		summary: "Add a customer"}, d.createCustomer)
	register(api, route{id: "get-customer", method: http.MethodGet, path: "/customers/{id}", tag: "customers", needs: agent.ReadCustomers, reaches: "customer",
		summary: "One customer"}, d.getCustomer)
	register(api, route{id: "edit-customer", method: http.MethodPatch, path: "/customers/{id}", tag: "customers", needs: agent.WriteCustomers, reaches: "customer",
		summary: "Change what is known of a customer"}, d.editCustomer)
	register(api, route{id: "get-screen", method: http.MethodGet, path: "/customers/{id}/screen", tag: "customers", needs: agent.ReadCustomers, reaches: "customer",
		summary: "All that an agent should know before saying hello, in at most 12 kB"}, d.getScreen)
	register(api, route{id: "list-timeline", method: http.MethodGet, path: "/customers/{id}/timeline", tag: "customers", needs: agent.ReadCustomers, reaches: "customer",
		summary: "A customer's contacts, tickets, callbacks and merges, the latest first"}, d.listTimeline)
	d.registerRelations(api)
}

type customersInput struct {
	Listed
	Sited
	Q string `query:"q" maxLength:"200" doc:"Part of a name, an e-mail address, a telephone number or another system's id"`
}

func (d *Door) listCustomers(ctx context.Context, in *customersInput) (*body[centre.List[customer.Customer]], error) {
	r, err := d.reach(ctx, in.Site)
	if err != nil {
		return nil, err
	}
	if in.Q == "" {
		list, err := d.svc.Customers.List(ctx, r, in.page())
		return &body[centre.List[customer.Customer]]{list}, err
	}
	found, err := d.svc.Customers.Customers(ctx, r, in.Q, in.page())
	return &body[centre.List[customer.Customer]]{found}, err
}

// ProfileInput is what may be said about a customer, new or known; Huma embeds
// only what is exported.
type ProfileInput struct {
	SiteID      clearable[centre.SiteID] `json:"site_id,omitempty" reach:"site" doc:"null: of no site, so everybody's"`
	Name        *string                  `json:"name,omitempty" maxLength:"200"`
	Tier        *string                  `json:"tier,omitempty" enum:"A,B,C"`
	Language    *string                  `json:"language,omitempty" maxLength:"35" doc:"BCP 47, such as en-US"`
	Zone        *string                  `json:"zone,omitempty" maxLength:"64" doc:"IANA zone, such as America/New_York"`
	Needs       *[]string                `json:"needs,omitempty" maxItems:"10"`
	Preferences map[string]*string       `json:"preferences,omitempty" doc:"By key; null takes one away"`
	Consent     *struct {
		Calls     customer.Consent `json:"calls,omitempty" enum:"yes,no,unknown"`
		Email     customer.Consent `json:"email,omitempty" enum:"yes,no,unknown"`
		SMS       customer.Consent `json:"sms,omitempty" enum:"yes,no,unknown"`
		Recording customer.Consent `json:"recording,omitempty" enum:"yes,no,unknown"`
	} `json:"consent,omitempty"`
	Custom map[string]any `json:"custom,omitempty" doc:"By the field's key; null takes a value away"`
}

func (p ProfileInput) edit() customer.Edit {
	e := customer.Edit{
		SiteID: p.SiteID.to, Name: p.Name, Tier: p.Tier, Language: p.Language, Zone: p.Zone,
		Needs: p.Needs, Preferences: p.Preferences, Custom: p.Custom,
	}
	if c := p.Consent; c != nil {
		e.Consent = &customer.Consents{Calls: c.Calls, Email: c.Email, SMS: c.SMS, Recording: c.Recording}
	}
	return e
}

type identityInput struct {
	Kind     customer.IdentityKind `json:"kind" enum:"phone,email,external"`
	Value    string                `json:"value" minLength:"1" maxLength:"254"`
	Verified bool                  `json:"verified,omitempty" doc:"Proven to be theirs"`
}

func (i identityInput) identity() customer.Identity {
	return customer.Identity{Kind: i.Kind, Value: i.Value, Verified: i.Verified}
}

type createCustomerInput struct {
	Body struct {
		ProfileInput
		Kind       customer.Kind   `json:"kind,omitempty" enum:"person,organisation" default:"person"`
		Identities []identityInput `json:"identities,omitempty" maxItems:"20"`
	}
}

func (d *Door) createCustomer(ctx context.Context, in *createCustomerInput) (*body[customer.Customer], error) {
	draft := customer.Draft{Kind: in.Body.Kind, Edit: in.Body.edit()}
	for _, i := range in.Body.Identities {
		draft.Identities = append(draft.Identities, i.identity())
	}
	c, err := d.svc.Customers.Create(ctx, caller(ctx).Actor, draft)
	return &body[customer.Customer]{c}, err
}

func (d *Door) getCustomer(ctx context.Context, in *One) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.Customer(ctx, centre.CustomerID(in.ID))
	return &body[customer.Customer]{c}, err
}

type editCustomerInput struct {
	One
	Body struct {
		ProfileInput
		Version int `json:"version" doc:"As you last saw it"`
	}
}

func (d *Door) editCustomer(ctx context.Context, in *editCustomerInput) (*body[customer.Customer], error) {
	id := centre.CustomerID(in.ID)
	if in.Body.SiteID.to != nil {
		if err := d.mayMove(ctx, id); err != nil {
			return nil, err
		}
	}
	c, err := d.svc.Customers.Update(ctx, caller(ctx).Actor, id, in.Body.Version, in.Body.edit())
	return &body[customer.Customer]{c}, err
}

// mayMove refuses to take a customer from a site that is not the caller's: who has
// work of theirs in hand reaches them, but not their place.
func (d *Door) mayMove(ctx context.Context, id centre.CustomerID) error {
	c, err := d.svc.Customers.Customer(ctx, id)
	if err != nil || c.SiteID == nil {
		return err
	}
	return caller(ctx).Reaches(*c.SiteID)
}

type screenInput struct {
	One
	ContactID string `query:"contact_id" format:"uuid" doc:"The contact in hand: its page is shown, and it is not among the earlier ones" reach:"contact"`
}

func (d *Door) getScreen(ctx context.Context, in *screenInput) (*body[screen.Screen], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	s, err := d.svc.Screens.Screen(ctx, r, screen.Request{CustomerID: centre.CustomerID(in.ID), ContactID: centre.ContactID(in.ContactID)})
	return &body[screen.Screen]{s}, err
}

type timelineInput struct {
	One
	Listed
}

func (d *Door) listTimeline(ctx context.Context, in *timelineInput) (*body[centre.List[customer.Entry]], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Customers.Timeline(ctx, r, centre.CustomerID(in.ID), in.page())
	return &body[centre.List[customer.Entry]]{list}, err
}
