package sql_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := newMergeFloor(t)
	person(t, f.Service, "José Müller-Lee", phone("+12125550123"), email("jose@example.com"))
	person(t, f.Service, "Ann Leeds", phone("+442079460958"))
	person(t, f.Service, "Kathleen O'Brien", customer.Identity{Kind: customer.ExternalID, Value: "CRM-77"})
	gone := person(t, f.Service, "Leonard Gone", email("gone@example.com"))
	into := person(t, f.Service, "100% Real_Name")
	if _, err := f.Merge(ctx, ann, gone.ID, into.ID); err != nil {
		t.Fatal(err)
	}
	f.run(t, `INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES (gen_random_uuid(), 'Broken screen', $1, $2, $3, $3)`, f.queue, into.ID, noon)
	var number int64
	if err := f.db.QueryRow(`SELECT number FROM tickets`).Scan(&number); err != nil {
		t.Fatal(err)
	}

	for question, want := range map[string][]string{
		"jose":           {"José Müller-Lee"}, // no accents asked, none needed
		"MÜLLER":         {"José Müller-Lee"},
		"lee":            {"Ann Leeds", "José Müller-Lee", "Kathleen O'Brien"},
		"le an":          {"Ann Leeds"},
		"l":              {"Ann Leeds"},
		"o'b":            {"Kathleen O'Brien"},
		"leonard":        nil, // merged away
		"gone@":          {"100% Real_Name"},
		"100%":           {"100% Real_Name"},
		"%":              nil,
		"_":              nil,
		"'; --":          nil,
		"(212) 555-0123": {"José Müller-Lee"},
		"0958":           {"Ann Leeds"},
		"crm-7":          {"Kathleen O'Brien"},
		"example.com":    nil, // an identity is found by its beginning unless it holds an @
		"@example.com":   {"José Müller-Lee", "100% Real_Name"},
	} {
		t.Run(question, func(t *testing.T) {
			found, err := f.Customers(ctx, everywhere, question, centre.Page{Limit: 20})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, c := range found.Items {
				names = append(names, c.Name)
			}
			if diff := cmp.Diff(want, names, cmpopts.SortSlices(strings.Compare)); diff != "" {
				t.Error(diff)
			}
		})
	}

	t.Run("beginnings of words come before their insides", func(t *testing.T) {
		found, err := f.Customers(ctx, everywhere, "lee", centre.Page{Limit: 1})
		if err != nil || len(found.Items) != 1 || found.Items[0].Name == "Kathleen O'Brien" {
			t.Errorf("%+v, %v", found, err)
		}
	})

	t.Run("tickets by number and by subject", func(t *testing.T) {
		for _, question := range []string{fmt.Sprint("#", number), fmt.Sprint(number)[:2], "ken scr"} {
			found, err := f.Search(ctx, everywhere, question, centre.Page{Limit: 20})
			if err != nil || len(found.Tickets) != 1 || found.Tickets[0].Customer.Name != "100% Real_Name" {
				t.Errorf("%s: %+v, %v", question, found, err)
			}
		}
	})
}
