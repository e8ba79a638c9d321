package sql_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// blocks keeps an agent from a customer, until a time or, if that is zero, for good.
func (s *shift) blocks(agent centre.AgentID, from centre.CustomerID, until time.Time) routing.Block {
	s.t.Helper()
	b := routing.Block{CustomerID: from, Agent: routing.Named{ID: string(agent)}, Reason: routing.Threat, Note: "shouted"}
	if !until.IsZero() {
		b.Until = &until
	}
	b, err := s.routing.Block(s.ctx, marcus, b)
	s.must(err)
	return b
}

// comes lets a customer come to a queue, looking for an agent whom they know.
func (s *shift) comes(who centre.CustomerID, queue centre.QueueID, knows centre.AgentID) sqltest.Arrival {
	s.t.Helper()
	a, err := sqltest.Arrive(s.ctx, s.Store, contact.Opening{Channel: routing.Chat, CustomerID: who, Tier: "C", QueueID: queue, Subject: "help", Preferred: knows}, s.Now())
	s.must(err)
	return a
}

func TestWhoIsKeptFromACustomerIsNeverOfferedThem(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now().Add(-time.Hour))
	ines, other := s.Customer("Ines", "C"), s.Customer("Omar", "C")
	s.blocks(ana, ines, time.Time{})

	chat := s.comes(ines, support, ana) // they know each other, which does not count
	s.decide()
	s.wantItem(chat.Item, routing.Queued, "", s.Now())
	s.wantText(chat.Item, 0, map[string]int{"blocked": 1}, "Nobody in Support may serve this customer: 1 agent is kept from them.")
	idle, err := s.why.Idle(s.ctx, centre.Reach{All: true}, ana)
	s.must(err)
	if diff := cmp.Diff(map[string]int{"blocked": 1}, idle.Causes); diff != "" || idle.Text != "Of 1 item: 1 of customers from whom they are kept." {
		t.Errorf("%s%q", diff, idle.Text)
	}
	_, err = s.routing.Push(s.ctx, marcus, chat.Item, ana)
	s.wantCode(err, "cannot_take")
	_, err = s.routing.Pull(s.ctx, ana, true, chat.Item)
	s.wantCode(err, "cannot_take")

	next := s.comes(other, support, "")
	if s.decide(); s.accepts(ana) != next.Item {
		t.Error("others of the line must not wait behind them")
	}
	bob := s.Hire("Bob").Serving(support).Ready(s.Now())
	s.decide()
	s.accepts(bob)
	_, err = s.routing.Transfer(s.ctx, bob, chat.Item, routing.Destination{AgentID: ana})
	s.wantCode(err, "cannot_take")
	if err != nil && err.Error() != "Ana is kept from this customer" {
		t.Error(err)
	}
	s.wantItem(chat.Item, routing.Active, bob, s.Now())
	s.checkInvariants()
}

func TestABlockTakesBackWhatRings(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	ines := s.Customer("Ines", "C")
	chat, also := s.comes(ines, support, ""), s.comes(s.Customer("Omar", "C"), support, "")
	s.decide()
	arrived := s.Now()
	b := s.blocks(ana, ines, s.Now().Add(time.Hour))
	s.wantItem(chat.Item, routing.Queued, "", arrived)
	s.wantItem(also.Item, routing.Offered, ana, arrived)
	s.wantDesk(ana, presence.Ringing, routing.Weights[routing.Chat])
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'agent.blocked' AND actor_id = 'marcus' AND subject_id = $1 AND data->>'customer_id' = $2`, ana, ines); n != 1 {
		t.Errorf("noted %d times", n)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE data::text LIKE '%shouted%'`); n != 0 {
		t.Error("the journal has the words of the note")
	}

	t.Run("until its time is over", func(t *testing.T) {
		s.accepts(ana)
		if s.decide() != 0 {
			t.Error("it was offered again")
		}
		s.Pass(time.Hour)
		if s.decide() != 1 || s.rings(ana)[0].Item.ID != chat.Item {
			t.Error("it is not offered though the block is over")
		}
	})
	if _, err := s.routing.Block(s.ctx, marcus, routing.Block{CustomerID: ines, Agent: routing.Named{ID: string(ana)}, Reason: routing.Asked, Until: b.Until}); !centre.IsKind(err, centre.Invalid) {
		t.Errorf("until yesterday: %v", err)
	}
	s.checkInvariants()
}

func TestABlockIsEnded(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	ines := s.Customer("Ines", "C")
	b := s.blocks(ana, ines, time.Time{})
	chat := s.comes(ines, support, "")
	if s.decide() != 0 {
		t.Error("it was offered")
	}
	if err := s.routing.Unblock(s.ctx, marcus, b.ID, s.Customer("Omar", "C")); !centre.IsKind(err, centre.NotFound) {
		t.Errorf("another customer's: %v", err)
	}
	s.must(s.routing.Unblock(s.ctx, marcus, b.ID, ines))
	s.decide()
	s.wantItem(chat.Item, routing.Offered, ana, s.Now())
	if err := s.routing.Unblock(s.ctx, marcus, b.ID, ines); !centre.IsKind(err, centre.NotFound) {
		t.Errorf("twice: %v", err)
	}
	s.checkInvariants()
}

func TestTheSameBlockTwiceIsOne(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana, ines := s.Hire("Ana").Serving(support).Ready(s.Now()), s.Customer("Ines", "C")
	soon := s.Now().Add(time.Hour)
	short := s.blocks(ana, ines, soon)
	if short.Agent.Name != "Ana" {
		t.Errorf("of %q", short.Agent.Name)
	}
	if again := s.blocks(ana, ines, soon); again.ID != short.ID {
		t.Error("a second one was made")
	}
	longer := s.blocks(ana, ines, time.Time{})
	if longer.ID == short.ID || longer.Until != nil {
		t.Errorf("it still ends at %v", longer.Until)
	}
	if again := s.blocks(ana, ines, soon); again.ID != longer.ID {
		t.Error("what ends sooner took the place of what holds for good")
	}
	if n := s.Count(`SELECT count(*) FROM blocks WHERE ended_at IS NULL`); n != 1 {
		t.Errorf("%d hold", n)
	}
	s.Exec(`INSERT INTO blocks SELECT gen_random_uuid(), customer_id, agent_id, reason, note, until, made_at, made_by, ended_at, ended_by FROM blocks WHERE id = $1`, longer.ID) // as customers who became one bring it
	s.must(s.routing.Unblock(s.ctx, marcus, longer.ID, ines))
	chat := s.comes(ines, support, "")
	s.decide()
	s.wantItem(chat.Item, routing.Offered, ana, s.Now())
	s.checkInvariants()
}

func TestBlocksGoWithWhoIsMerged(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	ana := s.Hire("Ana").Serving(s.Queue("Support")).Ready(s.Now())
	from, into := s.Customer("Ines", "C"), s.Customer("Inês", "C")
	s.blocks(ana, from, time.Time{})
	held := func(who centre.CustomerID) int {
		all, err := s.Store.Read().BlocksOf(context.Background(), who, s.Now())
		s.must(err)
		return len(all)
	}
	customers := customer.New(sql.Transact[customer.Store](s.Store), s.Store.Read(), s.Now, "US")
	id, err := customers.Merge(s.ctx, centre.System, from, into)
	s.must(err)
	if held(into) != 1 || held(from) != 0 {
		t.Errorf("the survivor has %d, who was given up %d", held(into), held(from))
	}
	_, err = customers.Undo(s.ctx, centre.System, id)
	s.must(err)
	if held(into) != 0 || held(from) != 1 {
		t.Errorf("undone: %d and %d", held(into), held(from))
	}
}

func TestWorkThatNobodyMayServeRaisesItsAlert(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	ines := s.Customer("Ines", "C")
	s.comes(s.Customer("Omar", "C"), support, "")
	s.spill()
	if got := s.alerts(); len(got) != 0 {
		t.Errorf("too early: %v", got)
	}
	s.comes(ines, support, "") // behind somebody whom Ana can serve, in the same line
	s.blocks(ana, ines, time.Time{})
	s.spill()
	if diff := cmp.Diff([]string{board.Unroutable}, s.alerts()); diff != "" {
		t.Error(diff)
	}
}
