package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
)

// registerRelations adds what customers are known by, how they are related, and
// merging two records of one customer.
func (d *Door) registerRelations(api huma.API) {
	register(api, route{id: "add-identity", method: http.MethodPost, path: "/customers/{id}/identities", tag: "customers", needs: agent.WriteCustomers, reaches: "customer", status: http.StatusCreated,
		summary: "Note what a customer is known by"}, d.addIdentity)
	register(api, route{id: "remove-identity", method: http.MethodDelete, path: "/customers/{id}/identities/{iid}", tag: "customers", needs: agent.WriteCustomers, reaches: "customer",
		summary: "Take away what a customer was known by"}, d.removeIdentity)
	register(api, route{id: "add-link", method: http.MethodPost, path: "/customers/{id}/links", tag: "customers", needs: agent.WriteCustomers, reaches: "customer", status: http.StatusCreated,
		summary: "Give a person a place in an organisation"}, d.addLink)
	register(api, route{id: "remove-link", method: http.MethodDelete, path: "/customers/{id}/links/{lid}", tag: "customers", needs: agent.WriteCustomers, reaches: "customer",
		summary: "End a person's place in an organisation"}, d.removeLink)
	register(api, route{id: "merge-customer", method: http.MethodPost, path: "/customers/{id}/merge", tag: "customers", needs: agent.MergeCustomers, reaches: "customer",
		summary: "Give up this record for another's"}, d.mergeCustomer)
	register(api, route{id: "undo-merge", method: http.MethodPost, path: "/merges/{id}/undo", tag: "customers", needs: agent.MergeCustomers, reaches: "merge",
		summary: "Take a merge back: gives the record that was given up"}, d.undoMerge)
	d.registerBlocks(api)
}

type addIdentityInput struct {
	One
	Body identityInput
}

func (d *Door) addIdentity(ctx context.Context, in *addIdentityInput) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.AddIdentity(ctx, caller(ctx).Actor, centre.CustomerID(in.ID), in.Body.identity())
	return &body[customer.Customer]{c}, err
}

type removeIdentityInput struct {
	One
	IdentityID string `path:"iid" format:"uuid"`
}

func (d *Door) removeIdentity(ctx context.Context, in *removeIdentityInput) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.RemoveIdentity(ctx, caller(ctx).Actor, centre.CustomerID(in.ID), customer.IdentityID(in.IdentityID))
	return &body[customer.Customer]{c}, err
}

type addLinkInput struct {
	One
	Body struct {
		CustomerID centre.CustomerID `json:"customer_id" format:"uuid" doc:"The organisation of a person, or the person of an organisation" reach:"customer"`
		Role       string            `json:"role" minLength:"1" maxLength:"80" example:"decision-maker"`
		Since      string            `json:"since,omitempty" format:"date" doc:"Without it: today"`
	}
}

func (d *Door) addLink(ctx context.Context, in *addLinkInput) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.AddLink(ctx, caller(ctx).Actor, centre.CustomerID(in.ID), in.Body.CustomerID, customer.Link{Role: in.Body.Role, Since: in.Body.Since})
	return &body[customer.Customer]{c}, err
}

type removeLinkInput struct {
	One
	LinkID string `path:"lid" format:"uuid"`
}

func (d *Door) removeLink(ctx context.Context, in *removeLinkInput) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.RemoveLink(ctx, caller(ctx).Actor, centre.CustomerID(in.ID), customer.LinkID(in.LinkID))
	return &body[customer.Customer]{c}, err
}

type mergeInput struct {
	One
	Body struct {
		IntoID centre.CustomerID `json:"into_id" format:"uuid" doc:"The survivor" reach:"customer"`
	}
}

type mergeOutput struct {
	MergeID customer.MergeID `json:"merge_id"`
}

// mergeCustomer is refused to who reaches one of the two only by work in hand: it would
// take them to another site, or to none.
func (d *Door) mergeCustomer(ctx context.Context, in *mergeInput) (*body[mergeOutput], error) {
	for _, id := range []centre.CustomerID{centre.CustomerID(in.ID), in.Body.IntoID} {
		if err := d.mayMove(ctx, id); err != nil {
			return nil, err
		}
	}
	id, err := d.svc.Customers.Merge(ctx, caller(ctx).Actor, centre.CustomerID(in.ID), in.Body.IntoID)
	return &body[mergeOutput]{mergeOutput{id}}, err
}

func (d *Door) undoMerge(ctx context.Context, in *One) (*body[customer.Customer], error) {
	c, err := d.svc.Customers.Undo(ctx, caller(ctx).Actor, customer.MergeID(in.ID))
	return &body[customer.Customer]{c}, err
}
