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
	owed  bool // to agents who had nothing such for long: it goes first, and to them
	now   bool // somebody waits at the other end, or it is due so soon that it goes beside them
	back  bool // it came back from a transfer that nobody took
	guard bool
	score float64
	head  float64 // start of what can wait, for those due at once
	due   int64   // in the guard band: whoever's guard ended first goes first
	at    int64   // by what it stands in its line, as is due in nanoseconds
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
	at := it.stands()
	bias, head := float64(s.Matching[it.QueueID].Bias), rule.Boost+priorityStep*float64(5-it.Priority)
	if !it.Channel.RealTime() {
		left := at.Sub(now)
		return ranked{item: it, now: left <= pressing, back: it.Returned, score: bias + urgency(left), head: head, at: at.UnixNano()}
	}
	waited := max(0, now.Sub(at))
	return ranked{
		item:  it,
		now:   true,
		score: bias + head + rule.Slope*waited.Seconds(),
		back:  it.Returned,
		guard: it.Returned || rule.Guard > 0 && waited >= rule.Guard,
		due:   at.Add(rule.Guard).UnixNano(),
		at:    at.UnixNano(),
	}
}

// pressing is how long before it is due something that can wait goes beside those who wait at
// the other end.
const pressing = 30 * time.Minute

// urgency is the score of what can wait: 600 when it is due, 20 less for each minute before, and
// as much more for each minute that it is late. It is no more than a score: whoever waits at the
// other end is passed by what is late until their guard is over, and then by no such work. The
// target of their queue would be no bound that makes an order. Let it be 60 s where an A has
// waited 30 s, and 20 s where a C has waited 25: a late ticket goes before the A, who is not late,
// the A before the C by score, and the C, who is late, before the ticket. Nor is much lost by it:
// a ticket that an agent has in hand gives way to the call.
func urgency(left time.Duration) float64 { return 600 - 20*left.Minutes() }

// before: emergencies, then what agents are owed, then those with somebody waiting at the other
// end and what is pressing, then what came back, then the guard band by its deadline, then
// score, which of what can wait says what is due first; of that due at once the higher tier
// and priority; ties by place in line, then id.
func (a *ranked) before(b *ranked) bool {
	switch {
	case a.item.Emergency != b.item.Emergency:
		return a.item.Emergency
	case a.owed != b.owed:
		return a.owed
	case a.now != b.now:
		return a.now
	case a.back != b.back:
		return a.back
	case a.guard != b.guard:
		return a.guard
	case a.guard && a.due != b.due:
		return a.due < b.due
	case !a.guard && a.score != b.score:
		return a.score > b.score
	case !a.guard && a.head != b.head:
		return a.head > b.head
	case a.at != b.at:
		return a.at < b.at
	}
	return a.item.ID < b.item.ID
}
