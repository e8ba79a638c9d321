package routing

import (
	"time"

	"switchboard/server/centre"
)

// PoolLine is a line of what waits in a pool.
type PoolLine struct {
	Heading
	Overflowed bool // its queue holds what overflowed into it, which others than its own may serve
}

// Front is the first items of lines: as many of each as could be offered at once.
type Front struct {
	Lines  []Heading
	Depths []int  // of each, how many
	Bands  []Band // as many of each; of a queue without any, and of who waits at the other end, of the line as a whole
}

// front asks for as much of each line as the agents could take of it, and nothing of one that
// none of them could serve however long it waits; it notes how much that is at the most. Who
// let something pass or is kept from somebody may need who stands behind.
func (s *Situation) front(lines []PoolLine, now time.Time) Front {
	anybodys := places(s.Agents, nil)
	of := map[Heading]int{} // by queue and signature alone
	f := Front{Bands: s.bands(now)}
	for _, l := range lines {
		n := anybodys
		if !l.Overflowed {
			kind := Heading{QueueID: l.QueueID, Signature: l.Signature}
			if _, counted := of[kind]; !counted {
				of[kind] = places(s.Agents, &ask{queue: l.QueueID, needs: needsOf(l.Signature)})
			}
			n = of[kind]
		}
		if n > 0 {
			f.Lines, f.Depths = append(f.Lines, l.Heading), append(f.Depths, n)
		}
	}
	s.PerLine = min(anybodys, max(minHeads, maxHeads/max(1, len(f.Lines))))
	for i := range f.Depths {
		f.Depths[i] = min(f.Depths[i], s.PerLine) + len(s.Tried) + len(s.Blocked)
	}
	return f
}

// places is how many offers of one line those agents who meet what is asked could take at once,
// or a round make; nil: nothing is asked.
func places(agents []Candidate, q *ask) int {
	n := 0
	for i := range agents {
		if q != nil {
			if _, cause := agents[i].meets(q); cause != "" {
				continue
			}
		}
		n += max(1, (agents[i].Capacity-agents[i].Load)/Lightest) // who is full may take a call
	}
	return min(n, maxRound)
}

// Band is what came to a queue after one time, up to another: all of it has reached the same
// ring of its queue.
type Band struct {
	QueueID     centre.QueueID
	After, Upto time.Time
}

// bands parts the queues by the rings that what waits there has reached. Who waits at the
// other end stands in line as they came, the widest ring first; what can wait does not.
func (s *Situation) bands(now time.Time) []Band {
	var all []Band
	for queue, m := range s.Matching {
		if len(m.Rings) == 0 {
			continue
		}
		upto := now.AddDate(100, 0, 0)
		for i := range m.Rings {
			if after := now.Add(-seconds(m.Rings[i].AfterS)); after.Before(upto) {
				all = append(all, Band{queue, after, upto})
				upto = after
			}
		}
		all = append(all, Band{QueueID: queue, Upto: upto})
	}
	return all
}
