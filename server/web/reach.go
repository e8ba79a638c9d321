package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"sort"
	"strings"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

// Sited is the input of a list that can be narrowed to a site; exported for Huma,
// like Listed.
type Sited struct {
	Site centre.SiteID `query:"site" format:"uuid" doc:"Only what is of this site"`
}

type sitedInput struct {
	Listed
	Sited
}

// reach is how far the caller sees in a list, narrowed to a site if one is named.
func (d *Door) reach(ctx context.Context, only centre.SiteID) (centre.Reach, error) {
	return d.svc.Scope.Reach(ctx, caller(ctx), only)
}

// reference is a field of an operation's input that names things of ours: of the
// path by the route's declaration, of the rest by a tag, reach:"customer". Kinds
// are those of agent.Scope.
type reference struct {
	kind  string
	field []int
	name  string // in the body or query; empty in the path
}

// references finds all of an input. It is asked once, when a route is registered.
func references(input reflect.Type, path string) []reference {
	var all []reference
	for _, f := range reflect.VisibleFields(input) {
		switch {
		case f.Name == "Body" && f.Type.Kind() == reflect.Struct:
			for _, r := range references(f.Type, "") {
				r.field = append(append([]int{}, f.Index...), r.field...)
				all = append(all, r)
			}
		case f.Tag.Get("reach") != "":
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			all = append(all, reference{f.Tag.Get("reach"), f.Index, cmp.Or(name, f.Tag.Get("query"))})
		case path != "" && f.Tag.Get("path") == "id":
			all = append(all, reference{path, f.Index, ""})
		}
	}
	return all
}

// admit refuses an input that names what the caller does not reach, as if it did
// not exist: a path leads nowhere, a field is wrong.
func admit(ctx context.Context, input any, all []reference) error {
	r, v := requestOf(ctx), reflect.ValueOf(input).Elem()
	for _, ref := range all {
		field := v.FieldByIndex(ref.field)
		ids := named(field)
		err := r.scope.Admit(ctx, r.caller, ref.kind, ids...)
		if ref.name != "" && centre.IsKind(err, centre.NotFound) {
			at := ref.name
			if isList(field) {
				at = fmt.Sprintf("%s[%d]", at, r.strange(ctx, ref.kind, ids))
			}
			return centre.Field(at, "no such %s", ref.kind)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// strange gives the place of the first of the things that the caller does not reach, by halves:
// there may be thousands.
func (r *request) strange(ctx context.Context, kind string, ids []string) int {
	return sort.Search(len(ids)-1, func(i int) bool { return r.scope.Admit(ctx, r.caller, kind, ids[:i+1]...) != nil })
}

// isList reports whether a field holds several ids, or may.
func isList(v reflect.Value) bool {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v.Kind() == reflect.Slice
}

// named gives the ids that a field holds: one, none or many.
func named(v reflect.Value) []string {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.String && v.Len() == 0:
		return nil
	case v.Kind() == reflect.Pointer:
		return named(v.Elem())
	case v.Kind() == reflect.Struct: // clearable
		return named(v.Field(0))
	case v.Kind() == reflect.Slice:
		var ids []string
		for i := range v.Len() {
			ids = append(ids, named(v.Index(i))...)
		}
		return ids
	}
	return []string{v.String()}
}

// discreet keeps from a conflict the name of a customer whom the caller does not reach.
func discreet(ctx context.Context, err error) error {
	var f *centre.Fault
	if !errors.As(err, &f) {
		return err
	}
	who, ok := f.Detail.(customer.Ref)
	if r := requestOf(ctx); !ok || r.scope == nil || r.scope.Admit(ctx, r.caller, "customer", string(who.ID)) == nil {
		return err
	}
	bare := *f
	bare.Detail = nil
	return &bare
}
