package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// decisions are those that who asks about an item is told of.
func (s *asked) decisions(id centre.ItemID) []routing.Decision {
	s.t.Helper()
	r, err := s.why.Item(s.ctx, id)
	s.must(err)
	return r.Decisions
}

func TestWhyTellsByWhichFiguresSomebodyWasChosen(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support, spanish := s.Queue("Support"), s.Skill("Spanish")
	s.Require(support, spanish, 1)
	s.Exec(`UPDATE queues SET choice = 'most_skilled' WHERE id = $1`, support)
	best := s.Hire("Ana").Knowing(spanish, 8).Serving(support).Ready(s.Now())
	next := s.Hire("Ben").Knowing(spanish, 3).Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now()).Item
	s.decide()
	d := s.decisions(call)[0]
	if d.Agent.ID != string(best) || d.Trace.TieBreak != "skill" || d.Trace.Skill == nil || *d.Trace.Skill != 8 {
		t.Errorf("%s was chosen, and kept is %+v", d.Agent.Name, d.Trace)
	}
	if n := d.Trace.Next; len(n) != 1 || n[0].AgentID != next || n[0].Skill == nil || *n[0].Skill != 3 {
		t.Errorf("next would have been %+v", n)
	}
}

func TestWhyTellsTheScoreAndRingOfWhatWasPushed(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support, spanish := s.Queue("Support"), s.Skill("Spanish")
	s.Exec(`UPDATE queues SET bias = 45 WHERE id = $1`, support)
	s.Rings(support, routing.Ring{Min: map[centre.SkillID]int{spanish: 5}}, routing.Ring{AfterS: 20, Min: map[centre.SkillID]int{spanish: 2}}, routing.Ring{AfterS: 60})
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "A", s.Now()).Item
	s.Pass(30 * time.Second)
	_, err := s.routing.Push(s.ctx, centre.Agent("marcus"), call, ana)
	s.must(err)
	if tr := s.decisions(call)[0].Trace; tr.ChosenBy != "pushed" || tr.Score != 45+30+2*30 || tr.Ring != 2 || tr.IdleFor != 30_000 {
		t.Errorf("a head start of 30, two points a second and 45 of its queue are 135, in the second ring: %+v", tr)
	}
}
