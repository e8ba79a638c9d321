package routing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

func TestWhoIsBlockedIsNobodyOnShift(t *testing.T) {
	t.Parallel()
	s := Situation{Agents: []Candidate{free("ana", 0)}, Blocked: map[centre.ItemID]map[centre.AgentID]bool{"x": {"ana": true}}}
	for id, want := range map[string]bool{"x": false, "y": true} {
		it := waiting(id, Call, 0)
		if o := s.Outlook(&it, now600); o.OnShift != want || o.Staffed != want {
			t.Errorf("%s: %+v", id, o)
		}
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		items          []Item
		free           []Candidate
		tried, blocked map[centre.AgentID]bool
		want           []string
	}{
		"goes to somebody else at once, though it is kept for who is blocked": {
			items: []Item{waiting("x", Call, 0, heldFor("ana", 630))}, free: []Candidate{free("ana", 0), free("bob", 10)},
			blocked: map[centre.AgentID]bool{"ana": true}, want: []string{"x→bob"},
		},
		"also if who it is kept for is busy": {
			items: []Item{waiting("x", Call, 0, heldFor("busy", 630))}, free: []Candidate{free("bob", 10)},
			blocked: map[centre.AgentID]bool{"busy": true}, want: []string{"x→bob"},
		},
		"nor does a promise, or a colleague's word, go before it": {
			items: []Item{waiting("x", Call, 0, heldFor("ana", 630), own, handedOn)}, free: []Candidate{free("ana", 0)},
			blocked: map[centre.AgentID]bool{"ana": true},
		},
		"who is asked once more is not who is blocked": {
			items: []Item{waiting("x", Call, 0)}, free: []Candidate{free("ana", 0), free("bob", 10), free("cleo", 20)},
			tried: map[centre.AgentID]bool{"bob": true, "cleo": true}, blocked: map[centre.AgentID]bool{"ana": true}, want: []string{"x→bob"},
		},
		"and does not hold up those behind it": {
			items: []Item{waiting("x", Call, 0), waiting("y", Call, 1)}, free: []Candidate{free("ana", 0)},
			blocked: map[centre.AgentID]bool{"ana": true}, want: []string{"y→ana"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := Situation{
				Waiting: c.items, Agents: c.free, Meant: map[centre.AgentID]*Candidate{"busy": there("")},
				Tried:   map[centre.ItemID]map[centre.AgentID]bool{"x": c.tried},
				Blocked: map[centre.ItemID]map[centre.AgentID]bool{"x": c.blocked},
			}
			if diff := cmp.Diff(c.want, pairs(Decide(s, now600))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
