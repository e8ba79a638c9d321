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

// registerBlocks adds who is kept from whom.
func (d *Door) registerBlocks(api huma.API) {
	register(api, route{id: "list-blocks", method: http.MethodGet, path: "/customers/{id}/blocks", tag: "customers", needs: agent.WriteBlocks, reaches: "customer",
		summary: "The agents who are kept from this customer, the oldest block first"}, d.listBlocks)
	register(api, route{id: "add-block", method: http.MethodPost, path: "/customers/{id}/blocks", tag: "customers", needs: agent.WriteBlocks, reaches: "customer", status: http.StatusCreated,
		summary: "Never offer this customer's work to an agent; what rings there goes back to its place"}, d.addBlock)
	register(api, route{id: "remove-block", method: http.MethodDelete, path: "/customers/{id}/blocks/{bid}", tag: "customers", needs: agent.WriteBlocks, reaches: "customer",
		summary: "End a block"}, d.removeBlock)
}

type blocksInput struct {
	One
	Listed
}

func (d *Door) listBlocks(ctx context.Context, in *blocksInput) (*body[centre.List[routing.Block]], error) {
	all, err := d.svc.Work.Blocks(ctx, centre.CustomerID(in.ID))
	if err != nil {
		return nil, err
	}
	list, err := centre.ListOfAll(all, in.page(), func(b routing.Block) string { return string(b.ID) })
	return &body[centre.List[routing.Block]]{list}, err
}

type addBlockInput struct {
	One
	Body struct {
		AgentID centre.AgentID      `json:"agent_id" format:"uuid" reach:"agent"`
		Reason  routing.BlockReason `json:"reason" enum:"asked,threat,conflict" doc:"the customer asked for it; the agent was threatened or insulted; they know each other"`
		Note    string              `json:"note,omitempty" maxLength:"1000"`
		Until   *time.Time          `json:"until,omitempty" doc:"left out: for good"`
	}
}

func (d *Door) addBlock(ctx context.Context, in *addBlockInput) (*body[routing.Block], error) {
	b, err := d.svc.Routing.Block(ctx, caller(ctx).Actor, routing.Block{
		CustomerID: centre.CustomerID(in.ID), Agent: routing.Named{ID: string(in.Body.AgentID)},
		Reason: in.Body.Reason, Note: in.Body.Note, Until: in.Body.Until,
	})
	return &body[routing.Block]{b}, err
}

type removeBlockInput struct {
	One
	BlockID string `path:"bid" format:"uuid"`
}

func (d *Door) removeBlock(ctx context.Context, in *removeBlockInput) (*struct{}, error) {
	return nil, d.svc.Routing.Unblock(ctx, caller(ctx).Actor, routing.BlockID(in.BlockID), centre.CustomerID(in.ID))
}
