package sql_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

func TestWhoMissedAnOfferIsAskedAgainWhenTheQueueSaysSo(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET back_after_s = 60`)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	miss := func() {
		t.Helper()
		s.decide()
		missed := s.ring(ana)
		s.Pass(20 * time.Second)
		s.must(s.routing.Expire(s.ctx, missed))
	}
	miss()
	back := s.Now().Add(time.Minute)
	if d := s.desk(ana); d.State != presence.NotResponding || d.BackAt == nil || !d.BackAt.Equal(back) {
		t.Fatalf("her desk is %+v", d)
	}
	s.Pass(time.Minute - time.Millisecond)
	s.must(s.routing.Return(s.ctx, ana))
	s.wantDesk(ana, presence.NotResponding, 0)
	s.Pass(time.Millisecond)
	s.must(s.routing.Return(s.ctx, ana))
	s.wantDesk(ana, presence.Ready, 0)

	miss()
	s.must(s.routing.Declare(s.ctx, centre.Agent(ana), ana, presence.Declaration{Status: presence.Available}))
	s.Pass(routing.TriedFor)
	miss()
	s.Pass(59 * time.Second) // the minute of the offer before is over, that of the last is not
	s.must(s.routing.Return(s.ctx, ana))
	s.wantDesk(ana, presence.NotResponding, 0)
	s.wantItem(call.Item, routing.Queued, "", shiftBegins)
	if diff := cmp.Diff([]string{board.LongestWait, board.NobodyStaffed, board.MissedTwice}, s.alerts()); diff != "" {
		t.Errorf("alerts (-want +got):\n%s", diff)
	}
}

func TestWhoDeclinesMoreThanTheQueueAllows(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET declines_an_hour = 2`)
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	s.Arrives(routing.Chat, support, "C", s.Now())
	decline := func() {
		t.Helper()
		s.Pass(routing.TriedFor + time.Second)
		s.decide()
		s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "busy"))
	}
	decline()
	decline()
	if diff := cmp.Diff([]string{}, s.alerts()); diff != "" {
		t.Errorf("two are allowed (-want +got):\n%s", diff)
	}
	decline()
	if diff := cmp.Diff([]string{board.LongestWait, board.DeclinedOften}, s.alerts()); diff != "" {
		t.Errorf("three are too many (-want +got):\n%s", diff)
	}
	s.Pass(time.Hour)
	if diff := cmp.Diff([]string{board.LongestWait}, s.alerts()); diff != "" {
		t.Errorf("an hour later (-want +got):\n%s", diff)
	}
}
