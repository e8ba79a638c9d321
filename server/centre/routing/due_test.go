package routing

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
)

func TestWhatCanWaitGoesByWhenItIsDue(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		waiting []Item
		want    []string
	}{
		"not by how long it has waited": {
			[]Item{waiting("old", Ticket, 0, due(9000)), waiting("new", Ticket, 500, due(8000))},
			[]string{"new", "old"},
		},
		"whatever tier, priority and channel it has": {
			[]Item{waiting("gold", Email, 0, tier("A"), priority(1), due(7001)), waiting("plain", Ticket, 0, priority(9), due(7000))},
			[]string{"plain", "gold"},
		},
		"of what is due at once the higher tier and priority first": {
			[]Item{
				waiting("a", Ticket, 0, due(7000)), waiting("b", Ticket, 0, priority(4), due(7000)), waiting("c", Ticket, 0, tier("A"), due(7000)),
			},
			[]string{"c", "b", "a"},
		},
		"a supervisor's word counts as time": {
			[]Item{waiting("first", Ticket, 0, due(7000)), waiting("moved", Ticket, 0, due(7100), moved(120))},
			[]string{"moved", "first"},
		},
		"what is overdue comes first": {
			[]Item{waiting("soon", Ticket, 0, due(700)), waiting("late", Ticket, 550, due(590))},
			[]string{"late", "soon"},
		},
	} {
		s := Situation{Waiting: c.waiting, Agents: []Candidate{free("ana", 0)}}
		var got []string
		for _, p := range Decide(s, now600) {
			got = append(got, string(p.ItemID))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAQueueGoesBeforeAnotherInWhatCanWait(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting:  []Item{waiting("sooner", Ticket, 0, due(7000)), waiting("ours", Ticket, 0, due(7200), in("billing"))},
		Agents:   []Candidate{free("ana", 0, serving("support", "billing"))},
		Matching: map[centre.QueueID]Matching{"billing": {Bias: 70}},
	}
	if made := Decide(s, now600); len(made) != 2 || made[0].ItemID != "ours" {
		t.Errorf("200 s later with 70 points, of which one is 3 s, it was not first: %v", pairs(made))
	}
}

func TestWhyTellsWhenItIsDue(t *testing.T) {
	t.Parallel()
	for at, want := range map[float64]string{
		7800: "Nobody serves Support. It is due in 2 h.",
		570:  "Nobody serves Support. It was due 30 s ago.",
	} {
		s := Situation{Waiting: []Item{waiting("x", Ticket, 0, due(at))}}
		w := s.waiting(&s.Waiting[0], now600)
		if got := w.say(Names{Queues: map[centre.QueueID]string{"support": "Support"}}, &s.Waiting[0]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatComesWithoutAPromiseIsDueInADay(t *testing.T) {
	t.Parallel()
	for channel, want := range map[Channel]time.Time{Email: now600.Add(24 * time.Hour), Chat: {}} {
		it := Item{Channel: channel, EnqueuedAt: now600}
		if it.dueBy(time.Time{}); !it.DueAt.Equal(want) {
			t.Errorf("%s is due %s, want %s", channel, it.DueAt, want)
		}
	}
}

// Whatever is late passes who waits at the other end by score alone, and nobody whose guard is over.
func TestNothingLatePassesWhoWaitedLong(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "tier")
		waited := rapid.IntRange(0, 600).Draw(t, "waited")
		late := rapid.IntRange(0, 48*3600).Draw(t, "late")
		s := Situation{
			Waiting: []Item{waiting("call", Call, float64(600-waited), tier(of)), waiting("ticket", Ticket, 0, tier("A"), priority(1), due(float64(600-late)))},
			Agents:  []Candidate{free("ana", 0, without(0))},
		}
		rule := tiers[of]
		passes := time.Duration(waited)*time.Second < rule.Guard && 600+float64(late)/3 > rule.Boost+rule.Slope*float64(waited)
		if first := Decide(s, now600)[0].ItemID == "ticket"; first != passes {
			t.Errorf("a ticket that is %d s late goes before a call of tier %s that waited %d s: %t", late, of, waited, first)
		}
	})
}
