package callday

import (
	"slices"
	"time"
)

// patience is what is known of how long some callers would wait: those who hung up say it,
// those who were served only that it was longer.
type patience struct{ waits []wait }

type wait struct {
	long time.Duration
	left bool
}

func (p *patience) note(waited time.Duration, left bool) {
	p.waits = append(p.waits, wait{waited, left})
}

// mean is the Kaplan–Meier mean: the area below the product-limit estimate of the share
// that waits longer (Kaplan and Meier 1958), up to the longest wait that was seen. 0 when
// nobody hung up.
func (p *patience) mean() time.Duration {
	slices.SortFunc(p.waits, func(a, b wait) int { return int(a.long - b.long) })
	area, share, since := 0.0, 1.0, time.Duration(0)
	hungUp := false
	for i := 0; i < len(p.waits); {
		at, left, there := p.waits[i].long, 0, len(p.waits)-i
		for ; i < len(p.waits) && p.waits[i].long == at; i++ {
			if p.waits[i].left {
				left++
			}
		}
		area += share * float64(at-since)
		since = at
		share *= 1 - float64(left)/float64(there)
		hungUp = hungUp || left > 0
	}
	if !hungUp {
		return 0
	}
	return time.Duration(area)
}
