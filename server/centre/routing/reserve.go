package routing

import "time"

// MaxReserve is how many agents a queue can keep free.
const MaxReserve = 2

// reserves reports whether so few who could have an item are idle that its queue keeps them
// free for tiers A and B. It keeps nobody from what came by name, what is an emergency, owed
// or pressing, or who waited into the guard band: tier C waits longer so, and not for ever.
func (s *Situation) reserves(next *ranked, idle int) bool {
	it := next.item
	keep := s.Matching[it.QueueID].Reserve
	if keep == 0 || it.Tier == "A" || it.Tier == "B" || it.Emergency || next.owed || next.guard || next.back {
		return false
	}
	return idle <= keep && (it.Channel.RealTime() || !next.now)
}

// passesReserve is when agents are kept free from the item no more; zero: they never are.
func (it *Item) passesReserve() time.Time {
	switch {
	case it.Tier == "A" || it.Tier == "B" || it.Emergency:
		return time.Time{}
	case it.Channel.RealTime():
		return it.stands().Add(tiers["C"].Guard)
	}
	return it.stands().Add(-pressing)
}
