package virtual

import (
	"slices"
	"testing"
	"time"

	"switchboard/server/centre/routing"
)

// More chats come than two agents can answer, all day, and tickets are late since the morning:
// every half hour each agent has one of those.
func TestACrowdOfChatsLeavesTimeForWhatIsLate(t *testing.T) {
	t.Parallel()
	chats := &Class{Name: "chats", QueueID: "support", Channel: routing.Chat, Tier: "C"}
	tickets := &Class{Name: "tickets", QueueID: "support", Channel: routing.Ticket, Tier: "C"}
	var arrivals []Arrival
	for i := range 720 { // eight hours
		at := float64(40 * i)
		if arrivals = append(arrivals, comes(chats, at, 300)); i < 100 {
			arrivals = append(arrivals, comes(tickets, at+1, 60, func(a *Arrival) { a.Due = time.Second }))
		}
	}
	f, done := open(Day{Opens: opening, Agents: team(2), Arrivals: slices.Values(arrivals)})
	defer done()
	half := map[int]int{} // in which half hour: tickets begun
	for f.happen() {
		before := map[*piece]bool{}
		for _, p := range f.queued {
			before[p] = true
		}
		f.decide()
		for p := range before {
			if p.Channel == routing.Ticket && p.State != routing.Queued {
				half[int(f.now.Sub(opening)/(30*time.Minute))]++
			}
		}
	}
	for n := 1; n < 16; n++ {
		if half[n] != 2 {
			t.Errorf("in half hour %d two agents began %d tickets", n, half[n])
		}
	}
}
