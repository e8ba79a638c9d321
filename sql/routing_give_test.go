package sql_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

var marcus = centre.Agent("marcus")

func TestASupervisorGivesWaitingWorkToAnAgent(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, spanish := s.Queue("Support"), s.Skill("Spanish")
	s.Require(support, spanish, 5)
	s.Hire("Ana").Serving(support).Knowing(spanish, 5).Ready(s.Now())
	busy := s.Hire("Bob").Serving(support).Knowing(spanish, 5).Ready(s.Now().Add(-time.Hour))
	first := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	s.accepts(busy)
	s.decide()
	arrived := s.Now()
	call := s.Arrives(routing.Call, support, "C", arrived)
	next := s.Arrives(routing.Call, support, "A", arrived)
	s.Pass(10 * time.Second)

	for who, want := range map[centre.AgentID]string{
		busy: "Bob has no room for it",
		s.Hire("Cleo").Serving(support).Ready(s.Now()):                        "Cleo lacks Spanish at level 5, which this requires",
		s.Hire("Dan").Serving(s.Queue("Sales")).Ready(s.Now()):                "Dan does not serve this queue",
		s.Hire("Eve").Serving(support).Knowing(spanish, 5).SignedOut(s.Now()): "Eve is signed out",
	} {
		_, err := s.routing.Push(s.ctx, marcus, call.Item, who)
		s.wantCode(err, "cannot_take")
		if err != nil && err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
	s.wantItem(call.Item, routing.Queued, "", arrived)

	fay := s.Hire("Fay").Serving(support).Knowing(spanish, 6).Ready(s.Now())
	_, err := s.routing.Push(s.ctx, marcus, call.Item, fay)
	s.must(err)
	s.wantItem(call.Item, routing.Offered, fay, arrived)
	s.wantDesk(fay, presence.Ringing, 100)
	o := s.rings(fay)[0]
	if o.Why.Text != "A supervisor gave this to you" || o.WaitedS != 10 {
		t.Errorf("%q after %v s", o.Why.Text, o.WaitedS)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'offer.made' AND actor_id = 'marcus' AND data->>'chosen_by' = 'pushed' AND data->>'agent_id' = $1`, fay); n != 1 {
		t.Errorf("noted %d times", n)
	}
	_, err = s.routing.Push(s.ctx, marcus, call.Item, busy)
	s.wantCode(err, "not_waiting")
	_, err = s.routing.Push(s.ctx, marcus, first.Item, fay)
	s.wantCode(err, "already_taken")

	s.must(s.routing.Reject(s.ctx, fay, o.ID, "on my way out"))
	s.wantItem(call.Item, routing.Queued, "", arrived)
	_, err = s.routing.Push(s.ctx, marcus, call.Item, fay) // that they let it pass does not bind who pushes
	s.must(err)
	s.accepts(fay)
	s.wantItem(call.Item, routing.Active, fay, arrived)
	_ = next
	s.checkInvariants()
}

func TestAnAgentTakesWaitingWork(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	arrived := s.Now()
	other := s.Arrives(routing.Chat, support, "A", arrived)
	chat := s.Arrives(routing.Chat, support, "C", arrived)
	s.Pass(30 * time.Second)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	lead := s.Hire("Marcus").Ready(s.Now())

	_, err := s.routing.Pull(s.ctx, lead, false, chat.Item)
	s.wantCode(err, "cannot_take")
	if err != nil && err.Error() != "you cannot take this: Marcus does not serve this queue" {
		t.Error(err)
	}
	for range 2 { // a browser may say it twice
		it, err := s.routing.Pull(s.ctx, ana, false, chat.Item)
		s.must(err)
		if it.State != routing.Active {
			t.Errorf("it is %s", it.State)
		}
	}
	s.wantItem(chat.Item, routing.Active, ana, arrived)
	s.wantDesk(ana, presence.OnContact, routing.Weights[routing.Chat])
	if c := s.contact(chat.Contact); c.AgentID != ana || c.AnsweredAt == nil {
		t.Errorf("the contact does not know who answered: %+v", c)
	}
	_, err = s.routing.Pull(s.ctx, lead, true, chat.Item)
	s.wantCode(err, "already_taken")
	_, err = s.routing.Pull(s.ctx, lead, true, other.Item)
	s.must(err)
	s.wantItem(other.Item, routing.Active, lead, arrived)

	_, err = s.routing.End(s.ctx, ana, chat.Item)
	s.must(err)
	_, err = s.contacts.Finish(s.ctx, ana, chat.Item, contact.Result{})
	s.must(err)
	_, err = s.routing.Pull(s.ctx, ana, false, chat.Item)
	s.wantCode(err, "not_waiting")
	s.checkInvariants()
}

func TestASupervisorMovesWaitingWork(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support := s.Queue("Support")
	first := s.Arrives(routing.Call, support, "C", s.Now())
	s.Pass(10 * time.Second)
	came := s.Now()
	second := s.Arrives(routing.Call, support, "C", came)
	s.Pass(20 * time.Second)

	_, err := s.routing.Age(s.ctx, marcus, second.Item, routing.Age{Adjust: time.Minute})
	s.must(err)
	was := time.Duration(0)
	_, err = s.routing.Age(s.ctx, marcus, second.Item, routing.Age{Adjust: -time.Minute, Was: &was})
	s.wantCode(err, "age_changed")
	if _, err := s.routing.Age(s.ctx, marcus, second.Item, routing.Age{Adjust: routing.MostAge + time.Second}); !centre.IsKind(err, centre.Invalid) {
		t.Errorf("more than a day: %v", err)
	}
	view := routing.NewViewer(s.Store.Read(), s.Store.Read(), nil, s.Store.Head, s.Now)
	line, err := view.Lineup(s.ctx, support)
	s.must(err)
	if line.Total != 2 || len(line.Items) != 2 || line.Items[0].ID != second.Item || line.Items[0].AgeAdjustS != 60 || !line.Items[0].EnqueuedAt.Equal(came) {
		t.Errorf("the line is %+v", line)
	}
	if w := s.waiting(first.Item); w.Ahead != 0 || w.Text != "Nobody serves Support." {
		t.Errorf("%+v", w) // nobody could take the one before it
	}
	if w := s.waiting(second.Item); w.Adjust != 60 || w.Score != 80 {
		t.Errorf("%+v", w)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'item.aged' AND actor_id = 'marcus' AND data @> '{"age_adjust_s": 60, "was_s": 0}'`); n != 1 {
		t.Errorf("noted %d times", n)
	}

	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	s.decide()
	s.wantItem(second.Item, routing.Offered, ana, came)
	o := s.rings(ana)[0]
	if o.WaitedS != 20 {
		t.Errorf("its offer counts a wait of %v s", o.WaitedS)
	}
	_, err = s.routing.Age(s.ctx, marcus, second.Item, routing.Age{})
	s.wantCode(err, "not_waiting")
	s.must(s.routing.Reject(s.ctx, ana, o.ID, "busy"))
	_, err = s.routing.Age(s.ctx, marcus, second.Item, routing.Age{}) // taken back
	s.must(err)
	line, err = view.Lineup(s.ctx, support)
	s.must(err)
	if line.Items[0].ID != first.Item || line.Items[1].AgeAdjustS != 0 {
		t.Errorf("after it was taken back: %+v", line)
	}
	s.checkInvariants()
}

func TestAnAgentSeesWhatTheyCouldTake(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support, sales, spanish := s.Queue("Support"), s.Queue("Sales"), s.Skill("Spanish")
	s.Require(sales, spanish, 5)
	ana, bob := s.Hire("Ana").Serving(support, sales).Ready(s.Now()), s.Hire("Bob").Serving(support).SignedOut(s.Now())
	chat := s.Arrives(routing.Chat, support, "B", s.Now())
	call := s.Arrives(routing.Call, sales, "A", s.Now())
	parted := s.Arrives(routing.Chat, support, "C", s.Now())
	s.Arrives(routing.Chat, s.Queue("Elsewhere"), "A", s.Now())
	_, err := s.routing.Block(s.ctx, marcus, routing.Block{
		CustomerID: s.item(parted.Item).Customer.ID, Agent: routing.Named{ID: string(ana)}, Reason: routing.Asked,
	})
	s.must(err)
	viewer := routing.NewViewer(s.Store.Read(), s.Store.Read(), nil, nil, s.Now)
	for _, c := range []struct {
		who  centre.AgentID
		lead bool
		want map[centre.ItemID]string
	}{
		{ana, false, map[centre.ItemID]string{chat.Item: "", call.Item: "no_skill", parted.Item: "blocked"}},
		{ana, true, map[centre.ItemID]string{chat.Item: "", call.Item: "", parted.Item: "blocked"}},
		{bob, false, map[centre.ItemID]string{chat.Item: "signed_out", parted.Item: "signed_out"}},
	} {
		seen, err := viewer.Takeable(s.ctx, s.why, c.who, c.lead)
		s.must(err)
		got := map[centre.ItemID]string{}
		for _, it := range seen.Items {
			got[it.ID] = it.Cause
			if it.Cause != "" {
				_, err := s.routing.Pull(s.ctx, c.who, c.lead, it.ID)
				s.wantCode(err, "cannot_take")
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("lead %t: %s", c.lead, diff)
		}
	}
}
