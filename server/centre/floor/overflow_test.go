package floor

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"switchboard/server/centre"
)

func TestAPathIsFoundWhereThereIsOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		next := map[centre.QueueID][]centre.QueueID{}
		queue := func(n int) centre.QueueID { return centre.QueueID(fmt.Sprint("q", n)) }
		for range rapid.IntRange(0, 12).Draw(t, "ways") {
			from := queue(rapid.IntRange(0, 5).Draw(t, "from"))
			next[from] = append(next[from], queue(rapid.IntRange(0, 5).Draw(t, "to")))
		}
		from, to := queue(0), queue(rapid.IntRange(0, 5).Draw(t, "goal"))
		reached := map[centre.QueueID]bool{from: true}
		for range 6 {
			for q := range reached {
				for _, n := range next[q] {
					reached[n] = true
				}
			}
		}
		way := path(next, from, to)
		if (way != nil) != reached[to] {
			t.Fatalf("from %s to %s by %v: %v", from, to, next, way)
		}
		if way == nil {
			return
		}
		if way[0] != from || way[len(way)-1] != to {
			t.Fatalf("%v does not lead from %s to %s", way, from, to)
		}
		for i := range way[1:] {
			if !slices.Contains(next[way[i]], way[i+1]) {
				t.Fatalf("%v takes a step that %v does not have", way, next)
			}
		}
	})
}
