package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

func TestAQueueKeepsAnAgentFreeForBetterTiers(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET reserve = 1 WHERE id = $1`, support)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	bob := s.Hire("Bob").Serving(support).Ready(s.Pass(time.Second))
	first, second := s.Arrives(routing.Call, support, "C", s.Now()), s.Arrives(routing.Call, support, "C", s.Now())
	if s.decideAsPure() != 1 || s.item(first.Item).AgentID != ana {
		t.Fatalf("%s has the first", s.item(first.Item).AgentID)
	}
	s.accepts(ana)
	good := s.Arrives(routing.Call, support, "A", s.Pass(time.Second))
	if s.decideAsPure() != 1 || s.item(good.Item).AgentID != bob {
		t.Fatal("the A waits")
	}
	s.must(s.routing.Reject(s.ctx, bob, s.ring(bob), "busy"))
	s.leaves(good.Contact)
	if s.decideAsPure() != 0 {
		t.Fatal("nobody is kept free")
	}

	s.Pass(5*time.Minute - 2*time.Second)
	s.must(s.routing.Turn(s.ctx, second.Item)) // early
	if s.decideAsPure() != 0 {
		t.Error("nobody is kept free")
	}
	s.Pass(time.Second)
	s.must(s.routing.Turn(s.ctx, second.Item))
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'item.turned' AND subject_id = $1`, second.Item); n != 1 {
		t.Errorf("its turn was noted %d times", n)
	}
	if s.decideAsPure() != 1 || s.item(second.Item).AgentID != bob {
		t.Error("the C waits for ever")
	}
}

func TestWhoIsMovedIntoTheGuardBandPassesTheReserve(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET reserve = 2 WHERE id = $1`, support)
	s.Hire("Ana").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	by := centre.Agent(s.Hire("Marcus").SignedOut(s.Now()))
	_, err := s.routing.Age(s.ctx, by, call.Item, routing.Age{Adjust: 4 * time.Minute})
	s.must(err)
	var turn time.Time
	s.must(s.DB.Get(&turn, `SELECT turn_at FROM items WHERE id = $1`, call.Item))
	if want := s.Now().Add(time.Minute); !turn.Equal(want) {
		t.Errorf("its turn is at %s, want %s", turn, want)
	}
	s.Pass(time.Minute)
	if s.decideAsPure() != 1 {
		t.Error("it waits")
	}
}
