package routing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// without is an agent who has had only calls and chats since a second.
func without(since float64) func(*Candidate) {
	return func(c *Candidate) { c.AsyncAt = second(since) }
}

func TestWhoWaitsGoesBeforeWhatCanWait(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		waiting []Item
		agent   Candidate
		want    []string
	}{
		"whenever it came": {
			[]Item{waiting("call", Call, 599), waiting("ticket", Ticket, 0, due(2401))},
			free("ana", 0, without(0)), []string{"call→ana"},
		},
		"but not before what is due within half an hour and scores more": { // 10 minutes left: 400
			[]Item{waiting("call", Call, 301), waiting("ticket", Ticket, 0, due(1200))},
			free("ana", 0, without(0)), []string{"ticket→ana"},
		},
		"and before what is due within half an hour and scores less": { // 29 minutes left: 20
			[]Item{waiting("call", Call, 570), waiting("ticket", Ticket, 0, due(2340))},
			free("ana", 0, without(0)), []string{"call→ana"},
		},
		"and once they waited long, before what is late": {
			[]Item{waiting("call", Call, 300), waiting("ticket", Ticket, 0, due(-6000))},
			free("ana", 0, without(0)), []string{"call→ana"},
		},
		"but for an agent who has had nothing else for half an hour": {
			[]Item{waiting("call", Call, 0), waiting("ticket", Ticket, 0, due(600))},
			free("ana", 0, without(-1200)), []string{"ticket→ana"},
		},
		"unless nothing is late": {
			[]Item{waiting("call", Call, 0), waiting("ticket", Ticket, 0, due(601))},
			free("ana", 0, without(-1200)), []string{"call→ana"},
		},
		"or they have such work in hand": {
			[]Item{waiting("chat", Chat, 0), waiting("ticket", Ticket, 0, due(600))},
			free("ana", 0, without(-1200), having(1, Ticket)), []string{"chat→ana", "ticket→ana"},
		},
		"or it is an emergency": {
			[]Item{waiting("call", Call, 599, emergency), waiting("ticket", Ticket, 0, due(600))},
			free("ana", 0, without(-1200)), []string{"call→ana"},
		},
		"and one such piece is enough": {
			[]Item{waiting("chat", Chat, 0), waiting("late", Ticket, 0, due(500)), waiting("later", Ticket, 0, due(550))},
			free("ana", 0, without(-1200)), []string{"late→ana", "chat→ana", "later→ana"},
		},
	} {
		s := Situation{Waiting: c.waiting, Agents: []Candidate{c.agent}}
		if diff := cmp.Diff(c.want, pairs(Decide(s, now600))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhoIsOwedGetsItAndNotWhoHadSuchLately(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting: []Item{waiting("call", Call, 0), waiting("ticket", Ticket, 0, due(600))},
		Agents:  []Candidate{free("idle", 0, without(0)), free("owed", 500, without(-1200))},
	}
	made := Decide(s, now600)
	if diff := cmp.Diff([]string{"ticket→owed", "call→idle"}, pairs(made)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tr := made[0].Trace
	if want := (map[string]int{hadSuch: 1}); !tr.Owed || !cmp.Equal(tr.Excluded, want) {
		t.Errorf("its trace is %+v", tr)
	}
	if got, want := tr.Explain().Text, "This is late, and you have had only calls and chats for half an hour"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
