package sql_test

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lib/pq"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// mergeFloor is a database with a queue, the service on it, and a look behind it.
type mergeFloor struct {
	*customer.Service
	store *sql.Store
	db    *stdsql.DB
	queue string
}

func newMergeFloor(t *testing.T) mergeFloor {
	t.Helper()
	dsn := sqltest.URL(t)
	db, err := stdsql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	store := sqltest.Open(t, dsn, sql.Options{})
	f := mergeFloor{customer.New(sql.Transact[customer.Store](store), store.Read(), fixed, "US"), store, db, centre.NewID[string]()}
	site := centre.NewID[string]()
	f.run(t, `INSERT INTO sites (id, name) VALUES ($1, 'Main')`, site)
	f.run(t, `INSERT INTO queues (id, site_id, name) VALUES ($1, $2, 'Billing')`, f.queue, site)
	return f
}

func (f mergeFloor) run(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := f.db.Exec(query, args...); err != nil {
		t.Fatal(err)
	}
}

// furnish gives a customer one of everything that a merge moves.
func (f mergeFloor) furnish(t testing.TB, id centre.CustomerID) {
	t.Helper()
	contact, visitor := centre.NewID[string](), centre.NewID[string]()
	f.run(t, `INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at) VALUES ($1, 'chat', $2, $3, $4)`, contact, id, f.queue, noon)
	f.run(t, `INSERT INTO visitors (id, token_hash, customer_id, created_at, seen_at) VALUES ($1, $2, $3, $4, $4)`, visitor, []byte(visitor), id, noon)
	f.run(t, `INSERT INTO chats (contact_id, visitor_id) VALUES ($1, $2)`, contact, visitor)
	f.run(t, `INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, weight, state, enqueued_at)
	          SELECT $1, site_id, id, 'chat', $2, $3, 33, 'queued', $4 FROM queues WHERE id = $5`, centre.NewID[string](), contact, id, noon, f.queue)
	f.run(t, `INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES ($1, 'Broken', $2, $3, $4, $4)`, centre.NewID[string](), f.queue, id, noon)
	f.run(t, `INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, by_kind, created_at)
	          VALUES ($1::uuid, $2, $3, $1::text, 'UTC', '', $4, $4, $4, 'agent', $4)`, centre.NewID[string](), id, f.queue, noon)
}

// state is all that merges change about the customers, but for versions.
func (f mergeFloor) state(t testing.TB, ids []centre.CustomerID) []string {
	t.Helper()
	rows, err := f.db.Query(`
		SELECT 'customer ' || (to_jsonb(c) - 'version')::text FROM customers c WHERE id = ANY ($1::uuid[])
		 UNION ALL SELECT 'identity ' || to_jsonb(i)::text FROM customer_identities i WHERE customer_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'link ' || to_jsonb(l)::text FROM customer_links l WHERE person_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'visitor ' || id || customer_id FROM visitors WHERE customer_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'item ' || id || customer_id FROM items WHERE customer_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'contact ' || id || customer_id FROM contacts WHERE customer_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'ticket ' || id || customer_id FROM tickets WHERE customer_id = ANY ($1::uuid[])
		 UNION ALL SELECT 'callback ' || id || customer_id FROM callbacks WHERE customer_id = ANY ($1::uuid[])
		 ORDER BY 1`, pq.Array(ids))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines
}

// world is a few persons, some alike, with links to two organisations.
func (f mergeFloor) world(t *rapid.T, tb testing.TB) []centre.CustomerID {
	var orgs []centre.CustomerID
	for i := range 2 {
		orgs = append(orgs, organisation(tb, f.Service, fmt.Sprint("Organisation ", i)).ID)
	}
	ids := slices.Clone(orgs)
	for range rapid.IntRange(2, 4).Draw(t, "persons") {
		name := rapid.SampledFrom([]string{"", "Ann", "Bob"}).Draw(t, "name")
		needs := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"slow", "loud", "chat"}), 0, 2, rapid.ID).Draw(t, "needs")
		calls := rapid.SampledFrom([]customer.Consent{customer.Yes, customer.No, customer.Unknown}).Draw(t, "calls")
		c := added(tb, f.Service, customer.Draft{
			Edit:       customer.Edit{Name: &name, Needs: &needs, Consent: &customer.Consents{Calls: calls}},
			Identities: []customer.Identity{{Kind: customer.ExternalID, Value: centre.NewID[string]()}},
		})
		for _, org := range orgs {
			if rapid.Bool().Draw(t, "linked") {
				if _, err := f.AddLink(context.Background(), ann, c.ID, org, customer.Link{Role: "buyer"}); err != nil {
					tb.Fatal(err)
				}
			}
		}
		f.furnish(tb, c.ID)
		ids = append(ids, c.ID)
	}
	return ids
}

// lost counts the merges in force whose record has something that its survivor has not:
// a refusal, a need, a name where the survivor has none.
func (f mergeFloor) lost(t testing.TB) int {
	t.Helper()
	var n int
	err := f.db.QueryRow(`
		SELECT count(*)
		  FROM customer_merges m
		  JOIN customers f ON f.id = m.from_id
		  JOIN customers i ON i.id = m.into_id
		 WHERE m.undone_at IS NULL
		   AND (f.consent ->> 'calls' = 'no' AND i.consent ->> 'calls' <> 'no'
		     OR NOT i.needs @> f.needs
		     OR i.name = '' AND f.name <> '')`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMergesUndone(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := newMergeFloor(t)
	rapid.Check(t, func(r *rapid.T) {
		ids := f.world(r, t)
		before := f.state(t, ids)
		var done []customer.MergeID
		undo := func(i int) bool {
			_, err := f.Undo(ctx, ann, done[i])
			if err != nil && !centre.IsCode(err, "merged_further") {
				r.Fatal(err)
			}
			if err == nil {
				done = slices.Delete(done, i, i+1)
			}
			if n := f.lost(t); n > 0 {
				r.Fatalf("%d records in force lost something by the undoing of another", n)
			}
			return err == nil
		}
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			if len(done) > 0 && rapid.IntRange(0, 3).Draw(r, "undo") == 0 {
				undo(rapid.IntRange(0, len(done)-1).Draw(r, "which"))
				continue
			}
			from, into := rapid.SampledFrom(ids).Draw(r, "from"), rapid.SampledFrom(ids).Draw(r, "into")
			id, err := f.Merge(ctx, ann, from, into)
			switch {
			case err == nil:
				done = append(done, id)
			case !centre.IsKind(err, centre.Conflict) && !centre.IsKind(err, centre.Invalid):
				r.Fatal(err)
			}
		}
		for len(done) > 0 {
			undone := false
			for i := range done {
				if undone = undo(i); undone {
					break
				}
			}
			if !undone {
				r.Fatalf("%d merges cannot be undone", len(done))
			}
		}
		if diff := cmp.Diff(before, f.state(t, ids)); diff != "" {
			r.Fatalf("not as before: %s", diff)
		}
	})
}

func TestMerge(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := newMergeFloor(t)

	t.Run("what came to the survivor later stays, and the merged answers with the survivor", func(t *testing.T) {
		from, into := person(t, f.Service, "From", email("from@example.com")), person(t, f.Service, "Into")
		f.furnish(t, from.ID)
		id, err := f.Merge(ctx, ann, from.ID, into.ID)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := f.Customer(ctx, from.ID); err != nil || c.ID != into.ID || len(c.Identities) != 1 {
			t.Errorf("redirect: %+v, %v", c, err)
		}
		if _, err := f.Update(ctx, ann, from.ID, 2, customer.Edit{}); !centre.IsCode(err, "merged") {
			t.Errorf("a merged record was changed: %v", err)
		}
		f.furnish(t, into.ID)
		if _, err := f.AddIdentity(ctx, ann, into.ID, email("later@example.com")); err != nil {
			t.Fatal(err)
		}
		restored, err := f.Undo(ctx, ann, id)
		if err != nil || len(restored.Identities) != 1 || restored.MergedInto != nil {
			t.Errorf("restored %+v, %v", restored, err)
		}
		for _, c := range []centre.CustomerID{from.ID, into.ID} {
			list, err := f.Timeline(ctx, centre.Reach{All: true}, c, centre.Page{})
			if err != nil || len(list.Items) != 4 {
				t.Errorf("history of %s: %+v, %v", c, list.Items, err)
			}
		}
		if _, err := f.Undo(ctx, ann, id); !centre.IsCode(err, "already_undone") {
			t.Errorf("undone twice: %v", err)
		}
	})

	t.Run("open work tells its screens", func(t *testing.T) {
		from, into := person(t, f.Service, "Left"), person(t, f.Service, "Right")
		f.furnish(t, from.ID)
		if _, err := f.Merge(ctx, ann, from.ID, into.ID); err != nil {
			t.Fatal(err)
		}
		var n int
		err := f.db.QueryRow(`SELECT count(DISTINCT kind) FROM journal WHERE kind LIKE '%.customer_changed' AND 'customer:' || $1 = ANY (topics)`, string(into.ID)).Scan(&n)
		if err != nil || n != 4 {
			t.Errorf("%d kinds of events, %v; want item, contact, ticket and callback", n, err)
		}
	})

	t.Run("what two had stays while one of them is in force", func(t *testing.T) {
		name, needs := "Ann", []string{"chat"}
		refuses := customer.Draft{Edit: customer.Edit{Name: &name, Needs: &needs, Consent: &customer.Consents{Calls: customer.No}}}
		blank := ""
		into := added(t, f.Service, customer.Draft{Edit: customer.Edit{Name: &blank, Consent: &customer.Consents{Calls: customer.Yes}}})
		var merges []customer.MergeID
		for range 2 {
			id, err := f.Merge(ctx, ann, added(t, f.Service, refuses).ID, into.ID)
			if err != nil {
				t.Fatal(err)
			}
			merges = append(merges, id)
		}
		for i, want := range []customer.Profile{
			{Name: "Ann", Needs: needs, Consent: customer.Consents{Calls: customer.No}},
			{Name: "", Needs: []string{}, Consent: customer.Consents{Calls: customer.Yes}},
		} {
			if _, err := f.Undo(ctx, ann, merges[i]); err != nil {
				t.Fatal(err)
			}
			c, err := f.Customer(ctx, into.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := customer.Profile{Name: c.Name, Needs: c.Needs, Consent: customer.Consents{Calls: c.Consent.Calls}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("after undoing %d: %s", i+1, diff)
			}
		}
	})

	t.Run("a link both have is one, and neither loses it by an undo out of order", func(t *testing.T) {
		north, south := organisation(t, f.Service, "North"), organisation(t, f.Service, "South")
		one, two := person(t, f.Service, "One"), person(t, f.Service, "Two")
		for _, l := range []struct{ who, where centre.CustomerID }{{one.ID, north.ID}, {one.ID, south.ID}, {two.ID, south.ID}} {
			if _, err := f.AddLink(ctx, ann, l.who, l.where, customer.Link{Role: "buyer"}); err != nil {
				t.Fatal(err)
			}
		}
		places := func(c customer.Customer) []string {
			t.Helper()
			c, err := f.Customer(ctx, c.ID)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, l := range c.Links {
				names = append(names, l.Organisation.Name)
			}
			slices.Sort(names)
			return names
		}
		before := f.state(t, []centre.CustomerID{one.ID, two.ID, north.ID, south.ID})
		apart := [][]string{places(one), places(two)}
		orgs, err := f.Merge(ctx, ann, south.ID, north.ID)
		if err != nil {
			t.Fatal(err)
		}
		persons, err := f.Merge(ctx, ann, one.ID, two.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"North"}, places(two)); diff != "" {
			t.Errorf("merged: %s", diff)
		}
		if _, err := f.Undo(ctx, ann, orgs); err != nil {
			t.Fatalf("the organisations first: %v", err)
		}
		if diff := cmp.Diff([]string{"North", "South"}, places(two)); diff != "" {
			t.Errorf("the organisations are two again: %s", diff)
		}
		if _, err := f.Undo(ctx, ann, persons); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, f.state(t, []centre.CustomerID{one.ID, two.ID, north.ID, south.ID})); diff != "" {
			t.Errorf("not as before: %s", diff)
		}
		if diff := cmp.Diff(apart, [][]string{places(one), places(two)}); diff != "" {
			t.Errorf("not shown as before: %s", diff)
		}
	})

	t.Run("a link both had is removed with its twin", func(t *testing.T) {
		org, one, two := organisation(t, f.Service, "Twins"), person(t, f.Service, "Uno"), person(t, f.Service, "Due")
		for i, c := range []customer.Customer{one, two} {
			if _, err := f.AddLink(ctx, ann, c.ID, org.ID, customer.Link{Role: "buyer", Since: fmt.Sprintf("202%d-01-01", i)}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.Merge(ctx, ann, one.ID, two.ID); err != nil {
			t.Fatal(err)
		}
		two, err := f.Customer(ctx, two.ID)
		if err != nil || len(two.Links) != 1 || two.Links[0].Since != "2020-01-01" {
			t.Fatalf("links %+v, %v; want the older", two.Links, err)
		}
		if two, err = f.RemoveLink(ctx, ann, two.ID, two.Links[0].ID); err != nil || len(two.Links) != 0 {
			t.Errorf("links %+v, %v", two.Links, err)
		}
	})

	t.Run("of two merges at once one wins", func(t *testing.T) {
		from := person(t, f.Service, "Torn")
		f.furnish(t, from.ID)
		targets := []customer.Customer{person(t, f.Service, "One"), person(t, f.Service, "Two")}
		errs := make([]error, len(targets))
		var wg sync.WaitGroup
		for i, into := range targets {
			wg.Go(func() { _, errs[i] = f.Merge(ctx, ann, from.ID, into.ID) })
		}
		wg.Wait()
		lost := slices.IndexFunc(errs, func(err error) bool { return err != nil })
		if lost < 0 || errs[1-lost] != nil || !centre.IsCode(errs[lost], "already_merged") {
			t.Fatalf("got %v", errs)
		}
		if c, err := f.Customer(ctx, from.ID); err != nil || c.ID != targets[1-lost].ID {
			t.Errorf("survivor %+v, %v", c, err)
		}
	})
}
