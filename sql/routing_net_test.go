package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

// What the net finds is late when a round should have found it: not what came, came back or
// became possible at this very moment and is on its way.
func TestTheNetTellsWhatIsLateFromWhatJustCame(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		late    int
		prepare func(s *shift)
	}{
		"a call that waits for long":                {1, func(s *shift) { s.staffed("Ana"); s.calls(); s.Pass(time.Second) }},
		"a call that came just now":                 {0, func(s *shift) { s.staffed("Ana"); s.Pass(time.Second); s.calls(); s.Pass(100 * time.Millisecond) }},
		"an agent who came just now":                {0, func(s *shift) { s.calls(); s.Pass(time.Second); s.staffed("Ana"); s.Pass(100 * time.Millisecond) }},
		"one of each kind":                          {1, func(s *shift) { s.staffed("Ana"); s.staffed("Ben"); s.calls(); s.Pass(time.Second); s.calls() }},
		"a call whose ring just widened":            {0, func(s *shift) { s.ringed(); s.Pass(30*time.Second + 100*time.Millisecond) }},
		"and one whose ring widened and nobody saw": {1, func(s *shift) { s.ringed(); s.Pass(31 * time.Second) }},
		"a call that an agent declined just now": {0, func(s *shift) {
			ana := s.staffed("Ana")
			s.calls()
			s.decide()
			s.staffed("Ben")
			s.Pass(time.Second)
			s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "not mine"))
		}},
		"an agent whose call just ended": {0, func(s *shift) {
			ana, first := s.staffed("Ana"), s.calls()
			s.decide()
			s.accepts(ana)
			s.calls()
			s.Pass(time.Second)
			s.leaves(first.Contact)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShift(t)
			s.Exec(`INSERT INTO queues (id, site_id, name, wrap_mode) VALUES ($1, $2, 'Support', 'none')`, supportLine, s.Site)
			c.prepare(s)
			made, late, err := s.routing.Sweep(s.ctx, s.Site)
			s.must(err)
			if made == 0 || late != c.late {
				t.Errorf("%d of %d offers late, want %d", late, made, c.late)
			}
		})
	}
}

// supportLine is the queue of these calls.
const supportLine = centre.QueueID("00000000-0000-7000-8000-0000000000f1")

// staffed gives somebody who is there from now on.
func (s *shift) staffed(name string) centre.AgentID {
	return s.Hire(name).Serving(supportLine).Ready(s.Now())
}

func (s *shift) calls() sqltest.Arrival {
	return s.Arrives(routing.Call, supportLine, "C", s.Now())
}

// ringed is a call for which the only agent will do when it has waited 30 s.
func (s *shift) ringed() {
	spanish := s.Skill("Spanish")
	s.Exec(`UPDATE queues SET rings = jsonb_build_array(
	          jsonb_build_object('after_s', 0, 'min', jsonb_build_object($1::text, 5)), jsonb_build_object('after_s', 30, 'min', jsonb_build_object($1::text, 1)))`, spanish)
	s.Hire("Ana").Knowing(spanish, 2).Serving(supportLine).Ready(s.Now())
	s.calls()
}
