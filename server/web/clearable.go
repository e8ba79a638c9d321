package web

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"
)

// clearable is an id in a change: left out it stays, null clears it.
type clearable[T ~string] struct {
	to *T // nil: stays; empty: cleared
}

// UnmarshalJSON is called for null too.
func (c *clearable[T]) UnmarshalJSON(text []byte) error {
	c.to = new(T)
	return json.Unmarshal(text, c.to)
}

// Schema implements huma.SchemaProvider.
func (clearable[T]) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "uuid", Nullable: true}
}

// clearableNumber is a whole number that a change can set or, with null, clear.
type clearableNumber struct {
	to **int // nil: stays; to nil: cleared
}

// UnmarshalJSON is called for null too.
func (c *clearableNumber) UnmarshalJSON(text []byte) error {
	c.to = new(*int)
	return json.Unmarshal(text, c.to)
}

// Schema implements huma.SchemaProvider.
func (clearableNumber) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeInteger, Nullable: true}
}
