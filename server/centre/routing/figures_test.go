package routing

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// said is what one step of the order among agents goes by: its name in traces, and the figures
// of two of them, of which the smaller goes first.
type said struct {
	tieBreak string
	a, b     float64
}

// order is that of two agents by what a trace keeps of them.
func order(chosenBy string, a, b Figures) []said {
	steps := []said{{"ring", float64(a.InRing), float64(b.InRing)}}
	load := said{"load", float64(a.Load), float64(b.Load)}
	switch Choice(chosenBy) {
	case LeastOccupied:
		steps = append(steps, load, said{"occupied", *a.Busy, *b.Busy})
	case MostSkilled:
		steps = append(steps, said{"skill", -float64(*a.Skill), -float64(*b.Skill)})
	case NarrowestFirst:
		steps = append(steps, said{"narrow", float64(*a.Queues), float64(*b.Queues)}, said{"narrow", float64(*a.Skills), float64(*b.Skills)})
	case RoundRobin:
		steps = append(steps, said{"turn", ago(a.RungMS), ago(b.RungMS)})
	}
	return append(steps, load, said{"idle", -float64(a.IdleFor + a.SinceMS), -float64(b.IdleFor + b.SinceMS)})
}

func ago(ms *int64) float64 {
	if ms == nil {
		return math.Inf(-1)
	}
	return -float64(*ms)
}

// Whoever was chosen by their queue goes before all who are named as next, by what is kept of
// them, and the tie-break is where the first of those parted from them.
func TestATraceExplainsItsWinner(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		for queue, m := range s.Matching {
			m.Rings = rapid.SampledFrom([][]Ring{nil, {{Min: map[centre.SkillID]int{"es": 2}}, {AfterS: 100}}}).Draw(t, "rings")
			s.Matching[queue] = m
		}
		for _, p := range Decide(s, now600) {
			if p.Trace.TieBreak == "" {
				continue // there was no other, or no choice to make
			}
			for i, next := range p.Trace.Next {
				parted := "id"
				for _, step := range order(p.Trace.ChosenBy, p.Trace.Figures, next.Figures) {
					if step.a > step.b {
						t.Fatalf("%s was chosen before %s, who goes first by %s: %+v", p.AgentID, next.AgentID, step.tieBreak, p.Trace)
					}
					if step.a < step.b {
						parted = step.tieBreak
						break
					}
				}
				if i == 0 && parted != p.Trace.TieBreak {
					t.Fatalf("%s and %s are parted by %s, the trace says %s: %+v", p.AgentID, next.AgentID, parted, p.Trace.TieBreak, p.Trace)
				}
			}
		}
	})
}

func TestATraceKeepsWhatItsChoiceGoesBy(t *testing.T) {
	t.Parallel()
	agents := []Candidate{free("ana", 0, knowing("es", 7), rung(4)), free("bob", 0, knowing("es", 4), serving("billing"), having(1, Chat))}
	agents[0].Busy = presence.Busyness{Share: .5, At: second(10)}
	agents[1].Busy = presence.Busyness{Share: .25, At: second(10)}
	for choice, want := range map[Choice]string{
		LongestIdle:    `{"load":0,"idle_ms":10000} {"load":33,"idle_ms":0,"since_ms":10000}`,
		MostSkilled:    `{"load":0,"idle_ms":10000,"skill":7} {"load":33,"idle_ms":0,"since_ms":10000,"skill":4}`,
		NarrowestFirst: `{"load":0,"idle_ms":10000,"queues":1,"skills":1} {"load":33,"idle_ms":0,"since_ms":10000,"queues":2,"skills":1}`,
		LeastOccupied:  `{"load":0,"idle_ms":10000,"busy":0.5} {"load":33,"idle_ms":0,"since_ms":10000,"busy":0.25}`,
	} {
		made := Decide(Situation{
			Waiting: []Item{waiting("chat", Chat, 0, needs(Need{SkillID: "es", Min: 1}))}, Agents: agents,
			Matching: map[centre.QueueID]Matching{"support": {Choice: choice}},
		}, second(10))[0].Trace
		if diff := cmp.Diff(want, asJSON(t, made.Figures)+" "+asJSON(t, made.Next[0].Figures)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", choice, diff)
		}
	}
	never := Decide(Situation{
		Waiting: []Item{waiting("chat", Chat, 0)}, Agents: agents, Matching: map[centre.QueueID]Matching{"support": {Choice: RoundRobin}},
	}, second(10))[0].Trace
	if never.RungMS != nil || *never.Next[0].RungMS != 6000 {
		t.Errorf("who was never rung keeps %v, who was %d ms ago keeps %v", never.RungMS, 6000, never.Next[0].RungMS)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Traces were kept before the figures of a choice were.
func TestOldTracesAreRead(t *testing.T) {
	t.Parallel()
	var old Trace
	kept := `{"rules":"8","score":25,"chosen_by":"most_skilled","tie_break":"skill","load":0,"idle_ms":70000,"candidates":2,` +
		`"next":[{"agent_id":"b","load":33,"idle_ms":0}]}`
	if err := json.Unmarshal([]byte(kept), &old); err != nil {
		t.Fatal(err)
	}
	want := Trace{
		Rules: "8", Score: 25, ChosenBy: string(MostSkilled), TieBreak: "skill", Candidates: 2,
		Figures: Figures{IdleFor: 70_000}, Next: []Runner{{"b", Figures{Load: 33}}},
	}
	if diff := cmp.Diff(want, old); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := old.Explain().Text; got != "You know this best, of 2 who could" {
		t.Errorf("it says %q", got)
	}
}
