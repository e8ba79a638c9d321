package sql_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/screen"
)

func TestScreens(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := newMergeFloor(t)
	screens := screen.New(f.store.Read(), fixed)

	t.Run("everything is on it", func(t *testing.T) {
		name, acme := "Ann Lee", "Acme"
		org := added(t, f.Service, customer.Draft{Kind: customer.Organisation, Edit: customer.Edit{Name: &acme}})
		c := added(t, f.Service, customer.Draft{
			Edit:       customer.Edit{Name: &name, Needs: &[]string{"hard of hearing: chat"}, Consent: &customer.Consents{SMS: customer.No}},
			Identities: []customer.Identity{email("ann@example.com"), proven(phone("+12125550123"))},
		})
		if _, err := f.AddLink(ctx, ann, c.ID, org.ID, customer.Link{Role: "decision-maker", Since: "2024-05-01"}); err != nil {
			t.Fatal(err)
		}
		f.furnish(t, c.ID)
		f.furnish(t, c.ID)
		offered := centre.NewID[centre.ContactID]()
		f.run(t, `INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at, page) VALUES ($1, 'chat', $2, $3, $4, '{"url":"https://shop/cart","title":"Cart","referrer":""}')`, offered, c.ID, f.queue, noon.Add(time.Hour))

		s, err := screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: c.ID, ContactID: offered, Why: "longest idle"})
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Contacts) != 2 || len(s.Tickets) != 2 || len(s.Promises) != 2 {
			t.Errorf("%d contacts, %d tickets, %d promises", len(s.Contacts), len(s.Tickets), len(s.Promises))
		}
		if s.Page == nil || s.Page.Title != "Cart" || s.Why.Text != "longest idle" || s.Consent.SMS != customer.No || *s.Customer.LocalOffset != -300 {
			t.Errorf("got %+v", s)
		}
		if s.Identities[0].Kind != customer.Phone || !s.Contacts[0].OpenedAt.Equal(noon) || s.Customer.Needs[0] != "hard of hearing: chat" {
			t.Errorf("got %+v", s)
		}
		want := &screen.Organisation{ID: org.ID, Name: "Acme", Role: "decision-maker", Since: "2024-05-01"}
		if diff := cmp.Diff(want, s.Organisation); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("fields marked for it are shown, of customer, contact and ticket in hand", func(t *testing.T) {
		for _, d := range []string{`'customer', 'plan', 'Plan', 3, true`, `'contact', 'topic', 'Topic', 1, true`, `'ticket', 'outage', 'Outage', 2, true`, `'customer', 'quiet', 'Quiet', 0, false`} {
			f.run(t, `INSERT INTO field_definitions (id, type, entity, key, label, position, on_offer) VALUES (gen_random_uuid(), 'text', `+d+`)`)
		}
		c, other := person(t, f.Service, "Eva"), person(t, f.Service, "Otto")
		f.run(t, `UPDATE customers SET custom = '{"plan": "gold", "quiet": "x"}' WHERE id = $1`, c.ID)
		call, case1 := centre.NewID[centre.ContactID](), centre.NewID[centre.TicketID]()
		f.run(t, `INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at, custom) VALUES ($1, 'call', $2, $3, $4, '{"topic": "invoice"}')`, call, c.ID, f.queue, noon)
		f.run(t, `INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at, custom) VALUES ($1, 'down', $3, $2, $4, $4, '{"outage": true}')`, case1, c.ID, f.queue, noon)

		s, err := screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: c.ID, ContactID: call, TicketID: case1})
		want := []screen.Shown{
			{Entity: field.Contact, Key: "topic", Label: "Topic", Value: "invoice"},
			{Entity: field.Ticket, Key: "outage", Label: "Outage", Value: true},
			{Entity: field.Customer, Key: "plan", Label: "Plan", Value: "gold"},
		}
		if diff := cmp.Diff(want, s.Fields); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
		s, err = screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: other.ID, ContactID: call, TicketID: case1})
		if err != nil || len(s.Fields) != 0 {
			t.Errorf("another customer's are shown: %+v, %v", s.Fields, err)
		}
	})

	t.Run("who typed another's address is shown with the other", func(t *testing.T) {
		known := person(t, f.Service, "Known", email("known@example.com"))
		v := visitor(t, f.store)
		if _, err := f.Identify(ctx, ann, v.CustomerID, customer.Introduction{Email: "known@example.com"}); err != nil {
			t.Fatal(err)
		}
		s, err := screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: v.CustomerID})
		want := &screen.Match{ID: known.ID, Name: "Known", Tier: "C", By: customer.Email}
		if diff := cmp.Diff(want, s.SuggestedMatch); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
		if _, err := f.Merge(ctx, ann, v.CustomerID, known.ID); err != nil {
			t.Fatal(err)
		}
		s, err = screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: v.CustomerID})
		if err != nil || s.Customer.ID != known.ID || s.SuggestedMatch != nil {
			t.Errorf("after the merge: %+v, %v", s, err)
		}
	})

	t.Run("a customer of many words and hundreds of contacts fits, in one batch with others", func(t *testing.T) {
		loud := strings.Repeat("👩🏽‍🚀", 50)
		c := person(t, f.Service, loud, email(strings.Repeat("a", 60)+"@example.com"))
		quiet := person(t, f.Service, "Quiet")
		f.run(t, `INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at, subject)
		          SELECT gen_random_uuid(), 'chat', $1, $2, $3::timestamptz + n * interval '1 minute', repeat($4, 100) FROM generate_series(1, 300) n`, c.ID, f.queue, noon, loud)
		f.run(t, `INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at)
		          SELECT gen_random_uuid(), repeat($4, 100), $2, $1, $3, $3 FROM generate_series(1, 300) n`, c.ID, f.queue, noon, loud)
		all, err := screens.Screens(ctx, []screen.Request{{CustomerID: c.ID}, {CustomerID: quiet.ID}, {CustomerID: c.ID, Why: "twice"}})
		if err != nil || len(all) != 2 || all[quiet.ID].Customer.Name != "Quiet" || all[c.ID].Why != nil {
			t.Fatalf("%d screens, %v", len(all), err)
		}
		body, err := json.Marshal(all[c.ID])
		if err != nil || len(body) > screen.MaxBytes || len(all[c.ID].Contacts) != screen.MostContacts {
			t.Errorf("%d bytes, %v", len(body), err)
		}
		if !all[c.ID].Contacts[0].OpenedAt.Equal(noon.Add(300 * time.Minute)) {
			t.Errorf("the newest contact is not first: %v", all[c.ID].Contacts[0].OpenedAt)
		}
	})

	t.Run("nobody has no screen", func(t *testing.T) {
		if _, err := screens.Screen(ctx, centre.Reach{All: true}, screen.Request{CustomerID: centre.NewID[centre.CustomerID]()}); !centre.IsKind(err, centre.NotFound) {
			t.Errorf("got %v", err)
		}
	})
}
