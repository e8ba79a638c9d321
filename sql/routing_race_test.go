package sql_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// atOnce runs all at the same moment and gives their errors in order.
func atOnce(all ...func() error) []error {
	errs := make([]error, len(all))
	start := make(chan struct{})
	var done sync.WaitGroup
	for i, f := range all {
		done.Go(func() {
			<-start
			errs[i] = f()
		})
	}
	close(start)
	done.Wait()
	return errs
}

func TestOneOfManyWinsAnOffer(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.OfferFor(support, 20*time.Second)
	node := centre.NewID[centre.NodeID]()
	for round := range 8 {
		ana := s.Hire(fmt.Sprint("Ana ", round)).Serving(support).Ready(s.Now())
		_, err := s.presence.Linked(s.ctx, ana, node)
		s.must(err)
		arrived := s.Now()
		call := s.Arrives(routing.Call, support, "C", arrived)
		s.decide()
		offer := s.ring(ana)
		s.Pass(20 * time.Second) // the one moment at which both the agent and the deadline are in time

		var all []func() error
		accepted := make([]bool, 20)
		for i := range 20 {
			all = append(all, func() error {
				switch i % 5 {
				case 0, 1:
					_, err := s.routing.Accept(s.ctx, ana, offer)
					accepted[i] = err == nil
					return err
				case 2:
					return s.routing.Expire(s.ctx, offer)
				case 3:
					return s.routing.Fade(s.ctx, ana, node)
				}
				return s.routing.Reject(s.ctx, ana, offer, "busy")
			})
		}
		told := 0 // that it is theirs: all of their tries, or none
		for i, err := range atOnce(all...) {
			var f *centre.Fault
			switch {
			case accepted[i]:
				told++
			case err != nil && (!errors.As(err, &f) || f.Kind != centre.Conflict || f.Message == "" || f.Detail == nil):
				t.Errorf("a loser was told %v, want a conflict that says what happened", err)
			}
		}
		winners := s.Count(`SELECT count(*) FROM journal WHERE kind = 'offer.accepted' AND subject_id = $1`, offer)
		if winners > 1 || told > 0 != (winners == 1) {
			t.Errorf("one offer was accepted %d times, and %d were told that it is theirs", winners, told)
		}
		if it := s.item(call.Item); (it.State == routing.Active) != (winners == 1) {
			t.Errorf("%d accepted and the item is %s", winners, it.State)
		}
		s.checkInvariants()
		s.leaves(call.Contact)
	}
}

func TestACustomerWhoLeavesRacesTheAgent(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	for i := range 10 {
		s.Hire(fmt.Sprint("Ana ", i)).Serving(support).Ready(s.Now())
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		ana := s.item(call.Item).AgentID
		offer := s.ring(ana)
		errs := atOnce(
			func() error { _, err := s.routing.Accept(s.ctx, ana, offer); return err },
			func() error {
				return s.Store.Do(s.ctx, func(w *sql.Work) error { return s.routing.Leave(s.ctx, w, centre.System, call.Contact, s.Now()) })
			})
		if errs[1] != nil {
			t.Errorf("leaving: %v", errs[1])
		}
		switch it := s.item(call.Item); {
		case errs[0] == nil && it.State == routing.WrapUp:
		case errs[0] != nil && it.State == routing.Abandoned:
			s.wantCode(errs[0], "offer_cancelled")
		default:
			t.Errorf("the agent was told %v and the item is %s", errs[0], it.State)
		}
		s.checkInvariants()
	}
}

func TestTwoRoutersOnOnePool(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	other := routing.New(sql.Transact[routing.Batch](sqltest.Open(t, s.DSN, sql.Options{MaxConns: 4})), s.Now, routing.Follows{})
	const n = 30
	for i := range n {
		s.Hire(fmt.Sprint("Agent ", i)).Serving(support).Ready(s.Now())
		s.Arrives(routing.Call, support, "C", s.Now())
	}
	made := make([]int, 4)
	var all []func() error
	for i := range made {
		all = append(all, func() (err error) {
			router := s.routing
			if i%2 == 1 {
				router = other
			}
			made[i], err = router.Round(s.ctx, s.Site)
			return err
		})
	}
	for _, err := range atOnce(all...) {
		s.must(err)
	}
	if sum := made[0] + made[1] + made[2] + made[3]; sum != n {
		t.Errorf("%d offers of %d items", sum, n)
	}
	if offered := s.Count(`SELECT count(*) FROM items WHERE state = 'offered'`); offered != n {
		t.Errorf("%d items ring, want %d", offered, n)
	}
	s.checkInvariants()
}

func TestAnOfferMadeWhileTheConsoleFades(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	node := centre.NewID[centre.NodeID]()
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	_, err := s.presence.Linked(s.ctx, ana, node)
	s.must(err)
	call := s.Arrives(routing.Call, support, "C", s.Now())

	// Both wait for the desk, the router first: so the silence is noticed with nothing
	// ringing, and takes effect after something does.
	desk := s.DB.MustBegin()
	desk.MustExec(`SELECT FROM presence WHERE agent_id = $1 FOR UPDATE`, ana)
	var both sync.WaitGroup
	both.Go(func() {
		if _, err := s.routing.Round(s.ctx, s.Site); err != nil {
			t.Error(err)
		}
	})
	s.untilWaiting(1)
	both.Go(func() {
		if err := s.routing.Fade(s.ctx, ana, node); err != nil {
			t.Error(err)
		}
	})
	s.untilWaiting(2)
	s.must(desk.Commit())
	both.Wait()

	s.wantItem(call.Item, routing.Queued, "", shiftBegins)
	s.wantDesk(ana, presence.Ready, 0)
	s.checkInvariants()
}

// untilWaiting returns once n of the database's clients wait for a lock.
func (s *shift) untilWaiting(n int) {
	s.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if s.Count(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) == n {
			return
		}
	}
	s.t.Fatalf("there were never %d who wait", n)
}
