package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
)

func TestTheBoardShowsWhoIsHandedOnTooOften(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	both := []centre.AgentID{s.Hire("Ana").Serving(support).Ready(s.Now()), s.Hire("Ben").Serving(support).Ready(s.Now())}
	chat := s.Arrives(routing.Chat, support, "B", s.Now())
	shown := func(site centre.SiteID) []board.Handed {
		handed, err := s.Store.Read().BoardHanded(s.ctx, board.Scope{Site: site, Now: s.Now()}, 5)
		s.must(err)
		return handed
	}

	s.decide()
	has := s.item(chat.Item).AgentID
	s.accepts(has)
	for n := range 6 {
		if got := shown(s.Site); len(got) != 0 {
			t.Fatalf("shown after %d transfers: %+v", n, got)
		}
		to := both[0]
		if to == has {
			to = both[1]
		}
		_, err := s.routing.Transfer(s.ctx, has, chat.Item, routing.Destination{AgentID: to})
		s.must(err)
		s.Pass(time.Second)
		s.decide()
		s.accepts(to)
		has = to
	}
	got := shown(s.Site)
	if len(got) != 1 || got[0].ItemID != chat.Item || got[0].Times != 6 || got[0].Queue != "Support" {
		t.Errorf("%+v", got)
	}
	if got := shown(centre.NewID[centre.SiteID]()); len(got) != 0 {
		t.Errorf("at another site: %+v", got)
	}
	_, err := s.routing.End(s.ctx, has, chat.Item)
	s.must(err)
	_, err = s.contacts.Finish(s.ctx, has, chat.Item, contact.Result{})
	s.must(err)
	if got := shown(s.Site); len(got) != 0 {
		t.Errorf("when it is over: %+v", got)
	}
}
