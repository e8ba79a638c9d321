package sql_test

import (
	"errors"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
)

// solved is an outcome that agents may choose.
func (s *shift) solved() centre.DispositionID {
	s.t.Helper()
	id := centre.NewID[centre.DispositionID]()
	s.Exec(`INSERT INTO dispositions (id, code, label) VALUES ($1, 'solved', 'Solved')`, id)
	return id
}

// taken lets a promise come due and its owner take it.
func (p *promising) taken(owner centre.AgentID) (centre.ItemID, centre.CallbackID) {
	p.t.Helper()
	p.comesDue(owner)
	p.decide()
	item := p.accepts(owner)
	return item, p.item(item).CallbackID
}

// call gives the one contact of a promise.
func (p *promising) call(id centre.CallbackID) contact.Contact {
	p.t.Helper()
	last, err := p.Store.Read().LastCall(p.ctx, id)
	p.must(err)
	c, err := p.Store.Read().Contact(p.ctx, last)
	p.must(err)
	if n := p.Count(`SELECT count(*) FROM contacts WHERE callback_id = $1`, id); n != 1 {
		p.t.Errorf("the promise has %d contacts, want one", n)
	}
	return c
}

func TestACallThatKeepsAPromiseIsAContact(t *testing.T) {
	t.Parallel()
	p := newPromising(t)
	ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
	item, promise := p.taken(ana)
	c := p.call(promise)
	if c.Direction != contact.Out || c.Channel != routing.Callback || c.AgentID != ana || c.CustomerID != p.customer || c.Subject != "The second invoice" || p.item(item).ContactID != c.ID {
		t.Errorf("taken as %+v by %s", c, p.item(item).ContactID)
	}

	_, err := p.callbacks.Dial(p.ctx, centre.Agent(ana), promise)
	p.must(err)
	dialled := p.Now()
	p.Pass(time.Minute)
	_, err = p.callbacks.Outcome(p.ctx, centre.Agent(ana), promise, callback.Reached, "agreed to pay")
	p.must(err)
	if c := p.call(promise); c.Outcome != "reached" || c.AnsweredAt == nil || !c.AnsweredAt.Equal(dialled) || c.ClosedAt != nil {
		t.Errorf("reached as %+v", c)
	}

	_, err = p.routing.End(p.ctx, ana, item)
	p.must(err)
	solved := p.solved()
	_, err = p.contacts.Finish(p.ctx, ana, item, contact.Result{DispositionID: solved, Note: "pays on Friday", Ticket: &contact.NewTicket{Subject: "Check the payment", Priority: 3}})
	p.must(err)
	if c := p.call(promise); c.Outcome != "reached" || c.DispositionID != solved || c.Note != "pays on Friday" || c.ClosedAt == nil {
		t.Errorf("kept as %+v", c)
	}
	if n := p.Count(`SELECT count(*) FROM tickets WHERE subject = 'Check the payment' AND contact_id = $1`, p.call(promise).ID); n != 1 {
		t.Errorf("%d tickets", n)
	}
	past, err := p.contacts.Of(p.ctx, everywhere, p.customer, centre.Page{})
	if err != nil || len(past.Items) != 1 || past.Items[0].CallbackID != promise {
		t.Errorf("last contacts %+v, %v", past, err)
	}
}

func TestTriesThatReachNobody(t *testing.T) {
	t.Parallel()

	t.Run("an agent who does not call leaves a contact that says so", func(t *testing.T) {
		t.Parallel()
		p := newPromising(t)
		ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
		item, promise := p.taken(ana)
		_, err := p.routing.End(p.ctx, ana, item)
		p.must(err)
		if c := p.call(promise); c.Outcome != "not_dialled" || c.ClosedAt == nil || c.AnsweredAt != nil {
			t.Errorf("got %+v", c)
		}
	})

	t.Run("who calls before the work is theirs has a contact too, closed by its outcome", func(t *testing.T) {
		t.Parallel()
		p := newPromising(t)
		ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
		id := p.item(p.comesDue(ana)).CallbackID
		_, err := p.callbacks.Dial(p.ctx, centre.Agent(ana), id)
		p.must(err)
		if c := p.call(id); c.AgentID != ana || c.ClosedAt != nil {
			t.Errorf("dialled as %+v", c)
		}
		_, err = p.callbacks.Outcome(p.ctx, centre.Agent(ana), id, callback.NoAnswer, "")
		p.must(err)
		if c := p.call(id); c.Outcome != "no_answer" || c.ClosedAt == nil || c.AnsweredAt != nil {
			t.Errorf("ended as %+v", c)
		}
	})

	t.Run("a try that was let go and then is not needed is closed", func(t *testing.T) {
		t.Parallel()
		p := newPromising(t)
		ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
		item, promise := p.taken(ana)
		_, err := p.routing.Transfer(p.ctx, ana, item, routing.Destination{QueueID: p.Queue("Another")})
		p.must(err)
		if c := p.call(promise); c.ClosedAt != nil {
			t.Errorf("closed by its transfer: %+v", c)
		}
		_, err = p.callbacks.Cancel(p.ctx, centre.Agent(ana), promise, "they called us")
		p.must(err)
		if c := p.call(promise); c.Outcome != "not_dialled" || c.ClosedAt == nil {
			t.Errorf("got %+v", c)
		}
	})
}

func TestWrapUpOfATicket(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	queue := s.Queue("Billing")
	s.WrapUp(queue, routing.WrapMandatory, time.Minute, time.Minute)
	ana := s.Hire("Ana").Serving(queue).Ready(s.Now())
	tickets := ticket.NewService(sql.Transact[ticket.Store](s.Store), s.Store.Read(), s.Now)
	tk, err := tickets.Begin(s.ctx, centre.System, ticket.Draft{Subject: "Charged twice", QueueID: queue, CustomerID: s.Customer("Cara", "B")})
	s.must(err)
	s.must(tickets.Route(s.ctx, tk.ID))
	s.decide()
	item := s.accepts(ana)
	_, err = s.routing.End(s.ctx, ana, item)
	s.must(err)

	_, err = s.contacts.Finish(s.ctx, ana, item, contact.Result{DispositionID: s.solved(), Ticket: &contact.NewTicket{Subject: "again"}})
	var f *centre.Fault
	if !errors.As(err, &f) || f.Kind != centre.Invalid || len(f.Fields) != 2 || f.Fields[0].Field != "disposition_id" || f.Fields[1].Field != "ticket" {
		t.Errorf("finished with what a ticket has no use for: %v", err)
	}
	s.wantItem(item, routing.WrapUp, ana, shiftBegins)

	_, err = s.contacts.Finish(s.ctx, ana, item, contact.Result{Note: "waits for the bank"})
	s.must(err)
	said, err := tickets.Comments(s.ctx, tk.ID, centre.Page{})
	if err != nil || len(said.Items) != 1 || !said.Items[0].Internal || said.Items[0].Text != "waits for the bank" || said.Items[0].From.Name != "Ana" {
		t.Errorf("said %+v, %v", said, err)
	}
}
