package web

import (
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// TestIDsAreRefusedAtTheDoor: what is no id would end the transaction in which it is looked for.
func TestIDsAreRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	theirs := map[string]bool{"external_id": true, "client_id": true} // named by whoever sends them
	d := door(t, Options{})
	walked := map[string]bool{}
	seen := 0
	check := func(where, name string, s *huma.Schema) {
		if !strings.HasSuffix(name, "_id") || s.Type != huma.TypeString || theirs[name] {
			return
		}
		if seen++; s.Format != "uuid" && s.Pattern == "" {
			t.Errorf("%s: %s may be anything", where, name)
		}
	}
	var walk func(where string, s *huma.Schema)
	walk = func(where string, s *huma.Schema) {
		if s == nil || s.Ref != "" && walked[s.Ref] {
			return
		}
		if s.Ref != "" {
			walked[s.Ref] = true
			s = d.Contract().Components.Schemas.SchemaFromRef(s.Ref)
		}
		for name, p := range s.Properties {
			check(where, name, p)
			walk(where+" "+name, p)
		}
		walk(where, s.Items)
		if more, is := s.AdditionalProperties.(*huma.Schema); is {
			walk(where, more)
		}
	}
	for _, op := range operations(d) {
		for _, p := range op.Parameters {
			check(op.OperationID, p.Name, p.Schema)
		}
		if op.RequestBody != nil {
			for _, content := range op.RequestBody.Content {
				walk(op.OperationID, content.Schema)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d ids were looked at", seen)
	}
}
