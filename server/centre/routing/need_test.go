package routing

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
)

func TestOfASkillNamedTwiceTheHigherLevelCountsAndTheHardOneStays(t *testing.T) {
	t.Parallel()
	hard := func(level int) Need { return Need{SkillID: "es", Min: level, Hard: true} }
	soft := func(level int) Need { return Need{SkillID: "es", Min: level} }
	cases := map[string]struct{ a, b, want []Need }{
		"the higher":                 {[]Need{soft(3)}, []Need{soft(5)}, []Need{soft(5)}},
		"the higher is hard":         {[]Need{soft(3)}, []Need{hard(5)}, []Need{hard(5)}},
		"as high":                    {[]Need{hard(5)}, []Need{soft(5)}, []Need{hard(5)}},
		"the higher is not hard":     {[]Need{soft(7)}, []Need{hard(5)}, []Need{hard(5), soft(7)}},
		"both are hard":              {[]Need{hard(7)}, []Need{hard(5)}, []Need{hard(7)}},
		"one of them names it twice": {[]Need{hard(5), soft(7)}, []Need{soft(6)}, []Need{hard(5), soft(7)}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _ := Sign(merge(c.a, c.b))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsHardBindsWhoWasGivenItByName(t *testing.T) {
	t.Parallel()
	ways := map[string][]func(*Item){
		"handed on by a colleague": {handedOn, heldFor("ana", 60)},
		"promised by themselves":   {own, heldFor("ana", 60)},
		"back from a transfer":     {handedOn, cameBack, heldFor("ana", 60)},
	}
	for name, way := range ways {
		for _, hard := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", hard: ", hard), func(t *testing.T) {
				t.Parallel()
				it := waiting("item", Chat, 0, append(way, needs(Need{SkillID: "es", Min: 5, Hard: hard}))...)
				s := Situation{Waiting: []Item{it}, Agents: []Candidate{free("ana", 0, knowing("es", 4)), free("bob", 0, knowing("es", 5))}}
				want := "item→ana"
				if hard {
					want = "item→bob"
				}
				if diff := cmp.Diff([]string{want}, pairs(Decide(s, second(1)))); diff != "" {
					t.Errorf("who has it (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestWhatIsHardIsNeverGivenUp sends work from queue to queue in any way there is, and lets it wait
// for however long: whoever it is offered to has what was hard when it came.
func TestWhatIsHardIsNeverGivenUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		skills := []centre.SkillID{"es", "tax"}
		level := rapid.IntRange(1, 4)
		drawNeeds := func(what string) (all []Need) {
			for _, skill := range skills {
				if rapid.Bool().Draw(t, what+" "+string(skill)) {
					all = append(all, Need{SkillID: skill, Min: level.Draw(t, "level"), Hard: rapid.Bool().Draw(t, "hard")})
				}
			}
			return all
		}
		queues := map[centre.QueueID]Rules{}
		matching := map[centre.QueueID]Matching{}
		for _, id := range []centre.QueueID{"support", "billing", "sales"} {
			rings := []Ring{{Min: map[centre.SkillID]int{"es": 4, "tax": 4}}, {AfterS: 30, Min: map[centre.SkillID]int{"es": 2}}, {AfterS: 60}}
			queues[id] = Rules{QueueID: id, Required: drawNeeds("of " + string(id)), Rings: rings}
			matching[id] = Matching{Rings: rings}
		}
		came := drawNeeds("of its own")
		it := waiting("item", Chat, 0)
		it.Required, it.Signature = Sign(merge(queues["support"].Required, came))
		hard := map[centre.SkillID]int{}
		for _, n := range it.Required {
			if n.Hard {
				hard[n.SkillID] = n.Min
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "moves") {
			to := queues[rapid.SampledFrom([]centre.QueueID{"support", "billing", "sales"}).Draw(t, "to")]
			if to.QueueID == it.QueueID {
				continue
			}
			if rapid.Bool().Draw(t, "by a rule") {
				it.Spill(Overflow{When: Waited, Action: ToQueue, QueueID: to.QueueID}, queues[it.QueueID], to, second(90))
				continue
			}
			it.moveTo(queues[it.QueueID], to)
			it.settle()
			it.Leg++
		}
		if rapid.Bool().Draw(t, "to somebody by name") {
			heldFor("agent", 700)(&it)
			it.Leg, it.Owned = it.Leg+1, rapid.Bool().Draw(t, "as promised")
		}
		agent := free("agent", 0, knowing("es", rapid.IntRange(0, 4).Draw(t, "knows es")), knowing("tax", rapid.IntRange(0, 4).Draw(t, "knows tax")))
		agent.Queues = map[centre.QueueID]bool{"support": true, "billing": true, "sales": rapid.Bool().Draw(t, "sells")}
		now := it.EnqueuedAt.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "waited")) * time.Second)
		s := Situation{Waiting: []Item{it}, Agents: []Candidate{agent}, Matching: matching}
		g := gift{to: "agent", as: pulled, lead: rapid.Bool().Draw(t, "to a lead")}
		given := len(Decide(s, now)) > 0 || g.refuses(&agent, &it, now) == ""
		for skill, least := range hard {
			if given && agent.Skills[skill] < least {
				t.Fatalf("%+v, hard when it came: %v, goes to who knows %v", it.Required, hard, agent.Skills)
			}
		}
	})
}
