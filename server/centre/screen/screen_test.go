package screen_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/screen"
)

// full is a screen in which every list is too long and every text is text.
func full(text string) screen.Screen {
	id := centre.NewID[string]()
	at := time.Date(2026, 11, 23, 12, 0, 0, 123456789, time.UTC)
	offset, rating := -720, 5
	s := screen.Screen{
		Customer: screen.Subject{
			ID: centre.CustomerID(id), Name: text, Kind: customer.Organisation, Tier: "A", Language: "zh-Hant-TW",
			Zone: "America/Argentina/ComodRivadavia", LocalOffset: &offset, Since: at, Custom: field.Values{},
		},
		Organisation:   &screen.Organisation{ID: centre.CustomerID(id), Name: text, Role: text, Since: "2026-11-23"},
		Consent:        customer.Consents{}.Complete(),
		Page:           &screen.OpenPage{URL: text, Title: text, Referrer: text},
		SuggestedMatch: &screen.Match{ID: centre.CustomerID(id), Name: text, Tier: "A", By: customer.ExternalID},
		Why:            &screen.Reason{Text: text},
		Version:        1 << 30,
	}
	for i := range 300 {
		s.Customer.Needs = append(s.Customer.Needs, text)
		s.Customer.Custom[strings.Repeat("k", 37)+string(rune('a'+i%26))+string(rune('a'+i/26))] = text
		s.Identities = append(s.Identities, customer.Identity{ID: customer.IdentityID(id), Kind: customer.ExternalID, Value: text, Verified: false})
		s.Contacts = append(s.Contacts, screen.PastContact{ID: centre.ContactID(id), Channel: "callback", Direction: "out", OpenedAt: at, Subject: text, Queue: text, Agent: text, Disposition: text, Rating: &rating})
		s.Tickets = append(s.Tickets, screen.OpenTicket{ID: centre.TicketID(id), Number: 1 << 40, Subject: text, State: "on_hold", Priority: 5, DueAt: &at})
		s.Fields = append(s.Fields, screen.Shown{Entity: field.Customer, Key: strings.Repeat("k", 40), Label: text, Value: text})
		s.Promises = append(s.Promises, screen.Promise{CallbackID: centre.CallbackID(id), DueAt: at, Zone: "America/Argentina/ComodRivadavia", State: "scheduled", Owner: text, Topic: text})
	}
	return s
}

func TestFit(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"short":    "Ann",
		"long":     strings.Repeat("Wolfeschlegelsteinhausen ", 80),
		"emoji":    strings.Repeat("👩🏽‍🚀", 200),
		"escaped":  strings.Repeat("<&>", 700),
		"controls": strings.Repeat("\x00\u2028", 1000),
		"zalgo":    strings.Repeat("e"+strings.Repeat("\u0301", 50), 40),
		"broken":   strings.Repeat("\xff\xfe", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := screen.Fit(full(text))
			body, err := json.Marshal(s)
			if err != nil || len(body) > screen.MaxBytes {
				t.Errorf("%d bytes, %v", len(body), err)
			}
			if len(s.Contacts) != screen.MostContacts || len(s.Tickets) != screen.MostTickets || len(s.Promises) != screen.MostPromises || len(s.Identities) != screen.MostIdentities {
				t.Errorf("%d contacts, %d tickets, %d promises, %d identities", len(s.Contacts), len(s.Tickets), len(s.Promises), len(s.Identities))
			}
		})
	}

	t.Run("what fits is not touched and no list is null", func(t *testing.T) {
		t.Parallel()
		s := screen.Fit(screen.Screen{Customer: screen.Subject{Name: strings.Repeat("n", 80)}})
		if s.Customer.Name != strings.Repeat("n", 80) || s.Contacts == nil || s.Customer.Needs == nil {
			t.Errorf("got %+v", s)
		}
	})
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"Ann", 3, "Ann"},
		{"Anna", 3, "An…"},
		{"👩🏽‍🚀👩🏽‍🚀", 6, "👩🏽‍🚀…"},
		{"👩🏽‍🚀👩🏽‍🚀", 4, "…"},
		{"Ann", 0, "…"},
	} {
		if got := screen.Cut(c.text, c.limit); got != c.want {
			t.Errorf("%q at %d: got %q, want %q", c.text, c.limit, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text, limit := rapid.String().Draw(t, "text"), rapid.IntRange(1, 20).Draw(t, "limit")
		got := screen.Cut(text, limit)
		if utf8.RuneCountInString(got) > limit || !strings.HasPrefix(text, strings.TrimSuffix(got, "…")) {
			t.Errorf("%q at %d: got %q", text, limit, got)
		}
	})
}
