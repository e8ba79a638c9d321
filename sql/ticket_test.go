package sql_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// desk is a floor with the ticket service on it and a clock that the test sets.
type ticketDesk struct {
	*sqltest.Floor
	*ticket.Service
	now      time.Time
	ana, ben centre.AgentID
	queue    centre.QueueID
	customer centre.CustomerID
}

func newTicketDesk(t *testing.T) *ticketDesk {
	f := sqltest.NewFloor(t)
	d := &ticketDesk{
		Floor: f, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC),
		ana: f.Agent("Ana"), ben: f.Agent("Ben"), queue: f.Queue("Billing"), customer: f.Customer("Cara", "A"),
	}
	d.Service = ticket.NewService(sql.Transact[ticket.Store](f.Store), f.Store.Read(), func() time.Time { return d.now })
	return d
}

func (d *ticketDesk) begin(t *testing.T) ticket.Ticket {
	t.Helper()
	tk, err := d.Begin(context.Background(), centre.Agent(d.ana), ticket.Draft{
		Subject: "Charged twice", QueueID: d.queue, CustomerID: d.customer, Text: "I was charged twice.", From: ticket.FromCustomer,
	})
	if err != nil {
		t.Fatal(err)
	}
	return tk
}

func (d *ticketDesk) kinds(t *testing.T, id centre.TicketID) (kinds []string) {
	t.Helper()
	if err := d.DB.Select(&kinds, `SELECT kind FROM journal WHERE subject_id = $1 ORDER BY id`, id); err != nil {
		t.Fatal(err)
	}
	return kinds
}

func to[T any](v T) *T { return &v }

func TestTicketFromBeginningToEnd(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newTicketDesk(t)
	tk := d.begin(t)
	if tk.Number != 1001 || tk.Priority != 2 || tk.Queue.Name != "Billing" || tk.Customer.Name != "Cara" || !tk.ResolveDueAt.Equal(d.now.Add(8*time.Hour)) {
		t.Errorf("began as %+v", tk)
	}

	d.now = d.now.Add(10 * time.Minute)
	if _, err := d.Comment(ctx, centre.Agent(d.ben), tk.ID, ticket.Remark{Text: "Looking into it.", State: ticket.Pending}); err != nil {
		t.Fatal(err)
	}
	tk, _ = d.Ticket(ctx, tk.ID)
	if tk.State != ticket.Pending || !tk.FirstReplyAt.Equal(d.now) || tk.ResolveDueAt != nil {
		t.Errorf("after the answer: %+v", tk)
	}

	if _, err := d.Comment(ctx, centre.Agent(d.ben), tk.ID, ticket.Remark{Text: "Twice, really.", From: ticket.FromCustomer}); err != nil {
		t.Fatal(err)
	}
	tk, _ = d.Ticket(ctx, tk.ID)
	if tk.State != ticket.Open {
		t.Errorf("after the customer's words: %s", tk.State)
	}
	if _, err := d.Edit(ctx, centre.Agent(d.ben), tk.ID, ticket.Edit{Version: tk.Version, State: to(ticket.Solved)}); !centre.IsCode(err, "not_solvable") {
		t.Errorf("solved without a resolution: %v", err)
	}
	tk, err := d.Edit(ctx, centre.Agent(d.ben), tk.ID, ticket.Edit{
		Version: tk.Version, State: to(ticket.Solved), Category: to("billing"), Resolution: to("refunded"), AssigneeID: to(d.ben),
	})
	if err != nil || tk.Assignee.Name != "Ben" {
		t.Fatalf("%+v, %v", tk, err)
	}

	for _, early := range []time.Duration{ticket.ReopenFor - time.Second, ticket.ReopenFor} {
		d.now = tk.SolvedAt.Add(early)
		for range 2 { // tasks come more than once
			if err := d.Close(ctx, tk.ID); centre.IsCode(err, "early") != (early < ticket.ReopenFor) {
				t.Fatal(err)
			}
		}
		closed, _ := d.Ticket(ctx, tk.ID)
		if (closed.State == ticket.Closed) != (early == ticket.ReopenFor) {
			t.Errorf("%v after its solution it is %s", early, closed.State)
		}
	}

	c, err := d.Comment(ctx, centre.Agent(d.ana), tk.ID, ticket.Remark{Text: "It happened again.", From: ticket.FromCustomer})
	if err != nil {
		t.Fatal(err)
	}
	next, err := d.Ticket(ctx, c.TicketID)
	if err != nil || next.Follows != tk.ID || next.State != ticket.New || c.From.Name != "Cara" {
		t.Errorf("a reply to a closed ticket gave %+v, %v", next, err)
	}
	want := []string{"ticket.created", "ticket.commented", "ticket.commented", "ticket.assigned", "ticket.solved", "ticket.closed"}
	if diff := cmp.Diff(want, d.kinds(t, tk.ID)); diff != "" {
		t.Error(diff)
	}
	said, err := d.Comments(ctx, tk.ID, centre.Page{Limit: 2})
	if err != nil || len(said.Items) != 2 || said.NextCursor == nil || said.Items[0].Text != "Twice, really." {
		t.Errorf("comments: %+v, %v", said, err)
	}
}

func TestASolvedTicketIsReopenedByItsCustomer(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newTicketDesk(t)
	tk := d.begin(t)
	if _, err := d.Edit(ctx, centre.Agent(d.ana), tk.ID, ticket.Edit{Version: 1, State: to(ticket.Solved), Category: to("x"), Resolution: to("y")}); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(6 * 24 * time.Hour)
	if _, err := d.Comment(ctx, centre.Agent(d.ana), tk.ID, ticket.Remark{Text: "No.", From: ticket.FromCustomer}); err != nil {
		t.Fatal(err)
	}
	tk, _ = d.Ticket(ctx, tk.ID)
	if tk.State != ticket.Open || tk.SolvedAt != nil {
		t.Errorf("it is %s", tk.State)
	}
	d.now = d.now.Add(24 * time.Hour) // when the task of the first solution comes
	if err := d.Close(ctx, tk.ID); err != nil {
		t.Fatal(err)
	}
	if tk, _ = d.Ticket(ctx, tk.ID); tk.State != ticket.Open {
		t.Errorf("the late task made it %s", tk.State)
	}
}

func TestTwoAgentsChangeOneTicketAtOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newTicketDesk(t)
	tk := d.begin(t)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, agent := range []centre.AgentID{d.ana, d.ben} {
		wg.Go(func() {
			_, errs[i] = d.Edit(ctx, centre.Agent(agent), tk.ID, ticket.Edit{Version: tk.Version, AssigneeID: &agent})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		var f *centre.Fault
		switch {
		case err == nil:
			won++
		case errors.As(err, &f) && f.Code == "version_conflict":
			stale, _ := f.Detail.(centre.Stale)
			if current, ok := stale.Current.(ticket.Ticket); !ok || current.Version != 2 || current.Assignee == nil {
				t.Errorf("the second was told %+v", f.Detail)
			}
			if diff := cmp.Diff([]string{"assignee"}, stale.Changes[0].Fields); diff != "" || len(stale.Changes) != 1 || stale.Changes[0].By.Name == "" || !stale.Changes[0].At.Equal(d.now) {
				t.Errorf("the second was told of %+v", stale.Changes)
			}
		default:
			t.Errorf("unexpected: %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d of two won", won)
	}
}

func TestRouteOnceWhateverHappens(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newTicketDesk(t)
	tk := d.begin(t)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() { errs[i] = d.Route(ctx, tk.ID) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	var item centre.ItemID
	if n := d.Count(`SELECT count(*) FROM items WHERE ticket_id = $1`, tk.ID); n != 1 {
		t.Fatalf("%d items for one ticket", n)
	}
	if err := d.DB.Get(&item, `SELECT id FROM items WHERE ticket_id = $1 AND state = 'queued' AND tier = 'A' AND priority = 4 AND weight = 20`, tk.ID); err != nil {
		t.Fatal(err)
	}

	t.Run("the agent who accepts becomes the assignee", func(t *testing.T) {
		accept := func() error {
			return d.Store.Do(ctx, func(w *sql.Work) error {
				return ticket.Accepted(ctx, w, routing.Item{ID: item, TicketID: tk.ID, AgentID: d.ben}, d.now)
			})
		}
		if err := errors.Join(accept(), accept()); err != nil {
			t.Fatal(err)
		}
		if got, _ := d.Ticket(ctx, tk.ID); got.Assignee == nil || got.Assignee.Name != "Ben" || got.Version != 2 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("what is solved while it waits leaves the line", func(t *testing.T) {
		if _, err := d.Edit(ctx, centre.Agent(d.ben), tk.ID, ticket.Edit{Version: 2, State: to(ticket.Spam)}); err != nil {
			t.Fatal(err)
		}
		if n := d.Count(`SELECT count(*) FROM items WHERE id = $1 AND state = 'cancelled'`, item); n != 1 {
			t.Error("it still waits")
		}
		if err := d.Route(ctx, tk.ID); err != nil {
			t.Fatal(err)
		}
		if n := d.Count(`SELECT count(*) FROM items WHERE ticket_id = $1`, tk.ID); n != 1 {
			t.Error("spam was put in line")
		}
	})
}

func TestTicketLists(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newTicketDesk(t)
	for i := range 7 {
		tk := d.begin(t)
		if d.now = d.now.Add(time.Second); i%2 == 0 {
			if _, err := d.Edit(ctx, centre.Agent(d.ana), tk.ID, ticket.Edit{Version: 1, AssigneeID: &d.ana, State: to(ticket.Open)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	count := func(f ticket.Filter) (n int) {
		p := centre.Page{Limit: 2}
		for range 10 {
			page, err := d.Tickets(ctx, f, p)
			if err != nil {
				t.Fatal(err)
			}
			n += len(page.Items)
			if page.NextCursor == nil {
				return n
			}
			p.Cursor = *page.NextCursor
		}
		t.Fatal("the list does not end")
		return n
	}
	cases := []struct {
		name   string
		filter ticket.Filter
		want   int
	}{
		{"all", ticket.Filter{Reach: everywhere}, 7},
		{"one state", ticket.Filter{Reach: everywhere, States: []ticket.State{ticket.Open}}, 4},
		{"two states", ticket.Filter{Reach: everywhere, States: []ticket.State{ticket.Open, ticket.New}}, 7},
		{"an agent's", ticket.Filter{Reach: everywhere, AssigneeID: d.ana}, 4},
		{"an agent's in a state", ticket.Filter{Reach: everywhere, AssigneeID: d.ana, States: []ticket.State{ticket.New}}, 0},
		{"another agent's", ticket.Filter{Reach: everywhere, AssigneeID: d.ben}, 0},
		{"a queue's", ticket.Filter{Reach: everywhere, QueueID: d.queue, States: []ticket.State{ticket.New}}, 3},
		{"a customer's", ticket.Filter{Reach: everywhere, CustomerID: d.customer, AssigneeID: d.ana}, 4},
	}
	for _, c := range cases {
		if got := count(c.filter); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestTicketListsUseTheirIndexes holds the plans of long lists to their index:
// no list may sort or read a table whole.
func TestTicketListsUseTheirIndexes(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.Exec(`INSERT INTO tickets (id, subject, state, queue_id, customer_id, assignee_id, created_at, updated_at)
	        SELECT gen_random_uuid(), 'x', (ARRAY['new', 'open', 'solved', 'closed'])[1 + n % 4], $1, $2, CASE WHEN n % 3 = 0 THEN $3::uuid END, at, at
	          FROM generate_series(1, 5000) AS n, LATERAL (SELECT timestamptz '2026-01-01' + n * interval '1 minute' AS at) AS t`, d.queue, d.customer, d.ana)
	d.Exec(`ANALYZE tickets`)
	for _, where := range []string{"true", "state = 'open'", "assignee_id = '" + string(d.ana) + "'", "queue_id = '" + string(d.queue) + "'", "state = 'open' AND queue_id = '" + string(d.queue) + "'"} {
		var lines []string
		query := fmt.Sprintf(`EXPLAIN SELECT id FROM tickets WHERE %s AND (updated_at, id) < ('2026-01-03', 'ffffffff-ffff-ffff-ffff-ffffffffffff') ORDER BY updated_at DESC, id DESC LIMIT 31`, where)
		if err := d.DB.Select(&lines, query); err != nil {
			t.Fatal(err)
		}
		if plan := strings.Join(lines, "\n"); !strings.Contains(plan, "Index Scan") && !strings.Contains(plan, "Index Only Scan") || strings.Contains(plan, "Sort") {
			t.Errorf("%s:\n%s", where, plan)
		}
	}
}
