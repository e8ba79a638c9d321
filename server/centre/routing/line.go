package routing

import (
	"container/heap"
	"time"

	"switchboard/server/centre"
)

// line is waiting items that every agent sees alike, as a heap: when nobody is left
// for its first, nobody is for the others.
type line struct {
	class *class
	items []ranked
}

func (l *line) Len() int           { return len(l.items) }
func (l *line) Less(i, j int) bool { return l.items[i].before(&l.items[j]) }
func (l *line) Swap(i, j int)      { l.items[i], l.items[j] = l.items[j], l.items[i] }
func (l *line) Push(x any)         { l.items = append(l.items, *x.(*ranked)) }
func (l *line) Pop() any {
	last := &l.items[len(l.items)-1]
	l.items = l.items[:len(l.items)-1]
	return last
}

// lineKey tells lines apart.
type lineKey struct {
	class     *class
	tier      string
	priority  int
	emergency bool
}

// Heading is what all items of a line have in common, as the store tells lines apart.
type Heading struct {
	QueueID   centre.QueueID
	Signature string // of what they ask for, as Sign gives it
	Channel   Channel
	Tier      string
	Priority  int
	Emergency bool
}

func (it *Item) heading() Heading {
	return Heading{it.QueueID, it.Signature, it.Channel, it.Tier, it.Priority, it.Emergency}
}

// lineup is what waits, as a heap of lines by their first items.
type lineup []*line

func (l lineup) Len() int           { return len(l) }
func (l lineup) Less(i, j int) bool { return l[i].items[0].before(&l[j].items[0]) }
func (l lineup) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *lineup) Push(x any)        { *l = append(*l, x.(*line)) }
func (l *lineup) Pop() any {
	last := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	return last
}

// lineUp sorts what waits into lines.
func (s *Situation) lineUp(r *room, now time.Time) *lineup {
	byKey := map[lineKey]*line{}
	all := s.owe(r, now)
	for i := range s.Waiting {
		it := &s.Waiting[i]
		key := lineKey{r.classOf(it, s.kindOf(it, now), now), it.Tier, it.Priority, it.Emergency}
		at := byKey[key]
		if at == nil {
			at = &line{class: key.class}
			byKey[key] = at
			all = append(all, at)
		}
		at.items = append(at.items, s.rank(it, now))
	}
	for _, l := range all {
		heap.Init(l)
	}
	heap.Init(&all)
	return &all
}

// rings are those that the item has reached.
func (s *Situation) rings(it *Item, now time.Time) []Ring {
	return reached(s.Matching[it.QueueID].Rings, now.Sub(it.waitsSince()))
}

// asks are what its queue asks of who serves the item, and the queues that it overflowed from:
// there it has waited for long enough that whoever they take in at last will do.
func (s *Situation) asks(it *Item, now time.Time) []ask {
	all := []ask{{it.QueueID, it.Required, s.rings(it, now)}}
	for i := range it.Overflowed {
		o := &it.Overflowed[i]
		if !o.Serves {
			continue
		}
		rings := s.Matching[o.QueueID].Rings
		all = append(all, ask{o.QueueID, o.Required, rings[max(0, len(rings)-1):]})
	}
	return all
}

func (s *Situation) kindOf(it *Item, now time.Time) kind {
	return kind{it.QueueID, it.Signature, it.Channel, len(s.rings(it, now))}
}

// next takes the item that is to be served next out of its line, with its class; nil
// when nothing is left that anybody could take.
func (l *lineup) next() (*class, ranked) {
	for len(*l) > 0 {
		first := (*l)[0]
		if first.class.closed {
			heap.Pop(l)
			continue
		}
		next := *heap.Pop(first).(*ranked)
		if first.Len() > 0 {
			heap.Fix(l, 0)
		} else {
			heap.Pop(l)
		}
		return first.class, next
	}
	return nil, ranked{}
}
