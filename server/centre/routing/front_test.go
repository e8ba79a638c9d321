package routing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"switchboard/server/centre"
)

func TestASignatureTellsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		need := rapid.Custom(func(t *rapid.T) Need {
			return Need{SkillID: centre.SkillID(rapid.StringMatching(`[0-9a-f-]{1,36}`).Draw(t, "skill")), Min: rapid.IntRange(1, 10).Draw(t, "min")}
		})
		want, signature := Sign(rapid.SliceOfN(need, 0, 4).Draw(t, "needs"))
		if diff := cmp.Diff(want, needsOf(signature), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%q (-signed +read):\n%s", signature, diff)
		}
	})
}

// linesOf are the lines of a situation as the store gives them.
func linesOf(s Situation) []PoolLine {
	spilled, seen := map[centre.QueueID]bool{}, map[Heading]bool{}
	for i := range s.Waiting {
		spilled[s.Waiting[i].QueueID] = spilled[s.Waiting[i].QueueID] || len(s.Waiting[i].Overflowed) > 0
	}
	var all []PoolLine
	for i := range s.Waiting {
		if h := s.Waiting[i].heading(); !seen[h] {
			seen[h] = true
			all = append(all, PoolLine{h, spilled[h.QueueID]})
		}
	}
	return all
}

// shownOf is what the store shows of a situation when it is asked for a front.
func shownOf(s Situation, f Front) []Item {
	depth := map[Heading]int{}
	for i, l := range f.Lines {
		depth[l] = f.Depths[i]
	}
	var shown []Item
	taken := map[string]int{}
	for _, it := range headsOf(s, len(s.Waiting)) { // all, in the order of their lines
		line := lineOf(it) + band(s, it)
		switch {
		case now600.Before(it.PreferredUntil), it.Owned, it.AgeAdjust != 0, it.Returned:
			shown = append(shown, it)
		case taken[line] < depth[it.heading()]:
			taken[line]++
			shown = append(shown, it)
		}
	}
	return shown
}

// What a round asks for is enough: its offers are those that the full state would bring.
func TestTheFrontOfThePoolIsEnough(t *testing.T) {
	t.Parallel()
	left := 0
	rapid.Check(t, func(t *rapid.T) {
		full := drawSituation(t)
		full.Most = maxRound
		partial := full
		f := partial.front(linesOf(full), now600)
		left += len(linesOf(full)) - len(f.Lines)
		partial.Waiting = shownOf(full, f)
		counts := cmpopts.IgnoreFields(Trace{}, "Excluded") // of those who were not shown
		if diff := cmp.Diff(Decide(full, now600), Decide(partial, now600), counts, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("all that waits and its front differ (-all +front):\n%s", diff)
		}
	})
	if left == 0 {
		t.Error("no line was ever left out")
	}
}
