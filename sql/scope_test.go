package sql_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql/sqltest"
)

var everywhere = centre.Reach{All: true}

// branches is a company of two sites with something of each kind at Denver.
type branches struct {
	*sqltest.Floor
	scope          *agent.Scope
	denver, lisbon centre.SiteID
	queue          centre.QueueID // Denver's
	near           centre.QueueID // Lisbon's
	theirs         centre.CustomerID
	contact        centre.ContactID
	item           centre.ItemID
	things         map[string]string // by kind, of Denver's queue
	dan, ana       centre.AgentID    // of Denver, of Lisbon
}

func newBranches(t *testing.T) *branches {
	t.Helper()
	b := &branches{Floor: sqltest.NewFloor(t), lisbon: centre.NewID[centre.SiteID]()}
	b.denver = b.Site
	b.scope = agent.NewScope(b.Store.Read())
	b.Exec(`INSERT INTO sites (id, name) VALUES ($1, 'Lisbon')`, b.lisbon)
	b.queue, b.dan = b.Queue("Claims"), b.Agent("Dan")
	team := b.Team("Claims")
	b.Site = b.lisbon
	b.near, b.ana = b.Queue("Faturas"), b.Agent("Ana")

	b.theirs = b.Customer("Cara", "B")
	b.Exec(`UPDATE customers SET site_id = $2 WHERE id = $1`, b.theirs, b.denver)
	a := b.Arrives(routing.Chat, b.queue, "B", noon)
	b.contact, b.item = a.Contact, a.Item
	b.Exec(`UPDATE contacts SET customer_id = $2 WHERE id = $1`, a.Contact, b.theirs)
	b.Exec(`UPDATE items SET customer_id = $2 WHERE id = $1`, a.Item, b.theirs)
	ids := map[string]string{}
	for _, kind := range []string{"ticket", "callback", "attachment", "offer", "disposition", "merge"} {
		ids[kind] = centre.NewID[string]()
	}
	b.Exec(`INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES ($1, 'x', $2, $3, $4, $4)`, ids["ticket"], b.queue, b.theirs, noon)
	b.Exec(`INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, by_kind, created_at)
	        VALUES ($1, $2, $3, '+12125550100', 'UTC', '', $4, $4, $4, 'system', $4)`, ids["callback"], b.theirs, b.queue, noon)
	b.Exec(`INSERT INTO attachments (id, contact_id, by_kind, by_id, name, mime, size, sha256, created_at) VALUES ($1, $2, 'agent', '', 'a', 'text/plain', 1, '', $3)`, ids["attachment"], a.Contact, noon)
	b.Exec(`INSERT INTO offers (id, item_id, agent_id, channel, weight, open, offered_at, expires_at, waited_ms, trace, state) VALUES ($1, $2, $3, 'chat', 1, false, $4, $4, 0, '{}', 'rejected')`, ids["offer"], a.Item, b.dan, noon)
	b.Exec(`INSERT INTO dispositions (id, queue_id, code, label) VALUES ($1, $2, 'lost', 'Lost')`, ids["disposition"], b.queue)
	b.Exec(`INSERT INTO customer_merges (id, from_id, into_id, at, by_id, moved) VALUES ($1, $2, $3, $4, '', '{}')`, ids["merge"], b.Customer("Old", "C"), b.theirs, noon)
	b.Exec(`UPDATE contacts SET external_id = 'pbx-1' WHERE id = $1`, a.Contact)
	ids["queue"], ids["agent"], ids["team"], ids["customer"] = string(b.queue), string(b.dan), string(team), string(b.theirs)
	ids["contact"], ids["item"], ids["call"], ids["queue name"] = string(a.Contact), string(a.Item), "pbx-1", "claims"
	b.things = ids
	return b
}

func (b *branches) caller(id centre.AgentID, site centre.SiteID) agent.Caller {
	return agent.Caller{ID: id, Actor: centre.Agent(id), Role: agent.RoleSupervisor, Site: site}
}

// reached gives the kinds of Denver's things that a caller reaches, sorted.
func (b *branches) reached(t *testing.T, who agent.Caller) []string {
	t.Helper()
	var kinds []string
	for kind, id := range b.things {
		switch err := b.scope.Admit(context.Background(), who, kind, id); {
		case err == nil:
			kinds = append(kinds, kind)
		case !centre.IsKind(err, centre.NotFound):
			t.Errorf("%s: %v", kind, err)
		}
	}
	slices.Sort(kinds)
	return kinds
}

func TestReach(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	b := newBranches(t)
	ana, dan := b.caller(b.ana, b.lisbon), b.caller(b.dan, b.denver)
	want := func(t *testing.T, who agent.Caller, kinds ...string) {
		t.Helper()
		slices.Sort(kinds)
		if got := b.reached(t, who); !slices.Equal(got, kinds) {
			t.Errorf("reaches %v, want %v", got, kinds)
		}
	}
	all := func(t *testing.T, who agent.Caller) {
		t.Helper()
		if got := b.reached(t, who); len(got) != len(b.things) {
			t.Errorf("reaches only %v", got)
		}
	}

	t.Run("a site's things are its own people's and an admin's", func(t *testing.T) {
		all(t, dan)
		all(t, agent.Caller{ID: b.ana, Role: agent.RoleAdmin, Site: b.lisbon})
		want(t, ana)
		want(t, agent.Caller{})
	})
	t.Run("one thing out of reach is enough", func(t *testing.T) {
		if err := b.scope.Admit(ctx, ana, "queue", string(b.near)); err != nil {
			t.Error(err)
		}
		if err := b.scope.Admit(ctx, ana, "queue", string(b.near), string(b.queue)); !centre.IsKind(err, centre.NotFound) {
			t.Error(err)
		}
	})
	t.Run("what is not there is out of everybody's reach", func(t *testing.T) {
		for kind := range b.things {
			if err := b.scope.Admit(ctx, dan, kind, centre.NewID[string]()); !centre.IsKind(err, centre.NotFound) {
				t.Errorf("%s: %v", kind, err)
			}
		}
	})
	t.Run("a customer of no site is everybody's, by the survivor", func(t *testing.T) {
		loose, gone := string(b.Customer("Lou", "C")), string(b.Customer("Lou L", "C"))
		if err := b.scope.Admit(ctx, ana, "customer", loose, gone); err != nil {
			t.Error(err)
		}
		b.Exec(`UPDATE customers SET merged_into = $2 WHERE id = $1`, gone, b.theirs)
		if err := b.scope.Admit(ctx, ana, "customer", gone); !centre.IsKind(err, centre.NotFound) {
			t.Errorf("merged into Denver's: %v", err)
		}
	})
}

func TestOwnWorkIsAlwaysInReach(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		give string // what makes it Ana's
		want []string
	}{
		"a ticket assigned":  {`UPDATE tickets SET assignee_id = $1`, []string{"customer", "ticket"}},
		"a promise":          {`UPDATE callbacks SET owner_id = $1`, []string{"callback", "customer"}},
		"an item at work":    {`UPDATE items SET agent_id = $1, state = 'active'`, []string{"attachment", "contact", "customer", "item"}},
		"an item on offer":   {`UPDATE offers SET agent_id = $1, open = true, state = 'pending'`, []string{"attachment", "contact", "customer", "item", "offer"}},
		"an item given up":   {`UPDATE offers SET agent_id = $1`, []string{"offer"}},
		"a contact answered": {`UPDATE contacts SET agent_id = $1`, []string{"attachment", "call", "contact"}},
		"a place in a queue": {`INSERT INTO queue_members (agent_id, queue_id) SELECT $1, id FROM queues WHERE name = 'Claims'`,
			[]string{"attachment", "call", "callback", "contact", "disposition", "item", "offer", "queue", "queue name", "ticket"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBranches(t)
			b.Exec(tt.give, b.ana)
			if got := b.reached(t, b.caller(b.ana, b.lisbon)); !slices.Equal(got, tt.want) {
				t.Errorf("reaches %v, want %v", got, tt.want)
			}
		})
	}
}

// TestListsInReach pages through lists of both sites' work, as everybody, and
// finds just what the rule says, in the order of the list of all.
func TestListsInReach(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		queue, owner, at := b.queue, b.dan, noon.Add(time.Duration(dice.IntN(20))*time.Minute)
		if dice.IntN(3) == 0 {
			queue = b.near
		}
		if dice.IntN(4) == 0 {
			owner = b.ana
		}
		b.Exec(`INSERT INTO tickets (id, subject, state, queue_id, customer_id, assignee_id, created_at, updated_at) VALUES ($1, 'Reach', $2, $3, $4, $5, $6, $6)`,
			centre.NewID[string](), []string{"new", "open", "solved"}[i%3], queue, b.theirs, owner, at)
		b.Exec(`INSERT INTO callbacks (id, customer_id, queue_id, owner_id, state, phone, zone, local, due_at, window_from, window_to, by_kind, created_at)
		        VALUES ($1, $2, $3, $4, $5, $6, 'UTC', '', $7, $7, $7, 'system', $7)`,
			centre.NewID[string](), b.theirs, queue, owner, []string{"scheduled", "kept"}[i%2], fmt.Sprintf("+1212555%04d", i), at)
	}
	site := map[string]centre.SiteID{string(b.queue): b.denver, string(b.near): b.lisbon}
	sees := func(r centre.Reach, queue, owner string) bool {
		mine := r.All || site[queue] == r.Site || owner == string(r.Agent)
		return mine && (r.Only == "" || site[queue] == r.Only)
	}
	for name, r := range b.reaches(t) {
		for _, states := range [][]string{nil, {"new", "scheduled"}, {"new", "open", "kept", "scheduled"}} {
			for _, owner := range []centre.AgentID{"", b.ana} {
				f := ticket.Filter{States: asStates[ticket.State](states), AssigneeID: owner}
				tickets := func(r centre.Reach) []ticket.Ticket {
					f.Reach = r
					return whole(t, func(p centre.Page) (centre.List[ticket.Ticket], error) {
						return b.Store.Read().Tickets(context.Background(), f, p)
					})
				}
				want := kept(tickets(everywhere), func(x ticket.Ticket) bool { return sees(r, x.Queue.ID, ownerOf(x.Assignee)) })
				if got := tickets(r); !slices.EqualFunc(got, want, func(a, b ticket.Ticket) bool { return a.ID == b.ID }) {
					t.Errorf("%s: %d tickets in %v of %q, want %d", name, len(got), states, owner, len(want))
				}

				g := callback.Filter{States: asStates[callback.State](states), OwnerID: owner}
				callbacks := func(r centre.Reach) []callback.Callback {
					g.Reach = r
					return whole(t, func(p centre.Page) (centre.List[callback.Callback], error) {
						return b.Store.Read().Callbacks(context.Background(), g, p)
					})
				}
				promised := kept(callbacks(everywhere), func(x callback.Callback) bool { return sees(r, x.Queue.ID, ownerOf(x.Owner)) })
				if got := callbacks(r); !slices.EqualFunc(got, promised, func(a, b callback.Callback) bool { return a.ID == b.ID }) {
					t.Errorf("%s: %d callbacks in %v of %q, want %d", name, len(got), states, owner, len(promised))
				}
			}
		}
	}
}

// reaches gives how far people see, by who they are and what they ask for.
func (b *branches) reaches(t *testing.T) map[string]centre.Reach {
	t.Helper()
	all := map[string]centre.Reach{}
	for name, who := range map[string]agent.Caller{
		"Ana": b.caller(b.ana, b.lisbon), "Dan": b.caller(b.dan, b.denver), "an admin": {ID: b.ana, Role: agent.RoleAdmin, Site: b.lisbon},
	} {
		for only, id := range map[string]centre.SiteID{"": "", " in Denver": b.denver, " in Lisbon": b.lisbon} {
			r, err := b.scope.Reach(context.Background(), who, id)
			if err != nil {
				t.Fatal(err)
			}
			all[name+only] = r
		}
	}
	return all
}

func TestCustomersInReach(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	b := newBranches(t)
	for i, of := range []any{b.denver, b.lisbon, nil, b.lisbon, nil} {
		id := b.Customer(fmt.Sprintf("Reach %d", i), "C")
		b.Exec(`UPDATE customers SET site_id = $2 WHERE id = $1`, id, of)
		b.Exec(`INSERT INTO customer_identities (id, customer_id, kind, value, created_at) VALUES ($1, $2, 'email', $3, $4)`, centre.NewID[string](), id, fmt.Sprintf("reach%d@example.com", i), noon)
	}
	s := customer.New(nil, b.Store.Read(), time.Now, "US")
	want := map[string][]string{
		"Ana": {"1", "2", "3", "4"}, "Ana in Lisbon": {"1", "3"}, "Ana in Denver": nil,
		"Dan": {"0", "2", "4"}, "Dan in Lisbon": nil, "Dan in Denver": {"0"},
		"an admin": {"0", "1", "2", "3", "4"}, "an admin in Lisbon": {"1", "3"}, "an admin in Denver": {"0"},
	}
	for name, r := range b.reaches(t) {
		lists := map[string]func() []customer.Customer{
			"listed": func() []customer.Customer {
				return whole(t, func(p centre.Page) (centre.List[customer.Customer], error) { return s.List(ctx, r, p) })
			},
		}
		for _, q := range []string{"reach", "each", "reach0@", "@example.com"} {
			lists[q] = func() []customer.Customer {
				return whole(t, func(p centre.Page) (centre.List[customer.Customer], error) { return s.Customers(ctx, r, q, p) })
			}
		}
		for how, list := range lists {
			var got []string
			for _, c := range list() {
				if n := len(c.Name); len(c.Name) == len("Reach 0") {
					got = append(got, c.Name[n-1:])
				}
			}
			slices.Sort(got)
			expected := want[name]
			if how == "reach0@" {
				expected = kept(expected, func(s string) bool { return s == "0" })
			}
			if !slices.Equal(got, expected) {
				t.Errorf("%s, %s: %v, want %v", name, how, got, expected)
			}
		}
	}
	far, err := s.Search(ctx, b.reaches(t)["Ana"], "cara", centre.Page{})
	if err != nil || len(far.Customers) != 0 || len(far.Tickets) != 0 {
		t.Errorf("Ana found %+v, %v", far, err)
	}
}

// TestAnIdentityGoesWhereItsCustomerGoes finds a customer by an address before and
// after they move to another site, and after the address passes to somebody else.
func TestAnIdentityGoesWhereItsCustomerGoes(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	b.Exec(`INSERT INTO customer_identities (id, customer_id, kind, value, created_at) VALUES ($1, $2, 'email', 'cara@example.com', $3)`, centre.NewID[string](), b.theirs, noon)
	s := customer.New(nil, b.Store.Read(), time.Now, "US")
	reaches := b.reaches(t)
	foundBy := func(t *testing.T, want ...string) {
		t.Helper()
		for _, name := range []string{"Ana", "Dan"} {
			for _, q := range []string{"cara@ex", "ara@ex", "@example.com"} {
				list, err := s.Customers(context.Background(), reaches[name], q, centre.Page{})
				if err != nil || (len(list.Items) == 1) != slices.Contains(want, name) {
					t.Errorf("%s by %s: %+v, %v", name, q, list.Items, err)
				}
			}
		}
	}
	foundBy(t, "Dan")
	b.Exec(`UPDATE customers SET site_id = $2 WHERE id = $1`, b.theirs, b.lisbon)
	foundBy(t, "Ana")
	b.Exec(`UPDATE customers SET site_id = NULL WHERE id = $1`, b.theirs)
	foundBy(t, "Ana", "Dan")
	heir := b.Customer("Hal", "C")
	b.Exec(`UPDATE customers SET site_id = $2 WHERE id = $1`, heir, b.denver)
	b.Exec(`UPDATE customer_identities SET customer_id = $2 WHERE customer_id = $1`, b.theirs, heir)
	foundBy(t, "Dan")
}

// whole reads a list by pages of seven.
func whole[T any](t *testing.T, read func(centre.Page) (centre.List[T], error)) (all []T) {
	t.Helper()
	for p := (centre.Page{Limit: 7}); ; {
		list, err := read(p)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, list.Items...); list.NextCursor == nil {
			return all
		}
		p.Cursor = *list.NextCursor
	}
}

func kept[T any](all []T, keep func(T) bool) (some []T) {
	for _, x := range all {
		if keep(x) {
			some = append(some, x)
		}
	}
	return some
}

func asStates[S ~string](names []string) (all []S) {
	for _, n := range names {
		all = append(all, S(n))
	}
	return all
}

func ownerOf(who *routing.Named) string {
	return cmp.Or(who, &routing.Named{}).ID
}
