package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
)

// registerSearch adds the box at the top of the console.
func (d *Door) registerSearch(api huma.API) {
	register(api, route{id: "search", method: http.MethodGet, path: "/search", tag: "search", needs: agent.ReadCustomers,
		summary: "Customers and tickets by part of a name, number, e-mail address, id or subject"}, d.search)
}

type searchInput struct {
	Q      string `query:"q" required:"true" maxLength:"200" doc:"What was typed; #1042 is a ticket's number"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"10" doc:"How many of each kind"`
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

func (d *Door) search(ctx context.Context, in *searchInput) (*body[customer.Found], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	found, err := d.svc.Customers.Search(ctx, r, in.Q, centre.Page{Limit: in.Limit, Cursor: in.Cursor})
	return &body[customer.Found]{found}, err
}
