package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/audit"
)

// registerJournal adds what happened.
func (d *Door) registerJournal(api huma.API) {
	register(api, route{id: "list-journal", method: http.MethodGet, path: "/journal", tag: "journal", needs: agent.ReadJournal,
		summary: "What happened, to whom, by whom; the latest first"}, d.listJournal)
}

type journalInput struct {
	Listed
	Subject string `query:"subject" format:"uuid" doc:"Only what happened to the customer, ticket, agent… of this id"`
}

func (d *Door) listJournal(ctx context.Context, in *journalInput) (*body[centre.List[audit.Entry]], error) {
	list, err := d.svc.Audit.Entries(ctx, in.Subject, in.page())
	return &body[centre.List[audit.Entry]]{list}, err
}
