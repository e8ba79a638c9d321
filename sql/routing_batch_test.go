package sql_test

import (
	"fmt"
	"testing"

	"switchboard/server/centre/routing"
)

func TestABacklogThatMeetsManyFreeAgentsIsDecidedAtOnce(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	for range 100 {
		s.Arrives(routing.Call, support, "C", s.Now())
	}
	for i := range 50 {
		s.Hire(fmt.Sprint("Agent ", i)).Serving(support).Ready(s.Now())
	}
	made, err := s.routing.Round(s.ctx, s.Site)
	s.must(err)
	if made != 50 {
		t.Errorf("one round made %d offers, want 50", made)
	}
	// Rows that one transaction wrote bear its number.
	if n := s.Count(`SELECT count(DISTINCT xmin::text) FROM offers`); n != 1 {
		t.Errorf("they were written by %d transactions", n)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'offer.made'`); n != 50 {
		t.Errorf("%d offers were noted", n)
	}
	s.checkInvariants()
}
