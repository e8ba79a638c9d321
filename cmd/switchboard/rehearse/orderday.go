package rehearse

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// replayDay asks at each start of a service of one day; it sorts the calls.
func replayDay(calls []callday.Call) Agreement {
	slices.SortStableFunc(calls, func(a, b callday.Call) int { return cmp.Compare(a.QueuedAt, b.QueuedAt) })
	items := make([]routing.Item, len(calls))
	for i := range calls {
		items[i] = asItem(&calls[i], i)
	}
	var sum Agreement
	var waiting []routing.Item
	for i := range calls {
		taken := &calls[i]
		if taken.Outcome != callday.Served || taken.Waited == 0 {
			continue
		}
		waiting = append(waiting[:0], items[i])
		from := sort.Search(len(calls), func(j int) bool { return calls[j].QueuedAt > taken.ServedAt-time.Hour })
		for j := from; j < len(calls) && calls[j].QueuedAt <= taken.ServedAt; j++ {
			if c := &calls[j]; j != i && c.Type == taken.Type && c.QueuedAt+c.Waited >= taken.ServedAt {
				waiting = append(waiting, items[j])
			}
		}
		if len(waiting) == 1 {
			continue
		}
		sum.Starts++
		sum.Ours += count(together(taken, &calls[picked(waiting, bankRule, taken.ServedAt)]))
		sum.FIFO += count(together(taken, &calls[picked(waiting, fifo, taken.ServedAt)]))
	}
	return sum
}

// asItem is the call as routing sees it, named by its place in the day.
func asItem(c *callday.Call, place int) routing.Item {
	it := routing.Item{
		ID: centre.ItemID(strconv.Itoa(place)), QueueID: line, Channel: routing.Call, Tier: "C", Priority: 5,
		Weight: routing.Weights[routing.Call], State: routing.Queued, EnqueuedAt: midnight.Add(c.QueuedAt), Leg: 1,
	}
	if c.High() {
		it.Tier = "A"
	}
	return it
}

// picked gives the place of whom one agent who is free would be offered.
func picked(waiting []routing.Item, rule map[string]routing.Tier, at time.Duration) int {
	made := routing.Decide(routing.Situation{Waiting: waiting, Agents: free, Tiers: rule, Most: 1}, midnight.Add(at))
	place, _ := strconv.Atoi(string(made[0].ItemID)) // a name that asItem gave
	return place
}

// free is one agent with nothing to do, who may take any call.
var free = []routing.Candidate{{ID: "free", Queues: map[centre.QueueID]bool{line: true}, Capacity: 100}}

// together reports whether the one whom we picked was served when the other was.
func together(taken, picked *callday.Call) bool {
	return picked.Outcome == callday.Served && (picked.ServedAt-taken.ServedAt).Abs() <= tolerance
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
