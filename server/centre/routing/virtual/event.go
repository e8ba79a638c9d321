package virtual

import "time"

// event is something that happens at a time; of those at one time the first planned
// happens first.
type event struct {
	at time.Time
	n  int
	do func()
}

// events is a heap, the next one at its top.
type events []event

func (e events) Len() int      { return len(e) }
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

func (e events) Less(i, j int) bool {
	if c := e[i].at.Compare(e[j].at); c != 0 {
		return c < 0
	}
	return e[i].n < e[j].n
}

func (e *events) Push(x any) { *e = append(*e, x.(event)) }

func (e *events) Pop() any {
	last := len(*e) - 1
	top := (*e)[last]
	(*e)[last] = event{}
	*e = (*e)[:last]
	return top
}
