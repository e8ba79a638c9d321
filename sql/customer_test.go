package sql_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func fixed() time.Time { return noon }

// customers is the service on a fresh database, and the database.
func customers(t testing.TB) (*customer.Service, *sql.Store) {
	t.Helper()
	store := sqltest.Store(t, sql.Options{})
	return customer.New(sql.Transact[customer.Store](store), store.Read(), fixed, "US"), store
}

var ann = centre.Agent("0193a000-0000-7000-8000-000000000001")

func phone(value string) customer.Identity {
	return customer.Identity{Kind: customer.Phone, Value: value}
}

func email(value string) customer.Identity {
	return customer.Identity{Kind: customer.Email, Value: value}
}

func proven(i customer.Identity) customer.Identity { i.Verified = true; return i }

// person adds a person known by these identities.
func person(t testing.TB, s *customer.Service, name string, known ...customer.Identity) customer.Customer {
	t.Helper()
	return added(t, s, customer.Draft{Edit: customer.Edit{Name: &name}, Identities: known})
}

func organisation(t testing.TB, s *customer.Service, name string) customer.Customer {
	t.Helper()
	return added(t, s, customer.Draft{Kind: customer.Organisation, Edit: customer.Edit{Name: &name}})
}

func added(t testing.TB, s *customer.Service, d customer.Draft) customer.Customer {
	t.Helper()
	c, err := s.Create(context.Background(), ann, d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// visitor adds a browser of which nothing is known.
func visitor(t testing.TB, store *sql.Store) chat.Visit {
	t.Helper()
	v := chat.Visit{VisitorID: centre.NewID[centre.VisitorID](), CustomerID: centre.NewID[centre.CustomerID]()}
	err := store.Do(context.Background(), func(w *sql.Work) error {
		return w.AddVisitor(context.Background(), v, []byte(v.VisitorID), noon)
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCustomers(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, store := customers(t)

	t.Run("identities are kept in one form and a number tells the zone", func(t *testing.T) {
		c := person(t, s, "Ann Lee", phone("(212) 555-0123"), email("Ann.Lee@Example.com"))
		if c.Zone != "America/New_York" || c.Identities[0].Value != "+12125550123" || c.Identities[1].Value != "ann.lee@example.com" {
			t.Errorf("got %+v", c)
		}
		if again, err := s.Customer(ctx, c.ID); err != nil || cmp.Diff(c, again) != "" {
			t.Errorf("read back: %v\n%s", err, cmp.Diff(c, again))
		}
	})

	t.Run("a change needs the version; who is late gets the current", func(t *testing.T) {
		c := person(t, s, "Old Name")
		tier, zone := "A", "Europe/Berlin"
		changed, err := s.Update(ctx, ann, c.ID, c.Version, customer.Edit{Tier: &tier, Zone: &zone, Consent: &customer.Consents{SMS: customer.No}})
		if err != nil || changed.Version != 2 || changed.Tier != "A" || changed.Consent.SMS != customer.No || changed.Consent.Calls != customer.Unknown {
			t.Fatalf("%+v, %v", changed, err)
		}
		_, err = s.Update(ctx, ann, c.ID, c.Version, customer.Edit{Tier: &tier})
		if !centre.IsCode(err, "version_conflict") {
			t.Fatalf("late: %v", err)
		}
	})

	t.Run("custom fields follow their definitions", func(t *testing.T) {
		fields := field.New(sql.Transact[field.Store](store), store.Read(), fixed)
		def, err := fields.Define(ctx, ann, field.Definition{Entity: field.Customer, Key: "plan", Label: "Plan", Type: field.Choice, Choices: []string{"basic", "gold"}})
		if err != nil {
			t.Fatal(err)
		}
		c := person(t, s, "Planned")
		_, err = s.Update(ctx, ann, c.ID, c.Version, customer.Edit{Custom: field.Values{"plan": "tin"}})
		if !centre.IsKind(err, centre.Invalid) {
			t.Errorf("a choice that is none: %v", err)
		}
		c, err = s.Update(ctx, ann, c.ID, c.Version, customer.Edit{Custom: field.Values{"plan": "gold"}})
		if err != nil || c.Custom["plan"] != "gold" {
			t.Errorf("%+v, %v", c, err)
		}
		label := "The plan"
		if def, err = fields.Edit(ctx, ann, def.ID, def.Version, field.Edit{Label: &label}); err != nil || def.Version != 2 || def.Label != label {
			t.Errorf("edit: %+v, %v", def, err)
		}
		if err := fields.Remove(ctx, ann, def.ID); err != nil {
			t.Error(err)
		}
	})

	t.Run("a person has a place in an organisation, seen from both", func(t *testing.T) {
		org := organisation(t, s, "Acme")
		p := person(t, s, "Decider")
		p, err := s.AddLink(ctx, ann, p.ID, org.ID, customer.Link{Role: "decision-maker"})
		if err != nil || len(p.Links) != 1 || p.Links[0].Organisation.Name != "Acme" || p.Links[0].Since != "2026-11-23" {
			t.Fatalf("%+v, %v", p.Links, err)
		}
		if _, err := s.AddLink(ctx, ann, org.ID, p.ID, customer.Link{Role: "decision-maker"}); !centre.IsCode(err, "linked") {
			t.Errorf("linked twice: %v", err)
		}
		org, err = s.Customer(ctx, org.ID)
		if err != nil || len(org.Links) != 1 || org.Links[0].Person.Name != "Decider" {
			t.Errorf("%+v, %v", org.Links, err)
		}
		if p, err = s.RemoveLink(ctx, ann, p.ID, p.Links[0].ID); err != nil || len(p.Links) != 0 {
			t.Errorf("%+v, %v", p.Links, err)
		}
	})

	t.Run("an identity that another holds names the other", func(t *testing.T) {
		holder := person(t, s, "Holder", email("held@example.com"))
		c := person(t, s, "Wanting")
		_, err := s.AddIdentity(ctx, ann, c.ID, email("HELD@example.com"))
		if !centre.IsCode(err, "identity_taken") {
			t.Fatalf("got %v", err)
		}
		holder, err = s.RemoveIdentity(ctx, ann, holder.ID, holder.Identities[0].ID)
		if err != nil || len(holder.Identities) != 0 {
			t.Fatalf("%+v, %v", holder, err)
		}
		if c, err = s.AddIdentity(ctx, ann, c.ID, email("held@example.com")); err != nil || len(c.Identities) != 1 {
			t.Errorf("%+v, %v", c, err)
		}
	})

	t.Run("a caller is who is known by the number, however it is written", func(t *testing.T) {
		if _, err := s.KnownBy(ctx, phone("+442079460958")); !centre.IsKind(err, centre.NotFound) {
			t.Fatalf("nobody is: %v", err)
		}
		first, err := s.Create(ctx, centre.System, customer.Draft{Identities: []customer.Identity{phone("+442079460958")}})
		if err != nil || first.Zone != "Europe/London" {
			t.Fatalf("%+v, %v", first, err)
		}
		again, err := s.KnownBy(ctx, phone("+44 20 7946 0958"))
		if err != nil || again.ID != first.ID {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, store := customers(t)

	t.Run("what nobody holds becomes theirs, unproven", func(t *testing.T) {
		v := visitor(t, store)
		id, err := s.Identify(ctx, ann, v.CustomerID, customer.Introduction{Name: "Vi", Email: "vi@example.com", Phone: "+12125550100"})
		c, _ := s.Customer(ctx, id)
		if err != nil || id != v.CustomerID || c.Name != "Vi" || c.Zone != "America/New_York" || len(c.Identities) != 3 {
			t.Errorf("%+v, %v", c, err)
		}
	})

	t.Run("a typed address takes nothing from who holds it", func(t *testing.T) {
		known := person(t, s, "Known", proven(email("known@example.com")))
		v := visitor(t, store)
		id, err := s.Identify(ctx, ann, v.CustomerID, customer.Introduction{Email: "known@example.com"})
		after, _ := s.Customer(ctx, known.ID)
		if err != nil || id != v.CustomerID || cmp.Diff(known, after) != "" {
			t.Errorf("%v\n%s", err, cmp.Diff(known, after))
		}
	})

	t.Run("a proven address makes a visitor who they are, with their history", func(t *testing.T) {
		known := person(t, s, "Proven", proven(email("proven@example.com")))
		v := visitor(t, store)
		id, err := s.Identify(ctx, ann, v.CustomerID, customer.Introduction{Email: "proven@example.com", Verified: true})
		after, _ := s.Customer(ctx, v.CustomerID)
		if err != nil || id != known.ID || after.ID != known.ID || len(after.Identities) != 2 {
			t.Errorf("%+v, %v", after, err)
		}
	})

	t.Run("proof takes an address from who only said so", func(t *testing.T) {
		liar := visitor(t, store)
		if _, err := s.Identify(ctx, ann, liar.CustomerID, customer.Introduction{Email: "mine@example.com"}); err != nil {
			t.Fatal(err)
		}
		v := visitor(t, store)
		id, err := s.Identify(ctx, ann, v.CustomerID, customer.Introduction{Email: "mine@example.com", Verified: true})
		c, _ := s.Customer(ctx, v.CustomerID)
		if err != nil || id != v.CustomerID || len(c.Identities) != 2 || !c.Identities[1].Verified {
			t.Errorf("%+v, %v", c, err)
		}
	})
}

func TestContactFields(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := newMergeFloor(t)
	c := person(t, f.Service, "Caller")
	f.furnish(t, c.ID)
	fields := field.New(sql.Transact[field.Store](f.store), f.store.Read(), fixed)
	if _, err := fields.Define(ctx, ann, field.Definition{Entity: field.Contact, Key: "order_no", Label: "Order", Type: field.Text}); err != nil {
		t.Fatal(err)
	}
	contacts := contact.New(sql.Transact[contact.Store](f.store), f.store.Read(), fixed, contact.Tickets{})
	list, err := contacts.Of(ctx, everywhere, c.ID, centre.Page{})
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	id, version := list.Items[0].ID, list.Items[0].Version
	edited, err := contacts.Edit(ctx, ann, id, contact.Change{Version: version, Custom: field.Values{"order_no": "A-7"}})
	if err != nil || edited.Custom["order_no"] != "A-7" {
		t.Errorf("%+v, %v", edited, err)
	}
	if _, err := contacts.Edit(ctx, ann, id, contact.Change{Version: edited.Version, Custom: field.Values{"orderno": "A-7"}}); !centre.IsKind(err, centre.Invalid) {
		t.Errorf("a field that is none: %v", err)
	}
}
