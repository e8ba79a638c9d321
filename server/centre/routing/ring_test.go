package routing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
)

// billingRings ask for less and less: 6 of billing at first, 4 from second 30, nothing from second 60.
var billingRings = []Ring{
	{AfterS: 0, Min: map[centre.SkillID]int{"billing": 6, "es": 5}},
	{AfterS: 30, Min: map[centre.SkillID]int{"billing": 4, "es": 5}},
	{AfterS: 60, Min: map[centre.SkillID]int{"billing": 1}},
}

func TestRings(t *testing.T) {
	t.Parallel()
	expert := free("expert", 0, knowing("billing", 8), knowing("es", 9))
	able := free("able", -60, knowing("billing", 4), knowing("es", 5))
	novice := free("novice", -90, knowing("billing", 1))
	for name, c := range map[string]struct {
		at     float64
		items  []Item
		agents []Candidate
		want   []string
	}{
		"the first ring takes in experts alone": {1, []Item{waiting("bill", Call, 0)}, []Candidate{able, novice, expert}, []string{"bill→expert"}},
		"before a ring begins it waits":         {29, []Item{waiting("bill", Call, 0)}, []Candidate{able, novice}, nil},
		"when it begins the next best are asked": {
			30, []Item{waiting("bill", Call, 0)}, []Candidate{able, novice}, []string{"bill→able"},
		},
		"the last ring takes in everybody": {60, []Item{waiting("bill", Call, 0)}, []Candidate{novice}, []string{"bill→novice"}},
		"whoever a narrower ring takes in goes before the longest idle": {
			60, []Item{waiting("bill", Call, 0)}, []Candidate{novice, able, expert}, []string{"bill→expert"},
		},
		"what is required is asked for however long they waited": {
			900, []Item{waiting("bill", Call, 0, needs(Need{SkillID: "licence", Min: 1}))}, []Candidate{expert, able, novice}, nil,
		},
		"each by its own waiting": {
			60, []Item{waiting("long", Call, 0), waiting("short", Call, 31)}, []Candidate{able, novice}, []string{"long→able"},
		},
		"in a line nobody is passed by who waited less": {
			31, []Item{waiting("first", Call, 0), waiting("second", Call, 2)}, []Candidate{expert}, []string{"first→expert"},
		},
		"a colleague's choice needs no ring": {
			1, []Item{waiting("bill", Call, 0, handedOn, heldFor("novice", 60))}, []Candidate{expert, novice}, []string{"bill→novice"},
		},
		"work is not held for who is outside its ring": {
			1, []Item{waiting("bill", Call, 0, heldFor("novice", 60))}, []Candidate{novice, expert}, []string{"bill→expert"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := Decide(Situation{Waiting: c.items, Agents: c.agents, Matching: map[centre.QueueID]Matching{"support": {Rings: billingRings}}}, second(c.at))
			if diff := cmp.Diff(c.want, pairs(made)); diff != "" {
				t.Errorf("offers (-want +got):\n%s", diff)
			}
		})
	}

	t.Run("the trace tells the ring and who was outside it", func(t *testing.T) {
		t.Parallel()
		made := Decide(Situation{
			Waiting: []Item{waiting("bill", Call, 0)}, Agents: []Candidate{expert, able, novice},
			Matching: map[centre.QueueID]Matching{"support": {Rings: billingRings}},
		}, second(31))
		if len(made) != 1 || made[0].Trace.Ring != 2 || made[0].Trace.Candidates != 2 {
			t.Fatalf("made %+v", made)
		}
		if diff := cmp.Diff(map[string]int{outsideRing: 1}, made[0].Trace.Excluded); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTurns(t *testing.T) {
	t.Parallel()
	it := waiting("bill", Call, 10)
	rules := Rules{Rings: billingRings}
	for at, want := range map[float64]time.Time{10: second(40), 39.9: second(40), 40: second(70), 69: second(70), 70: {}, 500: {}} {
		if got := rules.turnAfter(&it, second(at)); !got.Equal(want) {
			t.Errorf("at second %v the next turn is %v, want %v", at, got, want)
		}
	}
}

// drawRings gives each queue up to three rings that widen.
func drawRings(t *rapid.T, s *Situation) {
	s.Matching = map[centre.QueueID]Matching{}
	for _, queue := range []centre.QueueID{"support", "billing"} {
		level, after := 3, 0
		var m Matching
		for range rapid.IntRange(0, 3).Draw(t, "rings") {
			m.Rings = append(m.Rings, Ring{AfterS: after, Min: map[centre.SkillID]int{"es": level}})
			level, after = level-1, after+rapid.IntRange(1, 300).Draw(t, "later")
		}
		m.Bias = rapid.SampledFrom([]int{0, 0, -50, 200}).Draw(t, "bias")
		m.Reserve = rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "reserve")
		s.Matching[queue] = m
	}
}

func TestAPartialViewWithRingsDecidesAsTheFullStateWould(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		full := drawSituation(t)
		drawRings(t, &full)
		wantPartialViewAlike(t, full)
	})
}

func TestWhoCouldServeStillCanLater(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var s Situation
		drawRings(t, &s)
		agent, it := drawCandidate(t, "agent0"), drawItem(t, "item0")
		it.PreferredAgent = ""
		could := false
		for at := 0; at <= 600; at += 20 {
			_, cause := agent.unfit(&it, s.asks(&it, it.EnqueuedAt.Add(time.Duration(at)*time.Second)), now600)
			if could && cause != "" {
				t.Fatalf("after %d s the agent cannot serve any more: %s", at, cause)
			}
			could = cause == ""
		}
	})
}
