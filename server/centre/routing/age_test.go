package routing

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/server/centre"
)

func TestWhoIsMovedIsServedAsIfTheyHadArrivedThen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		arrived := cloneSituation(s)
		for i := range arrived.Waiting {
			it := &arrived.Waiting[i]
			if !it.DueAt.IsZero() {
				it.DueAt = it.DueAt.Add(-it.AgeAdjust)
			}
			it.EnqueuedAt, it.AgeAdjust = it.EnqueuedAt.Add(-it.AgeAdjust), 0
		}
		if diff := unlike(Decide(arrived, now600), Decide(s, now600)); diff != "" {
			t.Fatalf("moved (+) and arrived so (-) are served otherwise:\n%s", diff)
		}
	})
}

func TestWhatIsToldOfWaitingStaysTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		came := map[centre.ItemID]time.Time{}
		for _, it := range s.Waiting {
			came[it.ID] = it.EnqueuedAt
		}
		items := itemsByID(s)
		for _, p := range Decide(s, now600) {
			it := items[p.ItemID]
			o := makeOffer(&it, p, Terms{AnswerIn: time.Minute}, now600)
			if o.Waited != now600.Sub(came[it.ID]) || !it.EnqueuedAt.Equal(came[it.ID]) {
				t.Fatalf("%s came at %v, its offer counts a wait of %v", it.ID, came[it.ID], o.Waited)
			}
			if o.Trace.AgeAdjust != int(it.AgeAdjust.Seconds()) {
				t.Fatalf("%s was moved by %v, its trace says %d s", it.ID, it.AgeAdjust, o.Trace.AgeAdjust)
			}
		}
		for _, a := range s.Agents {
			for _, by := range s.idle(a.ID, centre.Reach{All: true}, now600).Items {
				if by.WaitedS != now600.Sub(came[by.ItemID]).Seconds() {
					t.Fatalf("%s came at %v, %s is told %v s", by.ItemID, came[by.ItemID], a.ID, by.WaitedS)
				}
			}
		}
	})
}

func TestRingsWidenByTrueWaiting(t *testing.T) {
	t.Parallel()
	s := Situation{
		Waiting:  []Item{waiting("moved", Call, 590, moved(300))},
		Agents:   []Candidate{free("ana", 0)},
		Matching: map[centre.QueueID]Matching{"support": {Rings: []Ring{{Min: map[centre.SkillID]int{"es": 5}}, {AfterS: 60}}}},
	}
	if made := Decide(s, now600); len(made) != 0 {
		t.Errorf("who waited 10 s was offered to the second ring: %v", pairs(made))
	}
}

func TestWhyTellsThatItWasMoved(t *testing.T) {
	t.Parallel()
	for by, want := range map[int]string{
		90:  "Nobody serves Support. A supervisor moved it forward by 1 min 30 s.",
		-60: "Nobody serves Support. A supervisor moved it back by 1 min.",
		0:   "Nobody serves Support.",
	} {
		s := Situation{Waiting: []Item{waiting("x", Call, 0, moved(by))}}
		w := s.waiting(&s.Waiting[0], now600)
		if got := w.say(Names{Queues: map[centre.QueueID]string{"support": "Support"}}, &s.Waiting[0]); got != want {
			t.Errorf("moved by %d: %q, want %q", by, got, want)
		}
	}
}
