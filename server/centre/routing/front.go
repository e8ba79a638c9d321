package routing

import (
	"time"

	"switchboard/server/centre"
)

// Front is the first items of every line of some queues, and of those that hold what
// overflowed from others.
type Front struct {
	Queues  []centre.QueueID
	PerLine int
	Bands   []Band // as many of each; of a queue without any, and of who waits at the other end, of the line as a whole
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
