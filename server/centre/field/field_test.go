package field_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

func TestChange(t *testing.T) {
	t.Parallel()
	defs := []field.Definition{
		{Key: "size", Type: field.Number},
		{Key: "vip", Type: field.Bool},
		{Key: "since", Type: field.Date},
		{Key: "plan", Type: field.Choice, Choices: []string{"basic", "gold"}},
		{Key: "note", Type: field.Text},
	}

	t.Run("right values are taken, null takes away, the rest stays", func(t *testing.T) {
		t.Parallel()
		held := field.Values{"gone": "of a field no more", "note": "old", "vip": true}
		got, err := field.Change(defs, held, field.Values{"size": 3.5, "since": "2024-02-29", "plan": "gold", "note": nil})
		want := field.Values{"gone": "of a field no more", "vip": true, "size": 3.5, "since": "2024-02-29", "plan": "gold"}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
		if held["note"] != "old" {
			t.Error("the values held were changed in place")
		}
	})

	t.Run("each wrong value is named", func(t *testing.T) {
		t.Parallel()
		_, err := field.Change(defs, nil, field.Values{"size": "3", "vip": 1.0, "since": "2026-02-30", "plan": "tin", "note": true, "what": "x"})
		var f *centre.Fault
		if !errors.As(err, &f) || len(f.Fields) != 6 || f.Fields[0].Field != "custom.note" {
			t.Errorf("got %+v", err)
		}
	})
}

func TestCheck(t *testing.T) {
	t.Parallel()
	right := field.Definition{Entity: field.Ticket, Key: "order_no", Label: "Order", Type: field.Text}
	if err := right.Check(); err != nil {
		t.Error(err)
	}
	wrong := field.Definition{Entity: "agent", Key: "Order No", Type: "blob", Choices: []string{"a"}}
	var f *centre.Fault
	if !errors.As(wrong.Check(), &f) || len(f.Fields) != 5 {
		t.Errorf("got %+v", f)
	}
}
