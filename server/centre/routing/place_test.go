package routing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	spanish := needs(Need{SkillID: "spanish", Min: 5})
	line := []Item{
		waiting("first", Call, 0),
		waiting("second", Call, 10),
		waiting("gold", Call, 20, tier("A")),
		waiting("spanish", Call, 5, spanish),
		waiting("sales", Call, 1, in("sales")),
		waiting("nobody", Call, 30, in("empty")),
		waiting("nobody too", Call, 40, in("empty")),
	}
	serving := func(q string) func(*Candidate) {
		return func(c *Candidate) { c.Queues = map[centre.QueueID]bool{centre.QueueID(q): true} }
	}
	there := []Candidate{
		free("ana", 0, having(1, Call)),
		free("ben", 0, serving("sales")),
		free("eva", 0, serving("support"), knowing("spanish", 7)),
	}
	everybody := map[centre.ItemID]bool{}
	for _, it := range line {
		everybody[it.ID] = true
	}

	s := Situation{Waiting: line, Agents: there}
	got := s.Places(everybody, second(60))
	want := map[centre.ItemID]Place{
		"gold":       {1, true},  // 30 + 2 × 40
		"first":      {2, true},  // behind gold; who asks for Spanish came later
		"spanish":    {3, true},  // Eva takes both lines
		"second":     {4, true},  //
		"sales":      {1, true},  // came before most, and Ben serves nobody else
		"nobody":     {1, false}, // nobody is there for it
		"nobody too": {2, false}, //
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	one := s.Places(map[centre.ItemID]bool{"second": true}, second(60))
	if diff := cmp.Diff(map[centre.ItemID]Place{"second": {4, true}}, one); diff != "" {
		t.Error("asked for one:", diff)
	}
}

func TestPlacesOfWhoIsKeptFromAnAgent(t *testing.T) {
	t.Parallel()
	serving := func(c *Candidate) { c.Queues = map[centre.QueueID]bool{"support": true, "sales": true} }
	s := Situation{
		Waiting: []Item{waiting("first", Call, 0), waiting("apart", Call, 5), waiting("third", Call, 10), waiting("sales", Call, 20, in("sales"))},
		Agents:  []Candidate{free("ana", 0, serving)},
		Blocked: map[centre.ItemID]map[centre.AgentID]bool{"apart": {"ana": true}},
	}
	all := map[centre.ItemID]bool{"first": true, "apart": true, "third": true, "sales": true}
	want := map[centre.ItemID]Place{"first": {1, true}, "apart": {1, false}, "third": {2, true}, "sales": {3, true}}
	if diff := cmp.Diff(want, s.Places(all, second(60))); diff != "" {
		t.Error("nobody waits for an agent who is kept from them:", diff)
	}
	s.Matching = map[centre.QueueID]Matching{"sales": {Bias: 60}}
	want = map[centre.ItemID]Place{"first": {2, true}, "apart": {1, false}, "third": {3, true}, "sales": {1, true}}
	if diff := cmp.Diff(want, s.Places(all, second(60))); diff != "" {
		t.Error("a queue with a head start goes first:", diff)
	}
}
