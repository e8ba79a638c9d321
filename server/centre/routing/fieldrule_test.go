package routing

import (
	"testing"

	"switchboard/server/centre/field"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	defs := []field.Definition{
		{Entity: field.Customer, Key: "plan", Label: "Plan"}, {Entity: field.Ticket, Key: "plan", Label: "Plan sold"},
		{Entity: field.Contact, Key: "amount", Label: "Amount"}, {Entity: field.Customer, Key: "vip", Label: "VIP"},
	}
	rule := func(entity field.Entity, key string, values ...string) FieldRule {
		return FieldRule{Entity: entity, Key: key, Values: values, Priority: 1}
	}
	tests := map[string]struct {
		rules []FieldRule
		held  Held
		want  string // what applied, in words; empty: nothing did
	}{
		"a value as it is written": {[]FieldRule{rule("customer", "plan", "Gold")}, Held{"customer": {"plan": "Gold"}}, "The customer's Plan is Gold: goes at priority 1"},
		"the case is no matter":    {[]FieldRule{rule("customer", "plan", "gold")}, Held{"customer": {"plan": " GOLD "}}, "The customer's Plan is gold: goes at priority 1"},
		"one of several":           {[]FieldRule{rule("customer", "plan", "tin", "gold")}, Held{"customer": {"plan": "gold"}}, "The customer's Plan is gold: goes at priority 1"},
		"a number is a number":     {[]FieldRule{rule("contact", "amount", "5.0")}, Held{"contact": {"amount": 5.0}}, "The contact's Amount is 5.0: goes at priority 1"},
		"another number":           {[]FieldRule{rule("contact", "amount", "6")}, Held{"contact": {"amount": 5.0}}, ""},
		"yes or no":                {[]FieldRule{rule("customer", "vip", "true")}, Held{"customer": {"vip": true}}, "The customer's VIP is true: goes at priority 1"},
		"no is not yes":            {[]FieldRule{rule("customer", "vip", "true")}, Held{"customer": {"vip": false}}, ""},
		"another value":            {[]FieldRule{rule("customer", "plan", "gold")}, Held{"customer": {"plan": "tin"}}, ""},
		"no value":                 {[]FieldRule{rule("customer", "plan", "gold")}, Held{}, ""},
		"of another entity":        {[]FieldRule{rule("customer", "plan", "gold")}, Held{"ticket": {"plan": "gold"}}, ""},
		"a field taken away":       {[]FieldRule{rule("customer", "size", "1")}, Held{"customer": {"size": "1"}}, ""},
		"the first that fits": {
			[]FieldRule{rule("customer", "plan", "tin"), rule("ticket", "plan", "gold"), rule("customer", "vip", "true")},
			Held{"customer": {"plan": "gold", "vip": true}, "ticket": {"plan": "gold"}}, "The ticket's Plan sold is gold: goes at priority 1",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, applied, found := Match(tt.rules, defs, tt.held)
			got := ""
			if found {
				got = applied.Text()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
