package web

import (
	"net/http"
	"path"

	"github.com/danielgtaylor/huma/v2"
)

// Socket describes a WebSocket of another door in the contract.
type Socket struct {
	Path    string
	Visitor bool   // it takes a visitor's token as ?token=; otherwise a session or an API token
	Text    string // its frames
}

// atRoot says of a path that it does not stand under the API's.
var atRoot = []*huma.Server{{URL: "/"}}

// describeVisitors puts the visitors' part into the contract of the API.
func (d *Door) describeVisitors(visitors huma.API) {
	contract := d.api.OpenAPI()
	for at, item := range visitors.OpenAPI().Paths {
		item.Servers = atRoot
		contract.Paths[at] = item
	}
}

// describeSockets puts the sockets into the contract. They are no operations of the API:
// nothing but the upgrade is spoken over HTTP.
func (d *Door) describeSockets() {
	for _, s := range d.opt.Sockets {
		op := &huma.Operation{
			OperationID: path.Base(s.Path) + "-socket", Method: http.MethodGet, Path: s.Path, Tags: []string{"sockets"},
			Summary: "What happens, as it happens, for an agent's console", Description: s.Text,
			Security:  []map[string][]string{{"session": {}}, {"token": {}}},
			Responses: map[string]*huma.Response{"101": {Description: "The socket is open"}, "503": {Description: "Come back in a moment"}},
		}
		if s.Visitor {
			op.Summary = "A chat, as a visitor has it; an unknown token is told by close code 4003"
			op.Security = []map[string][]string{}
			op.Parameters = []*huma.Param{{
				Name: "token", In: "query", Required: true, Description: "from POST /visit/sessions", Schema: &huma.Schema{Type: huma.TypeString},
			}}
		}
		d.api.OpenAPI().Paths[s.Path] = &huma.PathItem{Servers: atRoot, Get: op}
	}
}
