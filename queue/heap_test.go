package queue

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/sql"
)

// TestTimers: whatever is handed over, in whatever order and however often, comes out
// once and the next due first.
func TestTimers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
		ids := rapid.SliceOfN(rapid.Int64Range(1, 40), 1, 80).Draw(t, "handed over")
		pending := newTimers()
		for _, id := range ids {
			due := noon.Add(time.Duration(id*7919%40) * time.Second)
			pending.add(sql.Task{ID: id, DueAt: due})
		}
		var out []int64
		var last time.Time
		for _, ok := pending.next(); ok; _, ok = pending.next() {
			task := pending.pop()
			if task.DueAt.Before(last) {
				t.Fatalf("task %d is due before the one that came first", task.ID)
			}
			last = task.DueAt
			out = append(out, task.ID)
			pending.add(task) // known until it is forgotten
		}
		slices.Sort(ids)
		slices.Sort(out)
		if want := slices.Compact(ids); !slices.Equal(out, want) {
			t.Fatalf("%v came out, want %v", out, want)
		}
	})
}
