package sql_test

import (
	"math"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

func TestAQueueChoosesAmongAgents(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.WrapUp(support, routing.WrapNone, time.Second, time.Second)
	ana, bob := s.Hire("Ana").Serving(support).Ready(s.Now()), s.Hire("Bob").Serving(support).Ready(s.Now().Add(time.Second))

	s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	first := s.accepts(ana)
	s.Pass(30 * time.Minute)
	_, err := s.routing.End(s.ctx, ana, first)
	s.must(err)
	if d := s.desk(ana); math.Abs(d.Busy.Share-(1-1/math.E)) > 1e-6 || !d.Busy.At.Equal(s.Now()) || !d.RungAt.Equal(shiftBegins) {
		t.Errorf("half an hour of a call left %+v, it rang last at %s", d.Busy, d.RungAt)
	}
	s.must(s.routing.Declare(s.ctx, centre.Agent(bob), bob, presence.Declaration{Status: presence.Away, Reason: "break"}))
	s.Pass(time.Minute)
	s.must(s.routing.Declare(s.ctx, centre.Agent(bob), bob, presence.Declaration{Status: presence.Available}))

	s.Exec(`UPDATE queues SET choice = 'least_occupied' WHERE id = $1`, support) // Ana has been idle for longer
	call := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	offers := s.rings(bob)
	if len(offers) != 1 || offers[0].Item.ID != call.Item || offers[0].Why.ChosenBy != "least_occupied" {
		t.Fatalf("Bob is offered %+v", offers)
	}
	s.must(s.routing.Reject(s.ctx, bob, offers[0].ID, "busy"))
	s.decide()
	missed := s.ring(ana)
	s.Pass(20 * time.Second)
	s.must(s.routing.Expire(s.ctx, missed))

	today, err := s.Store.Read().Today(s.ctx, bob, shiftBegins)
	s.must(err)
	if today.Declined != 1 || today.Missed != 0 || today.Handled != 0 {
		t.Errorf("Bob's day is %+v", today)
	}
	today, err = s.Store.Read().Today(s.ctx, ana, shiftBegins)
	s.must(err)
	if today.Declined != 0 || today.Missed != 1 || today.Handled != 1 {
		t.Errorf("Ana's day is %+v", today)
	}
}

func TestWhoLetWorkPassIsAskedAgainWhenEverybodyDid(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana, bob := s.Hire("Ana").Serving(support).Ready(s.Now()), s.Hire("Bob").Serving(support).Ready(s.Now().Add(time.Second))
	chat := s.Arrives(routing.Chat, support, "C", s.Now())
	s.decide()
	s.Pass(time.Second)
	s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "busy"))
	s.decide()
	s.Pass(time.Second)
	s.must(s.routing.Reject(s.ctx, bob, s.ring(bob), "busy"))
	s.decide()
	s.wantItem(chat.Item, routing.Offered, ana, shiftBegins)
}
