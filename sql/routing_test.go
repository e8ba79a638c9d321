package sql_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

func TestACallFromItsArrivalToItsEnd(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	arrived := s.Now()
	call := s.Arrives(routing.Call, support, "B", arrived)
	s.Pass(2 * time.Second)

	if made := s.decide(); made != 1 {
		t.Fatalf("made %d offers", made)
	}
	s.wantItem(call.Item, routing.Offered, ana, arrived)
	s.wantDesk(ana, presence.Ringing, 100)

	s.Pass(3 * time.Second)
	s.accepts(ana)
	s.wantItem(call.Item, routing.Active, ana, arrived)
	s.wantDesk(ana, presence.OnContact, 100)
	if c, err := s.Store.Read().Contact(s.ctx, call.Contact); err != nil || c.AgentID != ana || c.AnsweredAt == nil || !c.AnsweredAt.Equal(s.Now()) {
		t.Errorf("the contact does not say who answered, and when: %+v, %v", c, err)
	}

	s.Pass(time.Minute)
	if _, err := s.routing.End(s.ctx, ana, call.Item); err != nil {
		t.Fatal(err)
	}
	s.wantItem(call.Item, routing.WrapUp, ana, arrived)
	s.wantDesk(ana, presence.WrapUp, 100)

	s.Pass(10 * time.Second)
	if _, err := s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{Note: "sent the manual"}); err != nil {
		t.Fatal(err)
	}
	s.wantItem(call.Item, routing.Completed, ana, arrived)
	s.wantDesk(ana, presence.Ready, 0)
	if d := s.desk(ana); !d.LastIdleAt.Equal(s.Now()) {
		t.Errorf("idle since %s, want since the last work ended", d.LastIdleAt)
	}
	if c, err := s.Store.Read().Contact(s.ctx, call.Contact); err != nil || c.Outcome != "completed" || c.Note != "sent the manual" {
		t.Errorf("the contact says %+v, %v", c, err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	bob := s.Hire("Bob").Serving(support).SignedOut(s.Now())
	call := s.Arrives(routing.Call, support, "B", s.Now())
	s.decide()

	_, err := s.routing.Accept(s.ctx, bob, s.ring(ana))
	if !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("somebody else's offer: %v", err)
	}
	_, err = s.routing.Transfer(s.ctx, ana, call.Item, routing.Destination{QueueID: support})
	s.wantCode(err, "invalid_transition")
	_, err = s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{})
	s.wantCode(err, "invalid_transition")
	s.wantItem(call.Item, routing.Offered, ana, shiftBegins)

	s.accepts(ana)
	_, err = s.routing.Extend(s.ctx, ana, call.Item)
	s.wantCode(err, "invalid_transition")
	_, err = s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{})
	s.wantCode(err, "invalid_transition")
	_, err = s.routing.End(s.ctx, bob, call.Item)
	s.wantCode(err, "not_yours")
	s.wantItem(call.Item, routing.Active, ana, shiftBegins)

	_, err = s.routing.End(s.ctx, ana, call.Item)
	s.must(err)
	_, err = s.routing.End(s.ctx, ana, call.Item)
	s.wantCode(err, "invalid_transition")
	_, err = s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{})
	s.must(err)
	_, err = s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{})
	s.wantCode(err, "over")
	_, err = s.routing.End(s.ctx, ana, centre.NewID[centre.ItemID]())
	if !centre.IsKind(err, centre.NotFound) {
		t.Errorf("an item that never was: %v", err)
	}
}

func TestAMissedOfferKeepsItsPlace(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.OfferFor(support, 15*time.Second)
	xia := s.Hire("Xia").Serving(support).Ready(s.Now().Add(-time.Hour))
	yan := s.Hire("Yan").Serving(support).Ready(s.Now())
	arrived := s.Now()
	call := s.Arrives(routing.Call, support, "C", arrived)
	s.decide()
	missed := s.ring(xia)

	s.Pass(15*time.Second - time.Millisecond)
	if err := s.routing.Expire(s.ctx, missed); err == nil {
		t.Error("a deadline fired early must stay open")
	}
	s.Pass(time.Millisecond)
	s.must(s.routing.Expire(s.ctx, missed))
	s.must(s.routing.Expire(s.ctx, missed)) // twice changes nothing
	s.wantItem(call.Item, routing.Queued, "", arrived)
	s.wantDesk(xia, presence.NotResponding, 0)
	_, err := s.routing.Accept(s.ctx, xia, missed)
	s.wantCode(err, "offer_timeout")

	s.decide()
	s.Pass(3 * time.Second)
	s.accepts(yan)
	s.wantItem(call.Item, routing.Active, yan, arrived)

	s.must(s.routing.Declare(s.ctx, centre.Agent(xia), xia, presence.Declaration{Status: presence.Available}))
	s.wantDesk(xia, presence.Ready, 0)
}

func TestAnsweringTooLateIsALostRace(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	offer := s.ring(ana)
	s.Pass(time.Minute)
	_, err := s.routing.Accept(s.ctx, ana, offer)
	s.wantCode(err, "offer_timeout")
	s.wantItem(call.Item, routing.Offered, ana, shiftBegins) // until the deadline's own task
}

func TestADeclinedOfferGoesToSomebodyElse(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	xia := s.Hire("Xia").Serving(support).Ready(s.Now().Add(-time.Hour))
	arrived := s.Now()
	chat := s.Arrives(routing.Chat, support, "C", arrived)
	s.decide()
	if err := s.routing.Reject(s.ctx, xia, s.ring(xia), ""); !centre.IsKind(err, centre.Invalid) {
		t.Errorf("a rejection without reason: %v", err)
	}
	s.must(s.routing.Reject(s.ctx, xia, s.ring(xia), "my line is bad"))
	s.wantItem(chat.Item, routing.Queued, "", arrived)
	s.wantDesk(xia, presence.Ready, 0)

	if made := s.decide(); made != 0 {
		t.Error("it came back at once to who declined it")
	}
	next := s.Arrives(routing.Chat, support, "C", s.Now())
	s.decide()
	if s.accepts(xia) != next.Item {
		t.Error("declining one chat must not keep others away")
	}
	s.Pass(routing.TriedFor)
	s.decide()
	if s.accepts(xia) != chat.Item {
		t.Error("nobody else came, so it is offered to them again")
	}
}

func TestWhoStepsAwayLeavesNothingRinging(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now().Add(-time.Hour))
	bob := s.Hire("Bob").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	offer := s.ring(ana)
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Away, Reason: "lunch"}))
	s.wantDesk(ana, presence.SeenAway, 0)
	_, err := s.routing.Accept(s.ctx, ana, offer)
	s.wantCode(err, "offer_cancelled")
	s.decide()
	s.wantItem(call.Item, routing.Offered, bob, shiftBegins)
}

func TestLeavingAfterTheLastWork(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.WrapUp(support, routing.WrapNone, time.Second, time.Second)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	s.Arrives(routing.Chat, support, "C", s.Now())
	s.decide()
	chat := s.accepts(ana)
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Away, Reason: "break", Next: true}))
	s.Arrives(routing.Chat, support, "C", s.Now())
	if s.decide() != 0 {
		t.Error("I12: an offer was made to who asked to leave")
	}
	_, err := s.routing.End(s.ctx, ana, chat)
	s.must(err)
	s.wantDesk(ana, presence.SeenAway, 0)
}

func TestComingBackAfterTheLastWork(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.WrapUp(support, routing.WrapNone, time.Second, time.Second)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	s.Arrives(routing.Chat, support, "C", s.Now())
	s.decide()
	first := s.accepts(ana)
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Away, Reason: "backoffice"}))
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Available, Next: true}))
	if d := s.desk(ana); d.Status != presence.Away || d.NextStatus != presence.Available {
		t.Errorf("said to be %s, then %q", d.Status, d.NextStatus)
	}
	second := s.Arrives(routing.Chat, support, "C", s.Now())
	if s.decide() != 0 {
		t.Error("an offer was made to who is away until their work ends")
	}
	s.Pass(time.Minute)
	_, err := s.routing.End(s.ctx, ana, first)
	s.must(err)
	if s.decide() != 1 || s.accepts(ana) != second.Item {
		t.Error("who came back is not offered what waits")
	}
	if d := s.desk(ana); d.Status != presence.Available || d.NextStatus != "" || !d.StatusSince.Equal(s.Now()) {
		t.Errorf("came back as %s since %s, then %q", d.Status, d.StatusSince, d.NextStatus)
	}
}

func TestTransfers(t *testing.T) {
	t.Parallel()

	t.Run("what is said of it stands on the next agent's offer and work, and nowhere in the journal", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support, billing := s.Queue("Support"), s.Queue("Billing")
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		bob := s.Hire("Bob").Serving(billing).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		if it := s.item(call.Item); it.Handover != nil {
			t.Errorf("at first handed on by %+v", it.Handover)
		}
		_, err := s.routing.Transfer(s.ctx, ana, call.Item, routing.Destination{QueueID: billing, Note: strings.Repeat("ü", 1001)})
		if !centre.IsKind(err, centre.Invalid) {
			t.Errorf("too much of it: %v", err)
		}
		s.Pass(time.Minute)
		_, err = s.routing.Transfer(s.ctx, ana, call.Item, routing.Destination{QueueID: billing, Note: " wants a refund\n"})
		s.must(err)
		s.decide()
		want := &routing.Handover{At: s.Now(), By: routing.Named{ID: string(ana), Name: "Ana"}, Note: "wants a refund"}
		if diff := cmp.Diff(want, s.rings(bob)[0].Item.Handover); diff != "" {
			t.Error(diff)
		}
		s.accepts(bob)
		if diff := cmp.Diff(want, s.item(call.Item).Handover); diff != "" {
			t.Error(diff)
		}
		if n := s.Count(`SELECT count(*) FROM journal WHERE data::text LIKE '%refund%'`); n != 0 {
			t.Errorf("the journal has its words %d times", n)
		}
		_, err = s.routing.Transfer(s.ctx, bob, call.Item, routing.Destination{AgentID: ana})
		s.must(err)
		if h := s.item(call.Item).Handover; h == nil || h.By.Name != "Bob" || h.Note != "" {
			t.Errorf("handed on again by %+v", h)
		}
	})

	t.Run("to a queue: the next leg waits there in the place of the first", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support, billing := s.Queue("Support"), s.Queue("Billing")
		spanish := s.Skill("Spanish")
		s.Require(billing, spanish, 5)
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		bob := s.Hire("Bob").Serving(billing).Knowing(spanish, 5).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		s.Pass(time.Minute)
		if _, err := s.routing.Transfer(s.ctx, ana, call.Item, routing.Destination{QueueID: billing}); err != nil {
			t.Fatal(err)
		}
		s.wantDesk(ana, presence.Ready, 0)
		s.decide()
		s.accepts(bob)
		s.wantItem(call.Item, routing.Active, bob, shiftBegins)
		if it := s.item(call.Item); it.Priority != 4 || it.Queue.Name != "Billing" {
			t.Errorf("priority %d in %s", it.Priority, it.Queue.Name)
		}
		if c := s.contact(call.Contact); c.QueueID != billing || c.AgentID != bob {
			t.Errorf("the contact is in %s at %s", c.QueueID, c.AgentID)
		}
	})

	t.Run("to a colleague, of another line too", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support, billing := s.Queue("Support"), s.Queue("Billing")
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		s.Hire("Cleo").Serving(support).Ready(s.Now().Add(-time.Hour))
		bob := s.Hire("Bob").Serving(billing).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		holder := s.item(call.Item).AgentID
		s.accepts(holder)
		if _, err := s.routing.Transfer(s.ctx, holder, call.Item, routing.Destination{AgentID: bob}); err != nil {
			t.Fatal(err)
		}
		s.decide()
		s.accepts(bob)
		s.wantItem(call.Item, routing.Active, bob, shiftBegins)
		_ = ana
	})

	t.Run("one destination, and not yourself", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		for _, to := range []routing.Destination{{}, {QueueID: support, AgentID: ana}, {AgentID: ana}} {
			if _, err := s.routing.Transfer(s.ctx, ana, call.Item, to); !centre.IsKind(err, centre.Invalid) {
				t.Errorf("%+v: %v", to, err)
			}
		}
		s.wantItem(call.Item, routing.Active, ana, shiftBegins)
	})
}

func TestASilentConsole(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	mixed := s.MixedTeam("Billing")
	ana := s.Hire("Ana").In(mixed).Serving(support).Ready(s.Now())
	node := centre.NewID[centre.NodeID]()
	_, err := s.presence.Linked(s.ctx, ana, node)
	s.must(err)
	call := s.Arrives(routing.Call, support, "A", s.Now())
	s.decide()
	s.accepts(ana)
	chat := s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.accepts(ana)
	ringing := s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.wantDesk(ana, presence.OnContact, 34+33+33)

	s.must(s.routing.Fade(s.ctx, ana, centre.NewID[centre.NodeID]()))
	s.wantItem(ringing.Item, routing.Offered, ana, shiftBegins) // the link of another node is not theirs

	s.Pass(15 * time.Second)
	s.must(s.routing.Fade(s.ctx, ana, node))
	s.wantItem(ringing.Item, routing.Queued, "", shiftBegins)
	s.wantItem(chat.Item, routing.Active, ana, shiftBegins)
	s.wantDesk(ana, presence.OnContact, 34+33)
	if s.decide() != 0 {
		t.Error("an offer was made to a silent console")
	}

	s.Pass(presence.LostAfter - time.Second)
	s.must(s.routing.Lose(s.ctx, ana))
	s.wantItem(chat.Item, routing.Active, ana, shiftBegins) // not yet

	s.Pass(time.Second)
	s.must(s.routing.Lose(s.ctx, ana))
	s.wantItem(chat.Item, routing.Queued, "", shiftBegins)
	s.wantItem(call.Item, routing.Active, ana, shiftBegins) // voice lives without a console
	s.wantDesk(ana, presence.OnContact, 34)

	_, err = s.presence.Linked(s.ctx, ana, node)
	s.must(err)
	if d := s.desk(ana); d.Status != presence.Offline || d.Routable() {
		t.Errorf("who comes back must say that they are available: %s", d.Status)
	}
}

func TestAnAgentIsShutOut(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").In(s.MixedTeam("Billing")).Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "A", s.Now())
	s.decide()
	s.accepts(ana)
	chat := s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.accepts(ana)
	ringing := s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.Pass(time.Minute)

	for range 2 { // the task may come twice
		s.must(s.routing.Vacate(s.ctx, ana))
		s.wantItem(ringing.Item, routing.Queued, "", shiftBegins)
		s.wantItem(chat.Item, routing.Queued, "", shiftBegins)
		s.wantItem(call.Item, routing.Active, ana, shiftBegins) // they still talk
		s.wantDesk(ana, presence.OnContact, 34)
	}
	if d := s.desk(ana); d.Status != presence.Offline || d.Reason != presence.Deactivated {
		t.Errorf("status %s, %s", d.Status, d.Reason)
	}
	if s.decide() != 0 {
		t.Error("an offer was made to who was shut out")
	}
}

func TestComingBackInTime(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	node, other := centre.NewID[centre.NodeID](), centre.NewID[centre.NodeID]()
	_, err := s.presence.Linked(s.ctx, ana, node)
	s.must(err)
	chat := s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.accepts(ana)
	s.must(s.routing.Fade(s.ctx, ana, node))
	s.Pass(59 * time.Second)
	_, err = s.presence.Linked(s.ctx, ana, other)
	s.must(err)
	s.Pass(time.Minute)
	s.must(s.routing.Lose(s.ctx, ana))
	s.must(s.routing.Fade(s.ctx, ana, node)) // the old node noticed late
	s.wantItem(chat.Item, routing.Active, ana, shiftBegins)
	if d := s.desk(ana); d.Link != presence.Connected {
		t.Errorf("link %s", d.Link)
	}
}

func TestTheCustomerLeaves(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	idle := s.desk(ana).LastIdleAt

	waits := s.Arrives(routing.Call, support, "C", s.Now())
	s.leaves(waits.Contact)
	s.leaves(waits.Contact) // twice changes nothing
	s.wantItem(waits.Item, routing.Abandoned, "", shiftBegins)

	rings := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	offer := s.ring(ana)
	s.Pass(time.Second)
	s.leaves(rings.Contact)
	s.wantItem(rings.Item, routing.Abandoned, "", shiftBegins)
	s.wantDesk(ana, presence.Ready, 0)
	if d := s.desk(ana); !d.LastIdleAt.Equal(idle) {
		t.Error("the agent lost their place among the idle for it")
	}
	_, err := s.routing.Accept(s.ctx, ana, offer)
	s.wantCode(err, "offer_cancelled")

	works := s.Arrives(routing.Call, support, "C", s.Now())
	arrived := s.Now()
	s.decide()
	s.accepts(ana)
	s.leaves(works.Contact)
	s.leaves(works.Contact)
	s.wantItem(works.Item, routing.WrapUp, ana, arrived)
	for _, a := range []struct {
		id   centre.ContactID
		want string
	}{{waits.Contact, "abandoned"}, {rings.Contact, "abandoned"}, {works.Contact, "completed"}} {
		if c, err := s.Store.Read().Contact(s.ctx, a.id); err != nil || c.Outcome != a.want || c.ClosedAt == nil {
			t.Errorf("contact ended %q (%v), want %q", c.Outcome, err, a.want)
		}
	}
}

func TestWrapUp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mode  routing.WrapMode
		until time.Duration // after the end; 0: none
	}{
		"none frees the agent at once":     {routing.WrapNone, 0},
		"timed ends by itself":             {routing.WrapTimed, 30 * time.Second},
		"optional ends at the limit":       {routing.WrapOptional, 90 * time.Second},
		"mandatory ends at the limit, too": {routing.WrapMandatory, 90 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShift(t)
			support := s.Queue("Support")
			s.WrapUp(support, c.mode, 30*time.Second, 90*time.Second)
			ana := s.Hire("Ana").Serving(support).Ready(s.Now())
			call := s.Arrives(routing.Call, support, "C", s.Now())
			s.decide()
			s.accepts(ana)
			_, err := s.routing.End(s.ctx, ana, call.Item)
			s.must(err)
			if c.until > 0 {
				s.wantItem(call.Item, routing.WrapUp, ana, shiftBegins)
				s.Pass(c.until - time.Millisecond)
				s.must(s.routing.EndWrapUp(s.ctx, call.Item))
				s.wantItem(call.Item, routing.WrapUp, ana, shiftBegins)
				s.Pass(time.Millisecond)
				s.must(s.routing.EndWrapUp(s.ctx, call.Item))
			}
			s.wantItem(call.Item, routing.Completed, ana, shiftBegins)
			s.wantDesk(ana, presence.Ready, 0)
			s.must(s.routing.EndWrapUp(s.ctx, call.Item)) // twice changes nothing
		})
	}

	t.Run("it can be extended by 30 s, up to the limit", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		s.WrapUp(support, routing.WrapTimed, 30*time.Second, 80*time.Second)
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		_, err := s.routing.End(s.ctx, ana, call.Item)
		s.must(err)
		for _, until := range []int{60, 80} {
			it, err := s.routing.Extend(s.ctx, ana, call.Item)
			s.must(err)
			if want := shiftBegins.Add(time.Duration(until) * time.Second); !it.WrapUpUntil.Equal(want) {
				t.Errorf("until %s, want %s", it.WrapUpUntil, want)
			}
		}
		_, err = s.routing.Extend(s.ctx, ana, call.Item)
		s.wantCode(err, "wrap_up_limit")
		s.Pass(30 * time.Second)
		s.must(s.routing.EndWrapUp(s.ctx, call.Item)) // the first deadline, overtaken
		s.wantItem(call.Item, routing.WrapUp, ana, shiftBegins)
	})

	t.Run("a mandatory disposition is asked for", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		s.WrapUp(support, routing.WrapMandatory, 30*time.Second, 80*time.Second)
		solved := centre.NewID[centre.DispositionID]()
		s.Exec(`INSERT INTO dispositions (id, code, label) VALUES ($1, 'solved', 'Solved')`, solved)
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		_, err := s.routing.End(s.ctx, ana, call.Item)
		s.must(err)
		if _, err := s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{}); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("without one: %v", err)
		}
		var notSet centre.DispositionID
		s.must(s.DB.Get(&notSet, `SELECT id FROM dispositions WHERE code = 'not_set'`))
		far := centre.NewID[centre.DispositionID]()
		s.Exec(`INSERT INTO dispositions (id, queue_id, code, label) VALUES ($1, $2, 'refunded', 'Refunded')`, far, s.Queue("Billing"))
		for what, id := range map[string]centre.DispositionID{"the house's own": notSet, "another queue's": far, "nobody's": centre.NewID[centre.DispositionID]()} {
			if _, err := s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{DispositionID: id}); !centre.IsKind(err, centre.Invalid) {
				t.Errorf("with %s: %v", what, err)
			}
		}
		s.wantItem(call.Item, routing.WrapUp, ana, shiftBegins)
		_, err = s.contacts.Finish(s.ctx, ana, call.Item, contact.Result{DispositionID: solved})
		s.must(err)
		s.wantItem(call.Item, routing.Completed, ana, shiftBegins)
		if c := s.contact(call.Contact); c.DispositionID != solved {
			t.Errorf("ended as %q", c.DispositionID)
		}
	})

	for name, leave := range map[string]func(s *shift, ana centre.AgentID){
		"a disposition that nobody chose in time is not set": func(*shift, centre.AgentID) {},
		"nor is one of who was cut off and stayed away": func(s *shift, ana centre.AgentID) {
			s.must(s.routing.Fade(s.ctx, ana, s.desk(ana).NodeID))
			s.Pass(presence.LostAfter)
			s.must(s.routing.Lose(s.ctx, ana))
		},
		"nor is one of who was shut out": func(s *shift, ana centre.AgentID) {
			s.must(s.routing.Vacate(s.ctx, ana))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShift(t)
			support := s.Queue("Support")
			s.WrapUp(support, routing.WrapMandatory, 30*time.Second, 80*time.Second)
			ana := s.Hire("Ana").Serving(support).Ready(s.Now())
			call := s.Arrives(routing.Call, support, "C", s.Now())
			s.decide()
			s.accepts(ana)
			_, err := s.routing.End(s.ctx, ana, call.Item)
			s.must(err)
			leave(s, ana)
			s.Pass(80 * time.Second)
			s.must(s.routing.EndWrapUp(s.ctx, call.Item))
			s.wantItem(call.Item, routing.Completed, ana, shiftBegins)
			if n := s.Count(`SELECT count(*) FROM contacts c JOIN dispositions d ON d.id = c.disposition_id WHERE c.id = $1 AND d.code = 'not_set'`, call.Contact); n != 1 {
				t.Errorf("ended as %q", s.contact(call.Contact).DispositionID)
			}
			if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'contact.finished' AND actor_kind = 'system'`); n != 1 {
				t.Errorf("%d times in the journal", n)
			}
		})
	}

	t.Run("where none is asked for, none is not set", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		s.WrapUp(support, routing.WrapTimed, 30*time.Second, 80*time.Second)
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(ana)
		_, err := s.routing.End(s.ctx, ana, call.Item)
		s.must(err)
		s.Pass(30 * time.Second)
		s.must(s.routing.EndWrapUp(s.ctx, call.Item))
		if c := s.contact(call.Contact); c.DispositionID != "" {
			t.Errorf("ended as %q", c.DispositionID)
		}
	})
}

func TestHeadsOfLines(t *testing.T) {
	t.Parallel()

	t.Run("neither tickets nor held chats hide a call and an emergency", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		busy := s.Hire("Busy").Serving(support).Ready(s.Now())
		s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		s.accepts(busy)
		for range 12 {
			s.Arrives(routing.Ticket, support, "C", s.Now())
			s.ArrivesFor(routing.Call, support, "C", busy, s.Now())
		}
		s.Pass(time.Second)
		later := s.Arrives(routing.Call, support, "C", s.Now())
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		s.decide()
		if offers := s.rings(ana); len(offers) != 1 || offers[0].Item.ID != later.Item {
			t.Errorf("offered %+v, want the call behind them all", offers)
		}
	})

	t.Run("what somebody let pass does not hide what they did not", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		for range 20 {
			s.Arrives(routing.Chat, support, "C", s.Now())
			s.decide()
			s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "busy"))
		}
		s.Pass(time.Second)
		next := s.Arrives(routing.Chat, support, "C", s.Now())
		s.decide()
		if offers := s.rings(ana); len(offers) != 1 || offers[0].Item.ID != next.Item {
			t.Errorf("offered %d, want the next chat", len(offers))
		}
	})

	t.Run("work is not held for somebody who went home", func(t *testing.T) {
		t.Parallel()
		s := newShift(t)
		support := s.Queue("Support")
		ana := s.Hire("Ana").Serving(support).Ready(s.Now())
		eve := s.Hire("Eve").Serving(support).SignedOut(s.Now())
		chat := s.ArrivesFor(routing.Chat, support, "C", eve, s.Now())
		s.decide()
		s.wantItem(chat.Item, routing.Offered, ana, shiftBegins)
	})
}
