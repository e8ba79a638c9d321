package queue

import (
	"container/heap"

	"switchboard/sql"
)

// byDue is a heap of tasks, the next due first.
type byDue []sql.Task

func (h byDue) Len() int           { return len(h) }
func (h byDue) Less(i, j int) bool { return h[i].DueAt.Before(h[j].DueAt) }
func (h byDue) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byDue) Push(x any)        { *h = append(*h, x.(sql.Task)) }
func (h *byDue) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

// timers are the clock's tasks that this process waits for, each once.
type timers struct {
	heap  byDue
	known map[int64]bool
}

func newTimers() *timers { return &timers{known: map[int64]bool{}} }

func (t *timers) add(tasks ...sql.Task) {
	for _, task := range tasks {
		if !t.known[task.ID] {
			t.known[task.ID] = true
			heap.Push(&t.heap, task)
		}
	}
}

// next is the task that is due first.
func (t *timers) next() (sql.Task, bool) {
	if len(t.heap) == 0 {
		return sql.Task{}, false
	}
	return t.heap[0], true
}

func (t *timers) pop() sql.Task { return heap.Pop(&t.heap).(sql.Task) }

// forget lets a task that was tried be taken up again from its row, if that is
// still open.
func (t *timers) forget(id int64) { delete(t.known, id) }
