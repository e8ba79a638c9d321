package customer

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	cases := []struct {
		kind        IdentityKind
		value, want string
	}{
		{Phone, "(212) 555-0123", "+12125550123"},
		{Phone, "+44 20 7946 0958", "+442079460958"},
		{Phone, "12", ""},
		{Email, " Ann.Lee@Example.COM ", "ann.lee@example.com"},
		{Email, "Ann <ann@example.com>", ""},
		{Email, "nobody", ""},
		{ExternalID, "CRM-1", "CRM-1"},
		{ExternalID, "", ""},
		{"pigeon", "x", ""},
	}
	for _, c := range cases {
		got, err := Normal(c.kind, c.value, "US")
		if got != c.want || (c.want == "") != centre.IsKind(err, centre.Invalid) {
			t.Errorf("%s %q: got %q, %v", c.kind, c.value, got, err)
		}
	}
}

func TestZoneOf(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for phone, want := range map[string]string{
		"+12125550123":  "America/New_York",
		"+493012345678": "Europe/Berlin",
		"+18005550123":  "", // toll-free: anywhere
		"nonsense":      "",
	} {
		if got := ZoneOf(phone, now); got != want {
			t.Errorf("%s: got %q, want %q", phone, got, want)
		}
	}
}

func TestClaim(t *testing.T) {
	t.Parallel()
	browser := Customer{ID: "v", Profile: Profile{Kind: Person}, Identities: []Identity{{Kind: VisitorID, Verified: true}}}
	known := Customer{ID: "k", Profile: Profile{Kind: Person}, Identities: []Identity{{Kind: Phone, Verified: true}}}
	holds := func(id centre.CustomerID, verified bool) *Holder {
		return &Holder{Identity: Identity{Kind: Email, Verified: verified}, CustomerID: id}
	}
	cases := []struct {
		name     string
		claimant Customer
		holder   *Holder
		proven   bool
		want     Verdict
	}{
		{"free", browser, nil, false, Attach},
		{"own again", browser, holds("v", false), false, Keep},
		{"own proven now", browser, holds("v", false), true, Prove},
		{"own proven before", browser, holds("v", true), true, Keep},
		{"typed, somebody's proven", browser, holds("x", true), false, Suggest},
		{"typed, somebody's typed", browser, holds("x", false), false, Suggest},
		{"proven by a browser, somebody's proven", browser, holds("x", true), true, Absorb},
		{"proven by a known customer, somebody's proven", known, holds("x", true), true, Suggest},
		{"proven, somebody only said so", browser, holds("x", false), true, Pass},
	}
	for _, c := range cases {
		if got := Claim(c.claimant, c.holder, c.proven); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func profiles() *rapid.Generator[Profile] {
	text := rapid.SampledFrom([]string{"", "x", "y"})
	answer := rapid.SampledFrom([]Consent{Yes, No, Unknown})
	return rapid.Custom(func(t *rapid.T) Profile {
		values := rapid.MapOf(rapid.SampledFrom([]string{"a", "b", "c"}), text)
		p := Profile{
			Kind: Person, Tier: "C", Name: text.Draw(t, "name"), Language: text.Draw(t, "language"), Zone: text.Draw(t, "zone"),
			Needs:       rapid.SliceOfDistinct(rapid.SampledFrom([]string{"p", "q", "r"}), rapid.ID).Draw(t, "needs"),
			Preferences: values.Draw(t, "preferences"),
			Consent:     Consents{answer.Draw(t, "calls"), answer.Draw(t, "email"), answer.Draw(t, "sms"), answer.Draw(t, "recording")},
			Custom:      field.Values{},
		}
		for key, value := range values.Draw(t, "custom") {
			p.Custom[key] = value
		}
		return p
	})
}

func TestFill(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		into, from := profiles().Draw(t, "into"), profiles().Draw(t, "from")
		filled, what := fill(into, from)
		if from.Consent.Calls == No && filled.Consent.Calls != No {
			t.Error("a refusal was lost")
		}
		if from.Consent.SMS == Yes && filled.Consent.SMS != into.Consent.SMS {
			t.Error("a permission was carried over")
		}
		for _, need := range append(from.Needs, into.Needs...) {
			if !slices.Contains(filled.Needs, need) {
				t.Errorf("need %s was lost", need)
			}
		}
		if diff := cmp.Diff(into, empty(filled, what)); diff != "" {
			t.Errorf("what was filled is not what is emptied: %s", diff)
		}
	})
}

func TestAsk(t *testing.T) {
	t.Parallel()
	known := func(text string, inside, sharp bool) step {
		return step{known: &knownQuestion{text: text, inside: inside, sharp: sharp}}
	}
	names := func(whole string, words ...string) step {
		return step{names: &NameQuestion{Whole: whole, Words: words}}
	}
	domain := "example.c"
	cases := []struct {
		text string
		want question
	}{
		{"  ", question{}},
		{"#1042", question{number: "1042"}},
		{"Ann@", question{steps: []step{known("ann@", false, true), known("ann@", true, false)}}},
		{"an@", question{steps: []step{known("an@", false, true)}}},
		{"@Example.c", question{steps: []step{{domain: &domain}}}},
		{"smith.", question{steps: []step{known("smith.", false, false), names("smith.", "smith")}, about: "smith."}},
		{"CRM-7", question{steps: []step{known("crm-7", false, false), names("crm-7", "crm-7")}, about: "crm-7"}},
		{"ann  Lee", question{steps: []step{names("ann lee", "ann", "lee"), known("ann lee", false, false)}, about: "ann lee"}},
		{"li", question{steps: []step{names("li", "li"), known("li", false, false)}}},
		{"o'b %", question{steps: []step{names("o'b %", "o'b"), known("o'b %", false, false)}}},
		{"42", question{steps: []step{names("42", "42")}, number: "42"}},
		{"555-0123", question{steps: []step{known("+15550123", false, false), known("5550123", true, false), names("555-0123", "555-0123")}, number: "5550123"}},
		{"+4420 7", question{steps: []step{known("+44207", false, false), known("44207", true, false), names("+4420 7", "4420", "7")}, number: "44207"}},
		{"(212) 555-0123", question{
			steps: []step{
				known("+12125550123", false, true), known("+12125550123", false, false), known("2125550123", true, false), names("(212) 555-0123", "555-0123", "212"),
			},
			number: "2125550123",
		}},
	}
	for _, c := range cases {
		got := ask(c.text, "US")
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(question{}, step{}, knownQuestion{})); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}
