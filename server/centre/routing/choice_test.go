package routing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

func busy(share float64) func(*Candidate) {
	return func(c *Candidate) { c.Busy = presence.Busyness{Share: share, At: second(0)} }
}

func rung(at float64) func(*Candidate) { return func(c *Candidate) { c.RungAt = second(at) } }

func serving(queues ...centre.QueueID) func(*Candidate) {
	return func(c *Candidate) {
		for _, q := range queues {
			c.Queues[q] = true
		}
	}
}

func TestChoices(t *testing.T) {
	t.Parallel()
	es, billing := Need{SkillID: "es", Min: 1}, Need{SkillID: "billing", Min: 1}
	for name, c := range map[string]struct {
		choice Choice
		items  []Item
		agents []Candidate
		want   []string
		broke  string // the first tie
	}{
		"least occupied: who had least to do lately, however short their rest": {
			LeastOccupied, []Item{waiting("1", Call, 0)}, []Candidate{free("ana", -60, busy(.9)), free("bob", -1, busy(.5))}, []string{"1→bob"}, "occupied",
		},
		"least occupied: empty hands come before a quiet day": {
			LeastOccupied, []Item{waiting("1", Chat, 0)}, []Candidate{free("ana", -60, busy(.9)), free("bob", -1, busy(.1), having(1, Chat))}, []string{"1→ana"}, "load",
		},
		"most skilled: the highest levels in what is asked for": {
			MostSkilled, []Item{waiting("1", Call, 0, needs(es, billing))},
			[]Candidate{
				free("ana", -60, knowing("es", 5), knowing("billing", 5)), free("bob", -1, knowing("es", 3), knowing("billing", 8)),
				free("cy", -90, knowing("es", 4), knowing("billing", 4), knowing("other", 9)),
			}, []string{"1→bob"}, "skill",
		},
		"narrowest first: who can help with little else": {
			NarrowestFirst, []Item{waiting("1", Call, 0)}, []Candidate{free("ana", -60, serving("billing", "sales")), free("bob", -1)}, []string{"1→bob"}, "narrow",
		},
		"narrowest first: with as many queues, who knows fewer skills": {
			NarrowestFirst, []Item{waiting("1", Call, 0)}, []Candidate{free("ana", -60, knowing("es", 5)), free("bob", -1)}, []string{"1→bob"}, "narrow",
		},
		"round robin: in turn, chat by chat": {
			RoundRobin, []Item{waiting("1", Chat, 0), waiting("2", Chat, 0), waiting("3", Chat, 0), waiting("4", Chat, 0)},
			[]Candidate{free("ana", -60, rung(-5)), free("bob", -90, rung(-9)), free("cy", -30)}, []string{"1→cy", "2→bob", "3→ana", "4→cy"}, "turn",
		},
		"ties go to the longest idle": {
			MostSkilled, []Item{waiting("1", Call, 0)}, []Candidate{free("ana", -10), free("bob", -60)}, []string{"1→bob"}, "idle",
		},
		"and then by id": {
			RoundRobin, []Item{waiting("1", Call, 0)}, []Candidate{free("bob", -60), free("ana", -60)}, []string{"1→ana"}, "id",
		},
		"by itself: the longest idle where one skill is asked for": {
			Auto, []Item{waiting("1", Call, 0, needs(es))},
			[]Candidate{free("ana", -60, knowing("es", 5), busy(.9)), free("bob", -1, knowing("es", 5))}, []string{"1→ana"}, "idle",
		},
		"by itself: the least occupied where several are": {
			"", []Item{waiting("1", Call, 0, needs(es, billing))},
			[]Candidate{
				free("ana", -60, knowing("es", 5), knowing("billing", 5), busy(.9)), free("bob", -1, knowing("es", 5), knowing("billing", 5)),
			}, []string{"1→bob"}, "occupied",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := Decide(Situation{Waiting: c.items, Agents: c.agents, Matching: map[centre.QueueID]Matching{"support": {Choice: c.choice}}}, second(1))
			if diff := cmp.Diff(c.want, pairs(made)); diff != "" {
				t.Fatalf("offers (-want +got):\n%s", diff)
			}
			if got := made[0].Trace.TieBreak; got != c.broke {
				t.Errorf("the tie was broken by %q, want %q", got, c.broke)
			}
		})
	}
}

func TestWhoLetPassIsAskedAgain(t *testing.T) {
	t.Parallel()
	tried := func(ids ...centre.AgentID) map[centre.ItemID]map[centre.AgentID]bool {
		all := map[centre.AgentID]bool{}
		for _, id := range ids {
			all[id] = true
		}
		return map[centre.ItemID]map[centre.AgentID]bool{"chat": all}
	}
	for name, c := range map[string]struct {
		agents []Candidate
		tried  map[centre.ItemID]map[centre.AgentID]bool
		want   []string
	}{
		"when everybody did, whoever did so first":    {[]Candidate{free("ana", 5), free("bob", 3)}, tried("ana", "bob"), []string{"chat→bob"}},
		"not while somebody else can take it":         {[]Candidate{free("ana", 5), free("bob", 3), free("cy", 8)}, tried("ana", "bob"), []string{"chat→cy"}},
		"alone they are left in peace for a while":    {[]Candidate{free("ana", 5)}, tried("ana"), nil},
		"and those whose hands are full do not count": {[]Candidate{free("ana", 5), free("bob", 3, having(1, Call))}, tried("ana", "bob"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := Decide(Situation{Waiting: []Item{waiting("chat", Chat, 0)}, Agents: c.agents, Tried: c.tried}, second(10))
			if diff := cmp.Diff(c.want, pairs(made)); diff != "" {
				t.Errorf("offers (-want +got):\n%s", diff)
			}
			if len(made) > 0 && made[0].Trace.Again != (len(c.agents) == 2) {
				t.Errorf("trace %+v", made[0].Trace)
			}
		})
	}
}

func TestAFullDeskIsAsBusyAsItsWork(t *testing.T) {
	t.Parallel()
	r := newRoom([]Candidate{free("ana", 0)})
	a := &r.all[0]
	r.fill(a, &Item{Channel: Call}, a.Capacity, second(0))
	if share := a.Busy.After(1, second(0).Add(30*time.Minute)).Share; share < .63 || share > .64 {
		t.Errorf("after half an hour of a call the share is %.3f", share)
	}
}
