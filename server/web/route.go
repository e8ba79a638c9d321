package web

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
)

// route is an operation of the API as its handlers declare it.
type route struct {
	id      string // "create-queue": unique, and the name of the method in generated clients
	method  string
	path    string // under /api/v1
	summary string
	tag     string // the aggregate
	needs   agent.Permission
	reaches string // the kind of thing that {id} names, which the caller must reach; empty: everybody's
	status  int    // of success; 0: 200, or 204 where nothing is returned
	maxBody int64  // bytes; 0: 256 KiB
	limit   Limit  // how often one caller, or one address, may; zero: as often as they like
	keys    keyRule
	secret  bool // its body holds a password

	visitors bool // it is for a visitor who sends their token
}

// keyRule says what an Idempotency-Key does on a write.
type keyRule int

const (
	keyed       keyRule = iota // a repetition gets the first answer
	keyedSecret                // the answer is a secret and not kept: a repetition gets 409 already_applied
	unkeyed                    // may be repeated by nature, and takes no key
)

// body is the output of an operation that answers with a T.
type body[T any] struct {
	Body T
}

// Listed is the input of every list. Like One it is exported because Huma reads
// only exported fields, and an embedded type is a field of its name.
type Listed struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"30" doc:"How many at most"`
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

func (l Listed) page() centre.Page { return centre.Page{Limit: l.Limit, Cursor: l.Cursor} }

// One is the input of an operation on a thing by its id.
type One struct {
	ID string `path:"id" format:"uuid"`
}

// register adds an operation to the API. What it may be answered with, besides
// success, follows from what it is.
func register[I, O any](api huma.API, r route, handle func(context.Context, *I) (*O, error)) {
	if r.maxBody == 0 {
		r.maxBody = 256 << 10
	}
	named := references(reflect.TypeFor[I](), r.reaches)
	op := huma.Operation{
		OperationID:   r.id,
		Method:        r.method,
		Path:          r.path,
		Summary:       r.summary,
		Tags:          []string{r.tag},
		DefaultStatus: r.status,
		MaxBodyBytes:  r.maxBody,
		Errors:        r.errors(),
		Metadata:      map[string]any{"route": r, "permission": r.needs, "references": named},
		Extensions:    map[string]any{"x-permission": string(r.needs)},
	}
	if r.needs != agent.Anyone {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	if r.visitors {
		op.Security = []map[string][]string{{"visitor": {}}}
	}
	if r.writes() && r.keys != unkeyed {
		op.Parameters = append(op.Parameters, idempotencyKey)
	}
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		if err := readable(in); err != nil {
			return nil, problem(ctx, err)
		}
		if err := admit(ctx, in, named); err != nil {
			return nil, problem(ctx, err)
		}
		out, err := handle(ctx, in)
		if err != nil {
			return nil, problem(ctx, discreet(ctx, err))
		}
		return out, nil
	})
}

func (r route) writes() bool { return r.method != http.MethodGet && r.method != http.MethodHead }

func (r route) errors() []int {
	all := []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	if r.needs != agent.Anyone {
		all = append(all, http.StatusUnauthorized, http.StatusForbidden)
	}
	if r.visitors {
		all = append(all, http.StatusUnauthorized)
	}
	if r.writes() {
		all = append(all, http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge)
	}
	return all
}

// routeOf gives the route of the operation that a request met.
func routeOf(ctx huma.Context) route { return ctx.Operation().Metadata["route"].(route) }
