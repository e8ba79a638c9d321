package sql_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/routing"
	"switchboard/sql"
)

func TestWhoAnswersTooLateIsToldWhoHasIt(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	queue := s.Queue("Support")
	ana := s.Hire("Ana").Serving(queue).Ready(s.Now())
	a := s.Arrives(routing.Chat, queue, "C", s.Now())
	s.decide()
	missed := s.ring(ana)
	s.Pass(time.Minute)
	s.must(s.routing.Expire(s.ctx, missed))
	_, err := s.routing.Accept(s.ctx, ana, missed)
	s.wantCode(err, "offer_timeout") // nobody has it yet

	ben := s.Hire("Ben").Serving(queue).Ready(s.Now())
	s.decide()
	_, err = s.routing.Accept(s.ctx, ana, missed)
	s.wantCode(err, "offer_timeout") // it rings
	if s.accepts(ben) != a.Item {
		t.Fatal("Ben got something else")
	}
	for _, late := range []func() error{
		func() error { _, err := s.routing.Accept(s.ctx, ana, missed); return err },
		func() error { return s.routing.Reject(s.ctx, ana, missed, "busy") },
	} {
		var f *centre.Fault
		if err := late(); !errors.As(err, &f) || f.Code != "already_taken" || f.Detail != (routing.Named{ID: string(ben), Name: "Ben"}) {
			t.Errorf("Ana was told %v, %+v", err, f)
		}
	}
	s.must(s.routing.Expire(s.ctx, missed)) // a task that comes twice
}

func TestWhoHasItMayAcceptItAgain(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	queue := s.Queue("Support")
	ana := s.Hire("Ana").Serving(queue).Ready(s.Now())
	a := s.Arrives(routing.Call, queue, "C", s.Now())
	s.decide()
	offer := s.ring(ana)
	for range 2 {
		it, err := s.routing.Accept(s.ctx, ana, offer)
		s.must(err)
		if it.ID != a.Item || it.State != routing.Active {
			t.Errorf("Ana was given %s, which is %s", it.ID, it.State)
		}
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'offer.accepted'`); n != 1 {
		t.Errorf("accepted %d times", n)
	}
	s.wantCode(s.routing.Reject(s.ctx, ana, offer, "busy"), "already_taken")

	var f *centre.Fault
	_, err := s.routing.Accept(s.ctx, s.Agent("Ben"), offer)
	if !errors.As(err, &f) || f.Code != "already_taken" || f.Detail != (routing.Named{ID: string(ana), Name: "Ana"}) {
		t.Errorf("Ben was told %v, %+v", err, f)
	}
}

func TestAnOldVersionOfACustomerIsToldWhatChanged(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	customers := customer.New(sql.Transact[customer.Store](s.Store), s.Store.Read(), s.Now, "US")
	ana, ben := s.Agent("Ana"), s.Agent("Ben")
	id := s.Customer("Cara", "C")
	change := func(by centre.AgentID, version int, e customer.Edit) error {
		_, err := customers.Update(s.ctx, centre.Agent(by), id, version, e)
		return err
	}
	s.must(change(ana, 1, customer.Edit{Tier: to("A")}))
	later := s.Pass(time.Minute)
	s.must(change(ben, 2, customer.Edit{Name: to("Cara Lee"), Needs: to([]string{"hard of hearing: chat"})}))

	var f *centre.Fault
	if err := change(ana, 1, customer.Edit{Tier: to("B")}); !errors.As(err, &f) || f.Code != "version_conflict" || f.Message != "Ben changed this meanwhile" {
		t.Fatalf("Ana was told %v", err)
	}
	stale := f.Detail.(centre.Stale)
	if current := stale.Current.(customer.Customer); current.Version != 3 || current.Name != "Cara Lee" {
		t.Errorf("it is %+v", current)
	}
	want := []centre.Change{
		{Version: 3, At: later, Kind: "customer.changed", By: centre.Changer{Kind: centre.ByAgent, ID: string(ben), Name: "Ben"}, Fields: []string{"name", "needs"}},
		{Version: 2, At: shiftBegins, Kind: "customer.changed", By: centre.Changer{Kind: centre.ByAgent, ID: string(ana), Name: "Ana"}, Fields: []string{"tier"}},
	}
	if diff := cmp.Diff(want, stale.Changes); diff != "" {
		t.Error(diff)
	}
}
