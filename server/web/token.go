package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// registerTokens adds API tokens.
func (d *Door) registerTokens(api huma.API) {
	register(api, route{id: "list-api-tokens", method: http.MethodGet, path: "/api-tokens", tag: "api-tokens", needs: agent.WriteTokens,
		summary: "The API tokens in use, the newest first"}, d.listTokens)
	register(api, route{id: "create-api-token", method: http.MethodPost, path: "/api-tokens", tag: "api-tokens", needs: agent.WriteTokens,
		status: http.StatusCreated, keys: keyedSecret, summary: "Make an API token; its secret is shown this once"}, d.createToken)
	register(api, route{id: "revoke-api-token", method: http.MethodDelete, path: "/api-tokens/{id}", tag: "api-tokens", needs: agent.WriteTokens,
		summary: "Revoke an API token; it stops working within a second"}, d.revokeToken)
}

func (d *Door) listTokens(ctx context.Context, in *Listed) (*body[centre.List[agent.Token]], error) {
	list, err := d.svc.Tokens.List(ctx, in.page())
	return &body[centre.List[agent.Token]]{list}, err
}

type tokenInput struct {
	Body struct {
		Name    string         `json:"name"`
		AgentID centre.AgentID `json:"agent_id,omitempty" format:"uuid" doc:"for whom it acts; left out: yourself"`
	}
}

// NewToken is a token with its secret.
type NewToken struct {
	agent.Token
	Secret string `json:"secret" doc:"send it as Authorization: Bearer; it is not kept here"`
}

func (d *Door) createToken(ctx context.Context, in *tokenInput) (*body[NewToken], error) {
	who := caller(ctx)
	of := in.Body.AgentID
	if of == "" {
		of = who.ID
	}
	t, secret, err := d.svc.Tokens.Create(ctx, who, of, in.Body.Name)
	return &body[NewToken]{NewToken{t, secret}}, err
}

func (d *Door) revokeToken(ctx context.Context, in *One) (*struct{}, error) {
	return nil, d.svc.Tokens.Revoke(ctx, caller(ctx), in.ID)
}
