package routing

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

func keeping(n int) map[centre.QueueID]Matching {
	return map[centre.QueueID]Matching{"support": {Reserve: n}}
}

func TestAQueueKeepsAgentsFree(t *testing.T) {
	t.Parallel()
	two := []Candidate{free("ana", 0), free("bob", 0)}
	for name, c := range map[string]struct {
		waiting []Item
		agents  []Candidate
		keep    int
		want    []string
	}{
		"none unless it is told to":           {[]Item{waiting("c", Call, 590)}, two[:1], 0, []string{"c→ana"}},
		"for a C more must be idle":           {[]Item{waiting("c", Call, 590), waiting("d", Call, 591)}, two, 1, []string{"c→ana"}},
		"and no more are":                     {[]Item{waiting("c", Call, 590)}, two, 2, nil},
		"whoever is better is served":         {[]Item{waiting("a", Call, 590, tier("A")), waiting("b", Call, 590, tier("B"))}, two, 2, []string{"a→ana", "b→bob"}},
		"who has work in hand is not idle":    {[]Item{waiting("c", Chat, 590)}, []Candidate{free("ana", 0), free("bob", 0, having(1, Chat))}, 1, nil},
		"who lacks a skill is none of them":   {[]Item{waiting("c", Call, 590, needs(Need{SkillID: "es", Min: 1}))}, []Candidate{free("ana", 0), free("bob", 0, knowing("es", 1))}, 1, nil},
		"not for ever: from the guard band":   {[]Item{waiting("c", Call, 300)}, two[:1], 2, []string{"c→ana"}},
		"not from what is nearly due":         {[]Item{waiting("c", Ticket, 590, due(2400))}, two[:1], 2, []string{"c→ana"}},
		"but from what has time":              {[]Item{waiting("c", Ticket, 0, due(2401))}, two[:1], 2, nil},
		"not from an emergency":               {[]Item{waiting("c", Call, 590, emergency)}, two[:1], 2, []string{"c→ana"}},
		"not from what a colleague handed on": {[]Item{waiting("c", Call, 590, handedOn, heldFor("ana", 700))}, two[:1], 2, []string{"c→ana"}},
	} {
		s := Situation{Waiting: c.waiting, Agents: c.agents, Matching: keeping(c.keep)}
		if diff := cmp.Diff(c.want, pairs(Decide(s, now600))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhyTellsThatAgentsAreKeptFree(t *testing.T) {
	t.Parallel()
	s := Situation{Waiting: []Item{waiting("c", Call, 590)}, Agents: []Candidate{free("ana", 0)}, Matching: keeping(1)}
	w := s.waiting(&s.Waiting[0], now600)
	want := "1 agent could take it now, but 1 is kept free for tiers A and B until it has waited long."
	if got := w.say(Names{}, &s.Waiting[0]); got != want || w.Reserve != 1 {
		t.Errorf("%q and %d, want %q", got, w.Reserve, want)
	}
	i := s.idle("ana", centre.Reach{All: true}, now600)
	if want := (map[string]int{keptFree: 1}); !cmp.Equal(i.Causes, want) {
		t.Errorf("Ana is idle for %v", i.Causes)
	}
	if got, want := i.say(), "Of 1 item: 1 of tier C, from which they are kept free."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

//nolint:paralleltest // what others allocate would be counted too
func TestWhyIdleLooksForWhoIsKeptFreeOnceAKind(t *testing.T) {
	cost := func(n int) float64 {
		s := Situation{Matching: keeping(2), Blocked: map[centre.ItemID]map[centre.AgentID]bool{"c1": {"agent1": true}}}
		for i := range n {
			s.Waiting = append(s.Waiting, waiting(fmt.Sprint("c", i), Call, 590))
		}
		s.Agents = []Candidate{free("ana", 0), free("bob", 0)}
		for i := range 50 {
			s.Agents = append(s.Agents, free(fmt.Sprint("busy", i), 0, having(1, Call)))
		}
		return testing.AllocsPerRun(1, func() {
			if i := s.idle("ana", centre.Reach{All: true}, now600); i.Causes[keptFree] != n {
				t.Fatalf("idle for %v", i.Causes)
			}
		})
	}
	if each := (cost(300) - cost(100)) / 200; each > 40 {
		t.Errorf("each item that waits costs %.0f allocations among 52 agents: they are looked at for each", each)
	}
}

func TestTheEndOfBeingKeptWaitingIsATurn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		it   Item
		want time.Time
	}{
		"a call":                      {waiting("c", Call, 590), second(890)},
		"a call that was moved":       {waiting("c", Call, 590, moved(60)), second(830)},
		"a ticket":                    {waiting("c", Ticket, 590, due(9000)), second(7200)},
		"who is not kept waiting":     {waiting("a", Call, 590, tier("A")), time.Time{}},
		"who is not kept waiting now": {waiting("c", Call, 0), time.Time{}},
		"an emergency":                {waiting("c", Call, 590, emergency), time.Time{}},
	} {
		if got := (Rules{Reserve: 1}).turnAfter(&c.it, now600); !got.Equal(c.want) {
			t.Errorf("%s: the next turn is %v, want %v", name, got, c.want)
		}
	}
	it := waiting("c", Call, 590)
	if got := (Rules{}).turnAfter(&it, now600); !got.IsZero() {
		t.Errorf("a queue that keeps nobody free has a turn at %v", got)
	}
}
