package routing

import (
	"sort"
	"time"
)

// tierRule is how waiting grows into score: accumulating priority after Kleinrock 1964,
// and a guard after which nothing but an emergency or an earlier guard goes first.
type tierRule struct {
	boost float64 // seconds of head start
	slope float64 // score per second waited
	guard time.Duration
}

var tiers = map[string]tierRule{
	"A": {boost: 30, slope: 2, guard: 120 * time.Second},
	"B": {boost: 10, slope: 1.5, guard: 180 * time.Second},
	"C": {boost: 0, slope: 1, guard: 300 * time.Second},
}

// priorityStep is the head start, in seconds of score, of one step of priority.
const priorityStep = 15

// ranked is a waiting item with what its place depends on.
type ranked struct {
	item  *Item
	score float64
	guard bool
	due   time.Time // in the guard band: whoever's guard ended first goes first
}

// inOrder sorts waiting items as they should be served.
func inOrder(waiting []Item, now time.Time) []ranked {
	all := make([]ranked, len(waiting))
	for i := range waiting {
		all[i] = rank(&waiting[i], now)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].before(&all[j]) })
	return all
}

func rank(it *Item, now time.Time) ranked {
	rule, ok := tiers[it.Tier]
	if !ok {
		rule = tiers["C"]
	}
	waited := max(0, now.Sub(it.EnqueuedAt))
	return ranked{
		item:  it,
		score: rule.boost + priorityStep*float64(5-it.Priority) + rule.slope*waited.Seconds(),
		guard: waited >= rule.guard,
		due:   it.EnqueuedAt.Add(rule.guard),
	}
}

// before: emergencies, then those with somebody waiting at the other end, then the
// guard band by its deadline, then score; ties by arrival, then id.
func (a *ranked) before(b *ranked) bool {
	switch {
	case a.item.Emergency != b.item.Emergency:
		return a.item.Emergency
	case a.item.Channel.RealTime() != b.item.Channel.RealTime():
		return a.item.Channel.RealTime()
	case a.guard != b.guard:
		return a.guard
	case a.guard && !a.due.Equal(b.due):
		return a.due.Before(b.due)
	case !a.guard && a.score != b.score:
		return a.score > b.score
	case !a.item.EnqueuedAt.Equal(b.item.EnqueuedAt):
		return a.item.EnqueuedAt.Before(b.item.EnqueuedAt)
	}
	return a.item.ID < b.item.ID
}
