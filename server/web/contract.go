package web

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

//go:embed docs
var docs embed.FS

const apiPath = "/api/v1"

const about = "Errors are RFC 9457 problems. Lists are paged by limit and cursor. " +
	"A write with an Idempotency-Key may be sent again: it is answered, not done, twice."

// newAPI makes the typed API; the document that describes it is served by
// contract, the page by the embedded files, so that neither needs the internet.
func newAPI(engine *gin.Engine, version string) huma.API {
	config := huma.DefaultConfig("Switchboard", version)
	config.CreateHooks = nil // they add $schema links to every body
	config.Formats = formats()
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.Info.Description = about
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", namer())
	config.Servers = []*huma.Server{{URL: apiPath}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: sessionCookie, Description: "from POST /session"},
		"token":   {Type: "http", Scheme: "bearer", Description: "from POST /api-tokens"},
		"visitor": {Type: "apiKey", In: "header", Name: "Authorization", Description: "Visitor <token>, from POST /visit/sessions"},
	}
	return humagin.NewWithGroup(engine, engine.Group(apiPath), config)
}

// namer names schemas by their types and, where two packages have a type of one
// name, the later by its package too: Ref, CustomerRef.
func namer() func(reflect.Type, string) string {
	taken := map[string]reflect.Type{}
	return func(t reflect.Type, hint string) string {
		name := huma.DefaultSchemaNamer(t, hint)
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || t.PkgPath() == "" {
			return name
		}
		if first, ok := taken[name]; ok && first != t {
			pkg := path.Base(t.PkgPath())
			return strings.ToUpper(pkg[:1]) + pkg[1:] + name
		}
		taken[name] = t
		return name
	}
}

// contract serves the OpenAPI document, written once.
func contract(api huma.API) (gin.HandlerFunc, error) {
	text, err := api.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, err
	}
	return func(c *gin.Context) { c.Data(http.StatusOK, "application/json", text) }, nil
}

func docsFiles() http.FileSystem {
	dir, err := fs.Sub(docs, "docs")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return http.FS(dir)
}
