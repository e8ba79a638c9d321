package live

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Socket is what a client must know of one of the sockets.
type Socket struct {
	Path    string
	Visitor bool   // it takes a visitor's token as ?token=; otherwise a session or an API token
	Text    string // its frames, in Markdown
}

// Sockets describes the sockets, from the frames themselves.
func Sockets() []Socket {
	agents := map[string]any{
		"welcome": welcome{}, "snapshot": snapshot{}, "event": shared{}, "typing": typing{}, "board": boardFrame{}, "pong": pong{}, "error": problem{}, "bye": bye{},
	}
	visitors := map[string]any{
		"welcome": welcome{}, "snapshot": snapshot{}, "event": shared{}, "said": said{}, "position": position{}, "typing": typing{}, "pong": pong{}, "error": problem{}, "bye": bye{},
	}
	return []Socket{
		{Path: "/ws/agent", Text: describe(agentGrammar, agents)},
		{Path: "/ws/visitor", Visitor: true, Text: describe(visitorGrammar, visitors)},
	}
}

// order is what a client has to do, and may rely on.
const order = `Frames are JSON objects in text messages, one a message. Say hello first, with the pos of the last event that you applied, or without it for a snapshot; ` +
	`what you missed follows, and then what happens. An event says what its subject is now, with its version: drop older ones. Send a frame every 15 s, a ping if nothing else. ` +
	`A ref on a frame comes back on the error that it meets; the socket stays. A close says whether to come back: ` +
	`4000 come back with your pos, 4001 not signed in any more, 4002 replaced by another socket of yours, 4003 the visitor's token is unknown, 4009 too many bad frames.`

func describe(heard grammar, told map[string]any) string {
	var b strings.Builder
	b.WriteString(order)
	b.WriteString("\n\nYou say:\n")
	for _, name := range slices.Sorted(maps.Keys(heard)) {
		fmt.Fprintf(&b, "\n- `%s`", frameShape(name, heard[name]()))
	}
	b.WriteString("\n\nYou are told:\n")
	for _, name := range slices.Sorted(maps.Keys(told)) {
		fmt.Fprintf(&b, "\n- `%s`", frameShape(name, told[name]))
	}
	return b.String()
}

// frameShape writes a frame as an example-like text.
func frameShape(name string, frame any) string {
	return fmt.Sprintf(`{"type": %q%s}`, name, fieldShapes(reflect.Indirect(reflect.ValueOf(frame)).Type()))
}

func fieldShapes(t reflect.Type) string {
	var b strings.Builder
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			b.WriteString(fieldShapes(f.Type))
		case name != "" && name != "-" && name != "type":
			optional := ""
			if strings.Contains(options, "omitempty") {
				optional = "?"
			}
			fmt.Fprintf(&b, ", %q%s: %s", name, optional, wireType(f.Type))
		}
	}
	return b.String()
}

// wireType names a type as JSON has it; the shapes of the API's own are in its schemas.
func wireType(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "date-time"
	case t == reflect.TypeFor[json.Number]():
		return "number"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return wireType(t.Elem()) + " | null"
	case reflect.Slice:
		return "[" + wireType(t.Elem()) + "]"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "number"
	case reflect.String:
		return "string"
	case reflect.Interface:
		return "object"
	}
	return t.Name()
}
