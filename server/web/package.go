package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
)

// registerPackages adds which queue and priority are due to whom.
func (d *Door) registerPackages(api huma.API) {
	register(api, route{id: "get-packages", method: http.MethodGet, path: "/sites/{id}/packages", tag: "queues", needs: agent.WriteQueues, reaches: "site",
		summary: "A site's service packages, of which the first that fits arriving work applies"}, d.packages)
	register(api, route{id: "save-packages", method: http.MethodPut, path: "/sites/{id}/packages", tag: "queues", needs: agent.WriteQueues, reaches: "site",
		summary: "Change a site's service packages, all at once"}, d.savePackages)
	register(api, route{id: "try-packages", method: http.MethodPost, path: "/sites/{id}/packages/try", tag: "queues", needs: agent.WriteQueues, reaches: "site",
		summary: "Which package somebody would get, of rows that need not be saved"}, d.tryPackages)
}

func (d *Door) packages(ctx context.Context, in *One) (*body[floor.Packages], error) {
	p, err := d.svc.Floor.Packages(ctx, centre.SiteID(in.ID))
	return &body[floor.Packages]{p}, err
}

type packagesInput struct {
	One
	Body struct {
		Version int               `json:"version" doc:"the version you changed"`
		Rows    []routing.Package `json:"rows" maxItems:"100"`
	}
}

func (d *Door) savePackages(ctx context.Context, in *packagesInput) (*body[floor.Packages], error) {
	site := centre.SiteID(in.ID)
	if err := d.maySendPackages(ctx, site, in.Body.Rows); err != nil {
		return nil, err
	}
	p, err := d.svc.Floor.SavePackages(ctx, caller(ctx), site, in.Body.Version, in.Body.Rows)
	return &body[floor.Packages]{p}, err
}

// maySendPackages refuses rows that send work to a queue that the caller does not reach, but
// for where those that stand send some already.
func (d *Door) maySendPackages(ctx context.Context, site centre.SiteID, rows []routing.Package) error {
	standing, err := d.svc.Floor.Packages(ctx, site)
	if err != nil {
		return err
	}
	known := map[centre.QueueID]bool{"": true}
	for _, p := range standing.Rows {
		known[p.QueueID] = true
	}
	for i, p := range rows {
		if err := d.maySendTo(ctx, known, p.QueueID, fmt.Sprintf("rows[%d].queue_id", i)); err != nil {
			return err
		}
	}
	return nil
}

type tryPackagesInput struct {
	One
	Body struct {
		Rows    []routing.Package `json:"rows" maxItems:"100"`
		Tier    string            `json:"tier" enum:"A,B,C"`
		Channel routing.Channel   `json:"channel" enum:"call,chat,ticket,email,social,callback,walkin"`
		Custom  routing.Held      `json:"custom,omitempty" doc:"what the fields of customer, contact and ticket hold"`
	}
}

func (d *Door) tryPackages(ctx context.Context, in *tryPackagesInput) (*body[floor.Tried], error) {
	if err := d.maySendPackages(ctx, centre.SiteID(in.ID), in.Body.Rows); err != nil {
		return nil, err
	}
	held := in.Body.Custom
	if held == nil {
		held = map[field.Entity]field.Values{}
	}
	t, err := d.svc.Floor.TryPackages(ctx, in.Body.Rows, routing.Comer{Tier: in.Body.Tier, Channel: in.Body.Channel, Held: held})
	return &body[floor.Tried]{t}, err
}
