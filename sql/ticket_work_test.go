package sql_test

import (
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
)

// caseload is a shift with tickets in two queues that both agents serve.
type caseload struct {
	*shift
	tickets          *ticket.Service
	billing, returns centre.QueueID
	ana, ben         centre.AgentID
	chief            centre.Actor
	id               centre.TicketID
}

func newCaseload(t *testing.T) *caseload {
	t.Helper()
	s := newShift(t)
	c := &caseload{shift: s, billing: s.Queue("Billing"), returns: s.Queue("Returns"),
		chief: centre.Agent(s.Agent("Chief"))}
	s.WrapUp(c.billing, routing.WrapNone, time.Minute, time.Minute)
	c.ana = s.Hire("Ana").Serving(c.billing, c.returns).Ready(s.Now())
	c.ben = s.Hire("Ben").Serving(c.billing, c.returns).Ready(s.Pass(time.Second))
	c.tickets = ticket.NewService(sql.Transact[ticket.Store](s.Store), s.Store.Read(), s.Now)
	tk, err := c.tickets.Begin(s.ctx, c.chief, ticket.Draft{Subject: "Charged twice", QueueID: c.billing, CustomerID: s.Customer("Cara", "B")})
	s.must(err)
	c.id = tk.ID
	s.must(c.tickets.Route(s.ctx, tk.ID))
	return c
}

// edits changes the ticket as it is now.
func (c *caseload) edits(by centre.Actor, e ticket.Edit) ticket.Ticket {
	c.t.Helper()
	tk, err := c.tickets.Ticket(c.ctx, c.id)
	c.must(err)
	e.Version = tk.Version
	tk, err = c.tickets.Edit(c.ctx, by, c.id, e)
	c.must(err)
	return tk
}

// answers notes the customer's words.
func (c *caseload) answers() {
	c.t.Helper()
	_, err := c.tickets.Comment(c.ctx, c.chief, c.id, ticket.Remark{Text: "It happened again.", From: ticket.FromCustomer})
	c.must(err)
}

// work gives the ticket's one live item.
func (c *caseload) work() routing.Card {
	c.t.Helper()
	var ids []centre.ItemID
	c.must(c.DB.Select(&ids, `SELECT id FROM items WHERE ticket_id = $1 AND ended_at IS NULL`, c.id))
	if len(ids) != 1 {
		c.t.Fatalf("%d items are live, want one", len(ids))
	}
	return c.item(ids[0])
}

// waits fails the test unless the ticket waits in the queue, and gives its item.
func (c *caseload) waits(in centre.QueueID) centre.ItemID {
	c.t.Helper()
	it := c.work()
	if it.State != routing.Queued || it.Queue.ID != string(in) {
		c.t.Fatalf("it is %s in %s", it.State, it.Queue.Name)
	}
	return it.ID
}

func (c *caseload) waitsForNobody() {
	c.t.Helper()
	if n := c.Count(`SELECT count(*) FROM items WHERE ticket_id = $1 AND ended_at IS NULL`, c.id); n != 0 {
		c.t.Fatalf("%d items are live, want none", n)
	}
}

// taken lets the first agent who is asked take the ticket.
func (c *caseload) taken() centre.AgentID {
	c.t.Helper()
	c.decide()
	it := c.work()
	c.accepts(it.AgentID)
	return it.AgentID
}

func TestATicketsWorkFollowsIt(t *testing.T) {
	t.Parallel()
	solved := ticket.Edit{State: to(ticket.Solved), Category: to("billing"), Resolution: to("refunded")}

	t.Run("to another queue, with its place", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		arrived, first := c.Now(), c.waits(c.billing)
		c.Pass(time.Minute)
		c.edits(c.chief, ticket.Edit{QueueID: &c.returns, Priority: to(1)})
		if it := c.waits(c.returns); it != first {
			t.Error("it is another item")
		}
		c.wantItem(first, routing.Queued, "", arrived)
		if n := c.Count(`SELECT count(*) FROM items WHERE id = $1 AND priority = 3`, first); n != 1 {
			t.Error("it is as urgent as it was")
		}
	})
	t.Run("to another queue while it rings", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.decide()
		c.edits(c.chief, ticket.Edit{QueueID: &c.returns})
		c.waits(c.returns)
		if len(c.rings(c.ana))+len(c.rings(c.ben)) != 0 || c.desk(c.ana).Load != 0 {
			t.Error("it still rings")
		}
		c.taken()
	})
	t.Run("to nobody, and back", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.taken()
		c.edits(c.chief, ticket.Edit{AssigneeID: to(centre.AgentID(""))})
		c.waits(c.billing)
		c.wantDesk(c.ana, "ready", 0)
		if who := c.taken(); c.edits(c.chief, ticket.Edit{}).Assignee.ID != string(who) {
			t.Error("who took it is not its owner")
		}
	})
	t.Run("to a colleague, whom it waits for", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		if c.taken() != c.ana {
			t.Fatal("Ana was to be asked first")
		}
		c.edits(c.chief, ticket.Edit{AssigneeID: &c.ben})
		c.waits(c.billing)
		c.wantDesk(c.ana, "ready", 0)
		c.Pass(time.Hour)
		if c.decide(); c.work().AgentID != c.ben {
			t.Errorf("it rings at %q", c.work().AgentID)
		}
		c.accepts(c.ben)
		c.edits(centre.Agent(c.ben), ticket.Edit{Subject: to("Charged thrice")})
		if it := c.work(); it.State != routing.Active || it.AgentID != c.ben {
			t.Errorf("editing it made it %s", it.State)
		}
	})
	t.Run("to a colleague who went home: to anybody", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		gone := c.Hire("Gus").Serving(c.billing).SignedOut(c.Now())
		c.edits(c.chief, ticket.Edit{AssigneeID: &gone})
		c.waits(c.billing)
		if who := c.taken(); c.edits(c.chief, ticket.Edit{}).Assignee.ID != string(who) {
			t.Error("who took it is not its owner")
		}
	})
	t.Run("out of line when somebody takes it themselves", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.edits(centre.Agent(c.ben), ticket.Edit{AssigneeID: &c.ben})
		c.waitsForNobody()
	})
	t.Run("pending it waits for nobody, opened again for somebody", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.edits(c.chief, ticket.Edit{State: to(ticket.Pending)})
		c.waitsForNobody()
		c.must(c.tickets.Route(c.ctx, c.id)) // a task that comes late
		c.waitsForNobody()
		c.edits(c.chief, ticket.Edit{State: to(ticket.Open)})
		c.waits(c.billing)
		c.edits(c.chief, ticket.Edit{State: to(ticket.OnHold)})
		c.waitsForNobody()
	})
	t.Run("pending it is left to who has it in hand", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		who := c.taken()
		c.edits(c.chief, ticket.Edit{State: to(ticket.Pending)})
		it := c.work()
		if it.State != routing.Active {
			t.Fatalf("it is %s", it.State)
		}
		_, err := c.routing.End(c.ctx, who, it.ID)
		c.must(err)
		c.waitsForNobody()
		c.answers()
		if c.decide(); c.work().AgentID != who {
			t.Errorf("the answer rings at %q, its owner is %q", c.work().AgentID, who)
		}
	})
	t.Run("solved it waits for nobody, reopened for its owner", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		e := solved
		e.AssigneeID = &c.ben
		c.edits(c.chief, e)
		c.waitsForNobody()
		c.answers()
		c.waits(c.billing)
		if c.decide(); c.work().AgentID != c.ben {
			t.Errorf("it rings at %q", c.work().AgentID)
		}
	})
	t.Run("after it was closed: what follows it waits for its owner", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		e := solved
		e.AssigneeID = &c.ben
		c.edits(c.chief, e)
		c.Pass(ticket.ReopenFor)
		c.must(c.tickets.Close(c.ctx, c.id))
		c.answers()
		c.waitsForNobody()
		if n := c.Count(`SELECT count(*) FROM items i JOIN tickets t ON t.id = i.ticket_id WHERE t.follows = $1 AND i.preferred_agent = $2 AND i.state = 'queued'`, c.id, c.ben); n != 1 {
			t.Error("what follows it waits for nobody")
		}
	})
	t.Run("when its agent hands it on, or is lost", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		who := c.taken()
		_, err := c.routing.Transfer(c.ctx, who, c.work().ID, routing.Destination{QueueID: c.returns})
		c.must(err)
		if tk := c.edits(c.chief, ticket.Edit{}); tk.Queue.Name != "Returns" || tk.Assignee != nil {
			t.Errorf("handed on it is in %s with %v", tk.Queue.Name, tk.Assignee)
		}
		who = c.taken()
		c.must(c.routing.Vacate(c.ctx, who))
		if tk := c.edits(c.chief, ticket.Edit{}); tk.Assignee != nil {
			t.Errorf("it still is %s's", tk.Assignee.Name)
		}
		c.waits(c.returns)
	})
}

// TestATicketIsEditedAndTakenAtOnce races edits with the router and with who answers: one
// live item or none is left, as the ticket then is.
func TestATicketIsEditedAndTakenAtOnce(t *testing.T) {
	t.Parallel()
	c := newCaseload(t)
	nobody := centre.AgentID("")
	for round := range 15 {
		c.decide()
		var wg sync.WaitGroup
		wg.Go(func() { _ = c.tickets.Route(c.ctx, c.id) })
		for _, agent := range []centre.AgentID{c.ana, c.ben} {
			for _, offer := range c.rings(agent) {
				wg.Go(func() { _, _ = c.routing.Accept(c.ctx, agent, offer.ID) }) // it may lose
			}
		}
		for _, e := range []ticket.Edit{{QueueID: &c.returns, AssigneeID: &nobody}, {State: to(ticket.Pending)}, {State: to(ticket.Open), AssigneeID: &c.ben}} {
			wg.Go(func() {
				if tk, err := c.tickets.Ticket(c.ctx, c.id); err == nil {
					e.Version = tk.Version
					_, err = c.tickets.Edit(c.ctx, c.chief, c.id, e)
					if err != nil && !centre.IsKind(err, centre.Conflict) {
						t.Errorf("round %d: %v", round, err)
					}
				}
			})
		}
		wg.Wait()
		tk := c.edits(c.chief, ticket.Edit{State: to(ticket.Open), AssigneeID: &nobody})
		c.waits(centre.QueueID(tk.Queue.ID))
		if load := c.desk(c.ana).Load + c.desk(c.ben).Load; load != 0 {
			t.Fatalf("round %d: a load of %d is left on empty desks", round, load)
		}
		c.Pass(time.Minute)
	}
}
