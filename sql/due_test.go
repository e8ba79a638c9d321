package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql/sqltest"
)

// opens puts a ticket of that priority in line.
func (c *caseload) opens(priority int) centre.TicketID {
	c.t.Helper()
	tk, err := c.tickets.Begin(c.ctx, c.chief, ticket.Draft{Subject: "Charged twice", Priority: priority, QueueID: c.billing, CustomerID: c.Customer("Dan", "C")})
	c.must(err)
	c.must(c.tickets.Route(c.ctx, tk.ID))
	return tk.ID
}

// wantDue fails the test unless the ticket's work is due when the ticket says by either clock.
func (c *caseload) wantDue(clock func(ticket.Ticket) *time.Time) {
	c.t.Helper()
	tk, err := c.tickets.Ticket(c.ctx, c.id)
	c.must(err)
	var got time.Time
	c.must(c.DB.Get(&got, `SELECT due_at FROM items WHERE ticket_id = $1 AND ended_at IS NULL`, c.id))
	if want := clock(tk); want == nil || !got.Equal(*want) {
		c.t.Errorf("its work is due at %s, the ticket says %v", got, want)
	}
}

func TestTicketsAreServedByWhenTheyAreDue(t *testing.T) {
	t.Parallel()
	c := newCaseload(t)
	c.Pass(time.Minute)
	low, urgent := c.opens(5), c.opens(1)
	c.Exec(`UPDATE presence SET capacity = 20 WHERE agent_id = $1`, c.ana)
	c.Exec(`UPDATE presence SET missed = true WHERE agent_id = $1`, c.ben)
	var order []centre.TicketID
	for range 3 {
		c.decideAsPure()
		it := c.item(c.accepts(c.ana))
		order = append(order, it.TicketID)
		_, err := c.routing.End(c.ctx, c.ana, it.ID)
		c.must(err)
	}
	c.wantEqual("order", []centre.TicketID{urgent, c.id, low}, order)
}

func TestATicketsWorkIsDueWhenTheTicketIs(t *testing.T) {
	t.Parallel()
	first := func(tk ticket.Ticket) *time.Time { return tk.FirstReplyDueAt }
	solve := func(tk ticket.Ticket) *time.Time { return tk.ResolveDueAt }

	t.Run("before and after the first reply", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.wantDue(first)
		item := c.waits(c.billing)
		c.Pass(time.Minute)
		c.edits(c.chief, ticket.Edit{State: to(ticket.Open)})
		_, err := c.tickets.Comment(c.ctx, c.chief, c.id, ticket.Remark{Text: "We look into it.", From: ticket.FromAgent})
		c.must(err)
		c.wantDue(solve)
		if c.waits(c.billing) != item {
			t.Error("it is another item")
		}
	})
	t.Run("when it becomes more urgent", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.edits(c.chief, ticket.Edit{Priority: to(1)})
		c.wantDue(first)
	})
	t.Run("while it rings", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.decide()
		c.edits(c.chief, ticket.Edit{Priority: to(2)})
		c.wantDue(first)
		if len(c.rings(c.ana)) != 1 {
			t.Error("it does not ring any more")
		}
	})
	t.Run("when its agent hands it to another queue", func(t *testing.T) {
		t.Parallel()
		c := newCaseload(t)
		c.Exec(`UPDATE tickets SET priority = 4`) // so that its clocks are reckoned anew
		_, err := c.routing.Transfer(c.ctx, c.taken(), c.work().ID, routing.Destination{QueueID: c.returns})
		c.must(err)
		c.wantDue(first)
	})
}

// What came first may be due last, and it alone may have reached the ring of who is free.
func TestWhatIsDueLastIsFoundBehindWhatNobodyCanServeYet(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, es := s.Queue("Support"), s.Skill("Spanish")
	s.Rings(support, routing.Ring{Min: map[centre.SkillID]int{es: 5}}, routing.Ring{AfterS: 60})
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	mail := func(due time.Duration) sqltest.Arrival {
		a := s.Arrives(routing.Email, support, "C", s.Now())
		s.Exec(`UPDATE items SET due_at = $2 WHERE id = $1`, a.Item, s.Now().Add(due))
		return a
	}
	old := mail(24 * time.Hour)
	s.Pass(61 * time.Second)
	for range 30 {
		mail(time.Hour)
	}
	if s.decide() != 1 || s.rings(ana)[0].Item.ID != old.Item {
		t.Errorf("Ana is offered %+v, want what waited for longer than a minute", s.rings(ana))
	}
}

func TestWhoHadOnlyCallsIsOwedWhatIsLate(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.WrapUp(support, routing.WrapNone, time.Minute, time.Minute)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	calls := []sqltest.Arrival{s.Arrives(routing.Call, support, "C", s.Now()), s.Arrives(routing.Call, support, "C", s.Now())}
	mails := []sqltest.Arrival{s.Arrives(routing.Email, support, "C", s.Now()), s.Arrives(routing.Email, support, "C", s.Now())}
	s.Exec(`UPDATE items SET due_at = $1 WHERE channel = 'email'`, s.Now().Add(time.Minute))
	serves := func(want ...centre.ItemID) {
		t.Helper()
		s.decideAsPure()
		offers := s.rings(ana)
		got := []centre.ItemID{}
		for _, o := range offers {
			got = append(got, o.Item.ID)
			it, err := s.routing.Accept(s.ctx, ana, o.ID)
			s.must(err)
			_, err = s.routing.End(s.ctx, ana, it.ID)
			s.must(err)
		}
		s.wantEqual("offers", want, got)
	}
	s.Pass(29 * time.Minute)
	serves(calls[0].Item)
	s.Pass(time.Minute)
	s.Exec(`UPDATE presence SET capacity = 50`) // for one e-mail at a time
	serves(mails[0].Item)
	if d := s.desk(ana); !d.AsyncAt.Equal(s.Now()) {
		t.Errorf("Ana had an e-mail, the desk says at %s", d.AsyncAt)
	}
	s.Exec(`UPDATE presence SET capacity = 100`)
	serves(calls[1].Item)
	serves(mails[1].Item)
}
