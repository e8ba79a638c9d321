package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"switchboard/server/centre"
)

// What a text may not hold, since no database would store it.
const (
	notUTF8 = "is not UTF-8"
	holdNUL = "holds a NUL character"
)

// formats reads and writes JSON as Huma does, but takes nothing that is not UTF-8:
// encoding/json would put question marks where somebody's words were.
func formats() map[string]huma.Format {
	strict := huma.DefaultJSONFormat
	strict.Unmarshal = func(text []byte, v any) error {
		if !utf8.Valid(text) {
			return errors.New(notUTF8)
		}
		return json.Unmarshal(text, v)
	}
	return map[string]huma.Format{"application/json": strict, "json": strict}
}

// legible refuses a query whose values are no text, and names them.
func (d *Door) legible(ctx huma.Context, next func(huma.Context)) {
	url := ctx.URL()
	query := url.Query()
	p := newProblem(http.StatusUnprocessableEntity, "validation failed")
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			if wrong := unfit(value); wrong != "" {
				p.Errors = append(p.Errors, &huma.ErrorDetail{Location: "query." + strings.ToValidUTF8(name, "?"), Message: wrong})
			}
		}
	}
	if len(p.Errors) > 0 {
		refuse(humagin.Unwrap(ctx), p)
		return
	}
	next(ctx)
}

// unfit says why a text cannot be stored; empty when it can.
func unfit(text string) string {
	switch {
	case !utf8.ValidString(text):
		return notUTF8
	case strings.ContainsRune(text, 0):
		return holdNUL
	}
	return ""
}

// readable refuses an input in whose body some text cannot be stored, and names each.
func readable(input any) error {
	body := reflect.ValueOf(input).Elem().FieldByName("Body")
	if !body.IsValid() {
		return nil
	}
	return centre.InvalidFields(unreadable(body, ""))
}

// unreadable finds every text in v that cannot be stored; at is where v stands.
func unreadable(v reflect.Value, at string) (wrong []centre.FieldFault) {
	switch v.Kind() {
	case reflect.String:
		if why := unfit(v.String()); why != "" {
			wrong = append(wrong, centre.FieldFault{Field: at, Message: why})
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return unreadable(v.Elem(), at)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			wrong = append(wrong, unreadable(v.Index(i), fmt.Sprintf("%s[%d]", at, i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			name := strings.ReplaceAll(key.String(), "\x00", "?")
			wrong = append(wrong, unreadable(key, below(at, name))...)
			wrong = append(wrong, unreadable(v.MapIndex(key), below(at, name))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				wrong = append(wrong, unreadable(v.Field(i), below(at, nameOf(f)))...)
			}
		}
	}
	return wrong
}

// nameOf gives the name of a field in JSON; of what is embedded none, its fields stand
// among the others.
func nameOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if f.Anonymous {
		return name
	}
	return cmp.Or(name, f.Name)
}

func below(at, name string) string {
	if at == "" || name == "" {
		return at + name
	}
	return at + "." + name
}
