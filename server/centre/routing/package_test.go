package routing

import (
	"testing"

	"switchboard/server/centre/field"
)

func TestTheFirstPackageThatIsDueApplies(t *testing.T) {
	t.Parallel()
	packages := []Package{
		{Name: "Gold by phone", Tiers: []string{"A"}, Channels: []Channel{Call}},
		{Name: "Fraud", Entity: field.Contact, Key: "topic", Values: []string{"fraud"}},
		{Name: "Gold", Tiers: []string{"A", "B"}},
	}
	defs := []field.Definition{{Entity: field.Contact, Key: "topic", Label: "Topic"}}
	fraud := Held{field.Contact: {"topic": "Fraud"}}
	for _, c := range []struct {
		who  Comer
		want string
	}{
		{Comer{"A", Call, fraud}, "Gold by phone"},
		{Comer{"A", Chat, fraud}, "Fraud"},
		{Comer{"C", Ticket, fraud}, "Fraud"},
		{Comer{"B", Chat, nil}, "Gold"},
		{Comer{"C", Chat, nil}, ""},
	} {
		row, got := Due(packages, c.who, defs)
		if got.Package != c.want || (row < 0) != (c.want == "") {
			t.Errorf("%+v gets %q, want %q", c.who, got.Package, c.want)
		}
	}
	if _, a := Due(packages, Comer{"C", Ticket, fraud}, defs); a.Label != "Topic" || a.Value != "fraud" {
		t.Errorf("%+v", a)
	}
}

func TestRowsThatNoWorkReaches(t *testing.T) {
	t.Parallel()
	packages := []Package{
		{Tiers: []string{"A", "B"}},
		{Tiers: []string{"B"}, Channels: []Channel{Chat}}, // all of it goes to the first
		{Channels: []Channel{Chat}},                       // of tier C
		{Entity: field.Contact, Key: "topic", Values: []string{"fraud"}},
		{Entity: field.Contact, Key: "topic", Values: []string{"fraud"}, Tiers: []string{"C"}},
		{Entity: field.Contact, Key: "topic", Values: []string{"fraud", "refund"}},
		{},
		{Tiers: []string{"C"}},
	}
	for row, want := range []int{-1, 0, -1, -1, 3, -1, -1, 6} {
		if got := Shadowed(packages, row); got != want {
			t.Errorf("row %d is shadowed by %d, want %d", row, got, want)
		}
	}
}
