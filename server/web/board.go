package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
)

// registerBoard adds the floor as it is now.
func (d *Door) registerBoard(api huma.API) {
	register(api, route{id: "get-board", method: http.MethodGet, path: "/board", tag: "board", needs: agent.ReadBoard,
		summary: "The floor now and today: queues, agents, totals, alerts; your own site's; an admin's is everybody's, or that of one site"}, d.board)
}

func (d *Door) board(ctx context.Context, in *Sited) (*body[board.Board], error) {
	site, err := caller(ctx).BoardSite(in.Site)
	if err != nil {
		return nil, err
	}
	b, err := d.svc.Board.Board(ctx, site)
	return &body[board.Board]{b}, err
}
