package sql_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

// handing is a floor where Ana, of Support, has a call in hand and Bob, of Billing, nothing.
// Calls are answered within 20 s.
type handing struct {
	*shift
	support, billing centre.QueueID
	ana, bob         centre.AgentID
	call             sqltest.Arrival
}

func newHanding(t *testing.T) *handing {
	t.Helper()
	h := &handing{shift: newShift(t)}
	h.support, h.billing = h.Queue("Support"), h.Queue("Billing")
	h.OfferFor(h.support, 20*time.Second)
	h.OfferFor(h.billing, 20*time.Second)
	h.ana = h.Hire("Ana").Serving(h.support).Ready(h.Now())
	h.bob = h.Hire("Bob").Serving(h.billing).Ready(h.Now())
	h.call = h.Arrives(routing.Call, h.support, "C", h.Now())
	h.decide()
	h.accepts(h.ana)
	return h
}

func (h *handing) handsOn(to routing.Destination) {
	h.t.Helper()
	_, err := h.routing.Transfer(h.ctx, h.ana, h.call.Item, to)
	h.must(err)
	h.decide()
}

// comesBack does what is due of what was handed on, twice as a task that is repeated, and
// gives how often that had an effect.
func (h *handing) comesBack() int {
	h.t.Helper()
	returned := func() int { return h.Count(`SELECT count(*) FROM journal WHERE kind = 'item.returned'`) }
	before := returned()
	for range 2 {
		h.must(h.routing.ComeBack(h.ctx, h.call.Item))
	}
	h.decide()
	return returned() - before
}

func (h *handing) why() routing.Reasons {
	h.t.Helper()
	why, err := routing.NewExplainer(h.Store.Read(), h.Store.Read(), h.Now).Item(h.ctx, h.call.Item)
	h.must(err)
	return why
}

func TestATransferThatNobodyTakesComesBack(t *testing.T) {
	t.Parallel()

	t.Run("from a queue where nobody is free, when twice the time to answer is over", func(t *testing.T) {
		t.Parallel()
		h := newHanding(t)
		h.Require(h.billing, h.Skill("Tax"), 5)
		h.Pass(time.Minute)
		h.handsOn(routing.Destination{QueueID: h.billing})
		if text := h.why().Waiting.Text; !strings.Contains(text, "it goes back to who transferred it in 40 s") {
			t.Errorf("why it waits: %s", text)
		}
		h.Pass(39 * time.Second)
		if err := h.routing.ComeBack(h.ctx, h.call.Item); err == nil {
			t.Error("a task that was early is done")
		}
		if h.wantItem(h.call.Item, routing.Queued, "", shiftBegins); h.item(h.call.Item).Queue.ID != string(h.billing) {
			t.Error("it came back early")
		}
		h.Pass(time.Second)
		if n := h.comesBack(); n != 1 {
			t.Errorf("came back %d times", n)
		}
		h.wantItem(h.call.Item, routing.Offered, h.ana, shiftBegins)
		if w := h.rings(h.ana)[0].Why; w.Text != "Nobody took what you handed on" {
			t.Errorf("she is told: %s", w.Text)
		}
		if c := h.contact(h.call.Contact); c.QueueID != h.support {
			t.Errorf("the contact is in %s", c.QueueID)
		}
		h.accepts(h.ana)
		if n := h.comesBack(); n != 0 {
			t.Error("it came back out of her hands")
		}
		if d := h.why().Decisions[1].Trace; !d.Returned || d.ChosenBy != "returned" {
			t.Errorf("the decision's trace: %+v", d)
		}
	})

	t.Run("from a colleague who lets it pass, at once", func(t *testing.T) {
		t.Parallel()
		for how, pass := range map[string]func(h *handing) error{
			"declined": func(h *handing) error { return h.routing.Reject(h.ctx, h.bob, h.ring(h.bob), "busy") },
			"missed": func(h *handing) error {
				h.Pass(20 * time.Second)
				return h.routing.Expire(h.ctx, h.ring(h.bob))
			},
			"stepped away": func(h *handing) error {
				return h.routing.Declare(h.ctx, centre.Agent(h.bob), h.bob, presence.Declaration{Status: presence.Away, Reason: "break"})
			},
			"parted": func(h *handing) error {
				h.blocks(h.bob, h.item(h.call.Item).Customer.ID, time.Time{})
				return nil
			},
		} {
			t.Run(how, func(t *testing.T) {
				t.Parallel()
				h := newHanding(t)
				h.Hire("Cleo").Serving(h.support).Ready(h.Now().Add(-time.Hour)) // who has had nothing to do for long
				h.handsOn(routing.Destination{AgentID: h.bob})
				h.wantItem(h.call.Item, routing.Offered, h.bob, shiftBegins)
				h.must(pass(h))
				h.decide()
				h.wantItem(h.call.Item, routing.Offered, h.ana, shiftBegins)
				h.Pass(time.Hour)
				if n := h.comesBack(); n != 0 {
					t.Error("it came back once more")
				}
			})
		}
	})

	t.Run("from a queue whose agents let it pass, as soon as the last of them does", func(t *testing.T) {
		t.Parallel()
		h := newHanding(t)
		cleo := h.Hire("Cleo").Serving(h.billing).Ready(h.Now())
		h.handsOn(routing.Destination{QueueID: h.billing})
		h.Pass(15 * time.Second)
		first, second := h.bob, cleo
		if len(h.rings(cleo)) > 0 {
			first, second = cleo, h.bob
		}
		h.must(h.routing.Reject(h.ctx, first, h.ring(first), "busy"))
		h.decide()
		h.wantItem(h.call.Item, routing.Offered, second, shiftBegins) // one of them is not all
		h.Pass(25 * time.Second)
		if n := h.comesBack(); n != 0 {
			t.Error("it came back while it rang")
		}
		h.must(h.routing.Expire(h.ctx, h.ring(second)))
		h.decide()
		h.wantItem(h.call.Item, routing.Offered, h.ana, shiftBegins)
	})

	t.Run("to the line where it was, before all that waited long, if who handed it on is busy", func(t *testing.T) {
		t.Parallel()
		h := newHanding(t)
		tax := h.Skill("Tax")
		h.Require(h.billing, tax, 5)
		h.handsOn(routing.Destination{QueueID: h.billing})
		long := h.Arrives(routing.Call, h.support, "A", shiftBegins.Add(-time.Hour))
		h.decide()
		h.accepts(h.ana)
		longer := h.Arrives(routing.Call, h.support, "A", shiftBegins.Add(-2*time.Hour))
		h.Pass(40 * time.Second)
		if n := h.comesBack(); n != 1 {
			t.Fatalf("came back %d times", n)
		}
		h.wantItem(h.call.Item, routing.Queued, "", shiftBegins)
		if text := h.why().Waiting.Text; !strings.Contains(text, "It came back from a transfer that nobody took") {
			t.Errorf("why it waits: %s", text)
		}
		lines := h.Count(`SELECT count(DISTINCT signature) FROM items WHERE queue_id = $1`, h.support)
		if lines != 1 {
			t.Error("it has a line of its own")
		}
		cleo := h.Hire("Cleo").Serving(h.support).Ready(h.Now())
		h.decide()
		h.wantItem(h.call.Item, routing.Offered, cleo, shiftBegins)
		h.wantItem(longer.Item, routing.Queued, "", shiftBegins.Add(-2*time.Hour))
		h.wantItem(long.Item, routing.Active, h.ana, shiftBegins.Add(-time.Hour))
	})

	t.Run("once for each transfer", func(t *testing.T) {
		t.Parallel()
		h := newHanding(t)
		for range 2 {
			h.handsOn(routing.Destination{AgentID: h.bob})
			h.must(h.routing.Reject(h.ctx, h.bob, h.ring(h.bob), "busy"))
			h.decide()
			h.accepts(h.ana)
			h.Pass(time.Minute)
		}
		h.handsOn(routing.Destination{AgentID: h.bob})
		h.accepts(h.bob)
		h.Pass(time.Minute)
		if n := h.comesBack(); n != 0 {
			t.Error("it came back though it was taken")
		}
		h.wantItem(h.call.Item, routing.Active, h.bob, shiftBegins)
		if n := h.Count(`SELECT count(*) FROM journal WHERE kind = 'item.returned'`); n != 2 {
			t.Errorf("it came back %d times", n)
		}
	})
}
