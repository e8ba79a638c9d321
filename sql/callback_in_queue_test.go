package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// holding is a queue whose one agent takes ten minutes for each customer, with the first of them
// at their desk: at noon in New York.
type holding struct {
	*shift
	callbacks *callback.Service
	queue     centre.QueueID
	agent     centre.AgentID
	served    centre.ItemID
}

const herNumber = "+1 212 555 0142"

func newHolding(t *testing.T) *holding {
	t.Helper()
	s := newShift(t)
	h := &holding{shift: s, queue: s.Queue("Support")}
	s.Public(h.queue)
	s.Pass(time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC).Sub(s.Now()))
	h.callbacks = callback.New(sql.Transact[callback.Store](s.Store), s.Store.Read(), s.Now, callback.Click{}, s.waits)
	h.agent = s.Hire("Ana").Serving(h.queue).Ready(s.Now())
	s.Exec(`UPDATE queues SET wrap_mode = 'none' WHERE id = $1`, h.queue)
	for range 2 {
		if h.served != "" {
			h.ends()
		}
		h.Arrives(routing.Call, h.queue, "C", h.Now())
		h.decide()
		h.served = h.accepts(h.agent)
		h.Pass(10 * time.Minute)
	}
	return h
}

// ends ends what the agent has at work.
func (h *holding) ends() {
	h.t.Helper()
	_, err := h.routing.End(h.ctx, h.agent, h.served)
	h.must(err)
}

// chats lets a visitor come who waits in a chat.
func (h *holding) chats(v chat.Visit) centre.ContactID {
	h.t.Helper()
	c, _, err := h.shift.chats.Start(h.ctx, v.VisitorID, chat.Opening{Text: "Hello?", ClientID: centre.NewID[string](), QueueID: h.queue})
	h.must(err)
	return c.ContactID
}

func (h *holding) visitor() chat.Visit {
	h.t.Helper()
	v, _, err := h.shift.chats.NewVisit(h.ctx)
	h.must(err)
	return v
}

// calls accepts a call instead of waiting.
func (h *holding) calls(id centre.ContactID, phone string) callback.Callback {
	h.t.Helper()
	c, err := h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: phone, Zone: "America/New_York"})
	h.must(err)
	return c
}

// checks looks for every broken promise, as the tests and as the auditor know them.
func (h *holding) checks() {
	h.t.Helper()
	h.checkInvariants()
	h.stampAll()
	a := &audited{shift: h.shift, auditor: audit.NewAuditor(sql.Transact[audit.Books](h.Store), h.Now)}
	if found := a.pass(); len(found) > 0 {
		h.t.Errorf("the auditor finds %v", found)
	}
}

// itemOf gives the item of a contact that has not ended.
func (h *holding) itemOf(id centre.ContactID) centre.ItemID {
	h.t.Helper()
	item, err := h.Store.Read().LiveItem(h.ctx, id)
	h.must(err)
	return item
}

func (h *holding) place(id centre.ContactID) wait.Place {
	h.t.Helper()
	places, err := h.waits.Places(h.ctx, []centre.ContactID{id})
	h.must(err)
	return places[id]
}

func TestACallbackInQueueKeepsItsPlace(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	v := h.visitor()
	first := h.chats(v)
	came, item := h.Now(), h.itemOf(first)
	h.Pass(time.Minute)
	behind := h.Arrives(routing.Call, h.queue, "C", h.Now())
	if p := h.place(first); p.Call != wait.CallOffered || p.Position != 1 {
		t.Fatalf("who waits is told %+v", p)
	}
	c := h.calls(first, herNumber)
	if c.State != callback.Due || c.InLineSince == nil || !c.InLineSince.Equal(came) {
		t.Fatalf("the callback is %+v", c)
	}
	if subject := h.item(item).Subject; subject != "Callback in queue: Hello?" {
		t.Errorf("its card is called %q", subject)
	}
	if p := h.place(first); p.Call != wait.CallAccepted || p.Position != 1 {
		t.Errorf("who is to be called is told %+v", p)
	}
	if again := h.calls(first, herNumber); again.ID != c.ID {
		t.Error("asked again it is another callback")
	}

	h.must(h.shift.chats.Leave(h.ctx, v.VisitorID))
	h.leaves(first)
	h.wantItem(item, routing.Queued, "", came)
	if k := h.contact(first); k.ClosedAt == nil || k.Outcome != "callback" {
		t.Errorf("the chat that was left is %+v", k)
	}

	h.Pass(time.Minute)
	h.ends()
	h.decide()
	h.wantItem(item, routing.Offered, h.agent, came)
	o := h.rings(h.agent)[0]
	if preview := o.ExpiresAt.Sub(o.OfferedAt); o.Item.Channel != routing.Callback || preview > 30*time.Second {
		t.Errorf("it is offered as %s for %s", o.Item.Channel, preview)
	}
	if h.accepts(h.agent) != item {
		t.Error("another work item is accepted")
	}
	if _, err := h.callbacks.Dial(h.ctx, centre.Agent(h.agent), c.ID); err != nil {
		t.Error(err)
	}
	if it := h.item(item); it.ContactID == first || h.contact(it.ContactID).CallbackID != c.ID {
		t.Errorf("the call is contact %s", it.ContactID)
	}
	h.wantItem(behind.Item, routing.Queued, "", came.Add(time.Minute))
	if n := h.Count(`SELECT count(*) FROM items WHERE customer_id = $1`, v.CustomerID); n != 1 {
		t.Errorf("the customer had %d work items", n)
	}
	if n := h.Count(`SELECT count(*) FROM journal WHERE kind IN ('item.callback_accepted', 'callback.promised') AND (subject_id = $1 OR subject_id = $2)`, item, c.ID); n != 2 {
		t.Errorf("%d of two facts are in the journal", n)
	}
	h.checks()
}

func TestALongOfferOfACallbackIsCut(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	h.OfferFor(h.queue, 2*time.Minute)
	h.calls(h.chats(h.visitor()), herNumber)
	h.ends()
	h.decide()
	if o := h.rings(h.agent)[0]; o.ExpiresAt.Sub(o.OfferedAt) != 30*time.Second {
		t.Errorf("it rings for %s", o.ExpiresAt.Sub(o.OfferedAt))
	}
}

func TestWhenACallIsOfferedToWhoWaits(t *testing.T) {
	t.Parallel()
	office := func(closes calendar.ClockTime) calendar.Calendar {
		c := calendar.Calendar{Name: "Office", Zone: "America/New_York"}
		for day := 1; day <= 7; day++ {
			c.Weekly = append(c.Weekly, calendar.Weekly{Day: day, Hours: calendar.Hours{From: 0, To: closes}})
		}
		return c
	}
	now := calendar.ClockTime(12*60 + 20)
	for name, c := range map[string]struct {
		after  int // seconds
		closes calendar.ClockTime
		want   wait.Called
	}{
		"after the usual time":           {120, 24 * 60, wait.CallOffered},
		"not when their turn comes soon": {600, 24 * 60, ""},
		"never, when the queue has none": {0, 24 * 60, ""},
		"ten minutes before closing":     {120, now + 20, wait.CallOffered},
		"not less before closing":        {120, now + 19, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolding(t)
			hours := h.QueueWithHours("Hours", office(c.closes))
			h.Exec(`UPDATE queues SET callback_after_s = $2, calendar_id = (SELECT calendar_id FROM queues WHERE id = $3) WHERE id = $1`, h.queue, c.after, hours)
			id := h.chats(h.visitor())
			if p := h.place(id); p.Call != c.want {
				t.Fatalf("they are told %+v, want %q", p, c.want)
			}
			_, err := h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: herNumber})
			switch {
			case c.want == wait.CallOffered || c.after == 600: // twice what is expected is not asked for once more
				h.must(err)
			default:
				h.wantCode(err, "no_callback")
			}
		})
	}
}

func TestWhoIsToBeCalledMayRatherWait(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	id := h.chats(h.visitor())
	came, item := h.Now(), h.itemOf(id)
	h.Pass(time.Minute)
	c := h.calls(id, herNumber)
	for range 2 { // the second time there is nothing to undo
		h.must(h.callbacks.WaitInstead(h.ctx, centre.System, id))
	}
	h.wantItem(item, routing.Queued, "", came)
	if it := h.item(item); it.Channel != routing.Chat || it.ContactID != id {
		t.Errorf("the item is a %s about %s", it.Channel, it.ContactID)
	}
	if c, err := h.callbacks.Callback(h.ctx, c.ID); err != nil || c.State != callback.Cancelled {
		t.Errorf("the callback is %s, %v", c.State, err)
	}

	h.calls(id, herNumber)
	h.ends()
	h.decide()
	h.wantCode(h.callbacks.WaitInstead(h.ctx, centre.System, id), "too_late")
	h.checks()
}

// Who thinks better of where to be called is called there, in the place that they have.
func TestTheNumberAskedForLastIsCalled(t *testing.T) {
	t.Parallel()
	const other, hers, far = "+1 312 555 0199", telephone.Number("+12125550142"), "+61 2 5550 1234"
	h := newHolding(t)
	id := h.chats(h.visitor())
	came, item := h.Now(), h.itemOf(id)
	h.Pass(time.Minute)
	first := h.calls(id, herNumber)
	events := func() int {
		return h.Count(`SELECT count(*) FROM journal WHERE kind = 'callback.renumbered' AND subject_id = $1`, first.ID)
	}
	if h.calls(id, "(212) 555-0142"); events() != 0 {
		t.Error("the same number, written in another way, is another one")
	}
	h.Pass(time.Minute)
	second, err := h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: other})
	h.must(err)
	if second.ID != first.ID || second.Phone != "+13125550199" || second.Zone != "America/Chicago" || second.Version != first.Version+1 || !second.InLineSince.Equal(came) {
		t.Errorf("%+v", second)
	}
	if chicago := first.DueAt.Add(-6 * time.Hour).Format("2006-01-02T15:04"); second.Local != chicago || !second.DueAt.Equal(first.DueAt) {
		t.Errorf("due at %s, %v, want %s", second.Local, second.DueAt, chicago)
	}
	if kept, err := h.callbacks.Callback(h.ctx, first.ID); err != nil || kept.Phone != second.Phone || kept.Local != second.Local || !kept.WindowTo.Equal(second.WindowTo) {
		t.Errorf("kept %+v, %v", kept, err)
	}
	h.wantItem(item, routing.Queued, "", came)
	if n := h.Count(`SELECT count(*) FROM journal WHERE kind = 'callback.renumbered' AND data::text LIKE '%555%'`); events() != 1 || n != 0 {
		t.Errorf("%d events, of which %d hold the number", events(), n)
	}

	_, err = h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: far})
	if !centre.IsKind(err, centre.Invalid) {
		t.Errorf("a number that may not be called: %v", err)
	}
	ben := h.chats(h.visitor())
	h.calls(ben, herNumber)
	_, err = h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: herNumber})
	h.wantCode(err, "already_promised") // somebody else's by now
	if kept, err := h.callbacks.Callback(h.ctx, first.ID); err != nil || kept.Phone == hers {
		t.Errorf("refused, and kept: %s, %v", kept.Phone, err)
	}

	h.ends()
	h.decide()
	_, err = h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: far})
	h.wantCode(err, "too_late")
	h.checks()
}

func TestOneNumberHasOneCallbackInAQueue(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	one, two := h.chats(h.visitor()), h.chats(h.visitor())
	second := h.itemOf(two)
	c := h.calls(one, herNumber)
	if same := h.calls(two, "(212) 555-0142"); same.ID != c.ID {
		t.Error("the same number has another callback")
	}
	h.wantItem(second, routing.Cancelled, "", h.item(second).EnqueuedAt)
	if k := h.contact(two); k.ClosedAt == nil {
		t.Error("the second chat is open")
	}
	h.checks()
}

func TestWhoComesBackTakesTheirPlace(t *testing.T) {
	t.Parallel()
	for name, rings := range map[string]bool{"while they wait": false, "while it rings": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolding(t)
			v := h.visitor()
			first := h.chats(v)
			came, item := h.Now(), h.itemOf(first)
			c := h.calls(first, herNumber)
			h.must(h.shift.chats.Leave(h.ctx, v.VisitorID))
			if rings {
				h.ends()
				h.decide()
			}
			h.Pass(time.Minute)
			next := h.chats(v)
			if next == first || h.itemOf(next) != item {
				t.Fatal("they stand in line with another item")
			}
			h.wantItem(item, routing.Queued, "", came)
			if it := h.item(item); it.Channel != routing.Chat {
				t.Errorf("the item is a %s", it.Channel)
			}
			if c, err := h.callbacks.Callback(h.ctx, c.ID); err != nil || c.State != callback.Cancelled {
				t.Errorf("the callback is %s, %v", c.State, err)
			}
			h.checks()
		})
	}
	t.Run("by their number", func(t *testing.T) {
		t.Parallel()
		h := newHolding(t)
		first := h.chats(h.visitor())
		item := h.itemOf(first)
		h.calls(first, herNumber)
		caller := h.Customer("Caller", "B")
		a, err := sqltest.Arrive(h.ctx, h.Store, opening(h.queue, caller, herNumber), h.Now())
		h.must(err)
		if a.Item != item || h.item(item).Customer.ID != caller || h.item(item).Channel != routing.Call {
			t.Errorf("the caller stands in line as %+v", h.item(item))
		}
		if k := h.contact(first); k.ClosedAt == nil || k.Outcome != "callback" {
			t.Errorf("the chat they came from is %+v", k)
		}
		h.checkInvariants()
	})
}

func opening(queue centre.QueueID, who centre.CustomerID, phone string) contact.Opening {
	return contact.Opening{Channel: routing.Call, CustomerID: who, Tier: "B", QueueID: queue, Phone: phone}
}

// wantWhy asks why an item waits whose customer is to be called; empty: they are not.
func (h *holding) wantWhy(item centre.ItemID, want string) {
	h.t.Helper()
	why, err := routing.NewExplainer(h.Store.Read(), h.Store.Read(), h.Now).Item(h.ctx, item)
	h.must(err)
	got := ""
	if c := why.CallBack; c != nil {
		got = c.Text
	}
	if got != want {
		h.t.Errorf("why says %q,\nwant %q", got, want)
	}
}

func TestWhySaysThatTheyAreCalledInTheirTurn(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	id := h.chats(h.visitor())
	came, item := h.Now(), h.itemOf(id)
	h.wantWhy(item, "")
	h.calls(id, herNumber)
	h.Pass(time.Minute)
	h.wantWhy(item, "The customer has waited 1 min, and is called in their turn instead: the place is kept.")
	h.must(h.callbacks.WaitInstead(h.ctx, centre.System, id))
	h.wantWhy(item, "")

	c := h.calls(id, herNumber)
	for _, try := range []struct {
		in             time.Duration
		before, during string // while they stand in line, and after they were not reached
	}{
		{0, "The customer has waited 1 min, and is called in their turn instead: the place is kept.",
			"The customer has waited 1 min, and is called in their turn instead: 1 try reached nobody; the next is in 5 min, with the place kept."},
		{5 * time.Minute, "The customer has waited 6 min, and is called in their turn instead: 1 try reached nobody; the place is kept once more.",
			"The customer has waited 6 min, and is called in their turn instead: 2 tries reached nobody; the next is in 15 min, at the end of the line by then."},
		{15 * time.Minute, "The customer has waited 21 min, and is called in their turn instead: 2 tries reached nobody, and it stands in line anew.",
			"The customer has waited 21 min, and is called in their turn instead: 3 tries reached nobody; the next is in 1 h, at the end of the line by then."},
		{time.Hour, "The customer has waited 1 h 21 min, and is called in their turn instead: 3 tries reached nobody, and it stands in line anew.",
			"The customer waited to be called in their turn: 4 tries reached nobody, and no more follow."},
	} {
		h.Pass(try.in)
		if try.in > 0 {
			h.must(h.callbacks.Due(h.ctx, c.ID))
		}
		h.must(h.DB.Get(&item, `SELECT id FROM items WHERE callback_id = $1 AND state = 'queued'`, c.ID))
		h.wantWhy(item, try.before)
		if kept := h.item(item).KeptSince; (kept != nil) != (try.in <= 5*time.Minute) || kept != nil && !kept.Equal(came) {
			t.Errorf("in line after %s, its card says that the place is kept since %s", try.in, kept)
		}
		h.misses(c.ID)
		h.wantWhy(item, try.during)
	}
}

// misses has the agent call who is next, in vain, and take somebody else then.
func (h *holding) misses(id centre.CallbackID) {
	h.t.Helper()
	h.ends()
	h.decide()
	h.served = h.accepts(h.agent)
	_, err := h.callbacks.Dial(h.ctx, centre.Agent(h.agent), id)
	h.must(err)
	_, err = h.callbacks.Outcome(h.ctx, centre.Agent(h.agent), id, callback.NoAnswer, "")
	h.must(err)
	h.ends()
	h.Arrives(routing.Call, h.queue, "C", h.Now())
	h.decide()
	h.served = h.accepts(h.agent)
}

func TestWhoIsNotReachedKeepsTheirPlaceOnce(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	id := h.chats(h.visitor())
	came := h.Now()
	c := h.calls(id, herNumber)
	for _, after := range []time.Duration{0, 5 * time.Minute, 15 * time.Minute, time.Hour} {
		h.Pass(after)
		again := h.Now()
		if after > 0 {
			h.must(h.callbacks.Due(h.ctx, c.ID))
			h.must(h.callbacks.Due(h.ctx, c.ID)) // a task may come twice
		}
		place := again
		if after <= 5*time.Minute {
			place = came
		}
		var item centre.ItemID
		h.must(h.DB.Get(&item, `SELECT id FROM items WHERE callback_id = $1 AND state = 'queued'`, c.ID))
		h.wantItem(item, routing.Queued, "", place)
		h.misses(c.ID)
	}
	if c, err := h.callbacks.Callback(h.ctx, c.ID); err != nil || c.State != callback.Broken || c.Attempts != 4 {
		t.Errorf("after all tries the callback is %s, %v", c.State, err)
	}
	h.checks()
}
