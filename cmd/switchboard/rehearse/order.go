package rehearse

import (
	"fmt"
	"iter"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre/routing"
)

// The bank's own rule: in order of time in queue, who is of high priority with a credit of
// 90 s. Beside it, who came first goes first.
var (
	bankRule = map[string]routing.Tier{"A": {Boost: 90, Slope: 1}, "C": {Slope: 1}}
	fifo     = map[string]routing.Tier{"C": {Slope: 1}}
)

// tolerance is how far apart two services may have begun and still count as begun together:
// the records are to the second, and two agents who pick up at once are told apart by chance.
const tolerance = 2 * time.Second

// Agreement is how often an order picked the caller whom the bank really took.
type Agreement struct {
	Month  string // 1999-05
	Starts int    // services that began while two or more waited in their line
	Ours   int    // picked by routing.Decide with the bank's rule
	FIFO   int    // picked by routing.Decide with first come, first served
}

// Add counts another agreement in.
func (a *Agreement) Add(b Agreement) {
	a.Starts, a.Ours, a.FIFO = a.Starts+b.Starts, a.Ours+b.Ours, a.FIFO+b.FIFO
}

// ReplayOrder asks at each real start of a service, of those who really waited then in its
// line, whom routing.Decide would have given to the agent who came free. A type of caller is a
// line; where only one waited there was nothing to decide. It gives an agreement for each month,
// as they come; the calls of a day must stand together.
func ReplayOrder(calls iter.Seq2[callday.Call, error]) ([]Agreement, error) {
	var months []Agreement
	var today []callday.Call
	done := map[string]bool{}
	end := func() {
		if len(today) == 0 {
			return
		}
		done[today[0].Date] = true
		month := today[0].Date[:len("1999-05")]
		if n := len(months); n == 0 || months[n-1].Month != month {
			months = append(months, Agreement{Month: month})
		}
		months[len(months)-1].Add(replayDay(today))
		today = today[:0]
	}
	for c, err := range calls {
		if err != nil {
			return nil, err
		}
		if !c.Wanted() || !c.Queued {
			continue
		}
		if len(today) > 0 && today[0].Date != c.Date {
			end()
		}
		if done[c.Date] {
			return nil, fmt.Errorf("line %d: a call of %s, apart from the others of its day", c.Line, c.Date)
		}
		today = append(today, c)
	}
	end()
	return months, nil
}

// Shares are how often the orders agreed; 0 when nothing began.
func (a *Agreement) Shares() (ours, fifo float64) {
	of := float64(max(1, a.Starts))
	return float64(a.Ours) / of, float64(a.FIFO) / of
}
