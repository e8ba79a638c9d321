package routing

import (
	"sort"
	"time"
)

// Tier is how waiting grows into score: accumulating priority after Kleinrock 1964,
// and a guard after which nothing but an emergency or an earlier guard goes first.
type Tier struct {
	Boost float64       // seconds of head start
	Slope float64       // score per second waited
	Guard time.Duration // 0: there is none
}

// tiers are those that count when a situation names no others.
var tiers = map[string]Tier{
	"A": {Boost: 30, Slope: 2, Guard: 120 * time.Second},
	"B": {Boost: 10, Slope: 1.5, Guard: 180 * time.Second},
	"C": {Boost: 0, Slope: 1, Guard: 300 * time.Second},
}

// priorityStep is the head start, in seconds of score, of one step of priority.
const priorityStep = 15

// ranked is a waiting item with what its place depends on.
type ranked struct {
	item  *Item
	live  bool // somebody waits at the other end
	guard bool
	score float64
	due   int64 // in the guard band: whoever's guard ended first goes first
	at    int64 // since when it stands in line, as is due in nanoseconds
}

// inOrder sorts what waits as it should be served.
func (s *Situation) inOrder(now time.Time) []ranked {
	all := make([]ranked, len(s.Waiting))
	for i := range s.Waiting {
		all[i] = s.rank(&s.Waiting[i], now)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].before(&all[j]) })
	return all
}

func (s *Situation) rank(it *Item, now time.Time) ranked {
	rules := s.Tiers
	if rules == nil {
		rules = tiers
	}
	rule, ok := rules[it.Tier]
	if !ok {
		rule = rules["C"]
	}
	waited := max(0, now.Sub(it.since()))
	at := it.since().UnixNano()
	return ranked{
		item:  it,
		live:  it.Channel.RealTime(),
		score: rule.Boost + float64(s.Matching[it.QueueID].Bias) + priorityStep*float64(5-it.Priority) + rule.Slope*waited.Seconds(),
		guard: rule.Guard > 0 && waited >= rule.Guard,
		due:   at + int64(rule.Guard),
		at:    at,
	}
}

// before: emergencies, then those with somebody waiting at the other end, then the
// guard band by its deadline, then score; ties by arrival, then id.
func (a *ranked) before(b *ranked) bool {
	switch {
	case a.item.Emergency != b.item.Emergency:
		return a.item.Emergency
	case a.live != b.live:
		return a.live
	case a.guard != b.guard:
		return a.guard
	case a.guard && a.due != b.due:
		return a.due < b.due
	case !a.guard && a.score != b.score:
		return a.score > b.score
	case a.at != b.at:
		return a.at < b.at
	}
	return a.item.ID < b.item.ID
}
