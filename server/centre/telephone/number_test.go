package telephone_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/telephone"
)

func TestParse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text string
		want telephone.Number
	}{
		{"(212) 555-0100", "+12125550100"},
		{"+1 212 555 0100", "+12125550100"},
		{"0049 30 123456", ""}, // in the US, 00 is not how one dials abroad
		{"+49 30 123456", "+4930123456"},
		{"+1 999 555 0100", ""},
		{"12", ""},
		{"call me", ""},
		{"", ""},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			got, err := telephone.Parse(c.text, "US")
			if got != c.want || (c.want == "") != centre.IsKind(err, centre.Invalid) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		number telephone.Number
		want   []string
	}{
		{"one area, one zone", "+13105550100", []string{"America/Los_Angeles"}},
		{"a free-phone number is nowhere", "+18005550100", nil},
		{"a satellite telephone is anywhere", "+881612345678", nil},
		{"no number", "12", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, c.number.Zones()); d != "" {
				t.Error(d)
			}
		})
	}
}
