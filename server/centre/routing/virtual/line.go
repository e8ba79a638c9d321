package virtual

import (
	"slices"
	"strings"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// line is the items of a class that wait and that all agents see alike, the first
// arrival first or, of what can wait, what is due first; and what became of the others. Who leaves it stays in the slice until
// the front comes to them.
type line struct {
	class    *Class
	template routing.Item // of its items
	places   []*piece
	front    int

	offered, overflowed int
	answered, abandoned []time.Duration // waits
}

// lineKey tells lines apart: those of one class stand in another one for each queue that they
// overflowed to, and for whoever may serve them there.
type lineKey struct {
	class     *Class
	queue     centre.QueueID
	signature string // of who overflowed
}

func newLine(c *Class) *line {
	l := &line{class: c, template: routing.Item{
		QueueID: c.QueueID, Channel: c.Channel, Tier: c.Tier, Priority: c.Priority, Emergency: c.Emergency,
		Weight: routing.Weights[c.Channel], Leg: 1, Version: 1,
	}}
	if c.Priority == 0 {
		l.template.Priority = 5
	}
	l.template.Required, l.template.Signature = routing.Sign(c.Required)
	return l
}

// join gives an item its place, which for who comes back is the one that it had.
func (l *line) join(p *piece) {
	l.advance()
	at, still := len(l.places), false
	if at > l.front && ahead(p, l.places[at-1]) <= 0 {
		at, still = slices.BinarySearchFunc(l.places[l.front:], p, ahead)
		at += l.front
	}
	if !still {
		l.places = slices.Insert(l.places, at, p)
	}
	p.line = l
}

// ahead is the order of a line.
func ahead(a, b *piece) int {
	if c := a.stands().Compare(b.stands()); c != 0 {
		return c
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// earlier is the order of arrival.
func earlier(a, b *piece) int {
	if c := a.EnqueuedAt.Compare(b.EnqueuedAt); c != 0 {
		return c
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// heads appends the first n that wait.
func (l *line) heads(to []routing.Item, n int) []routing.Item {
	l.advance()
	for _, p := range l.places[l.front:] {
		if n == 0 {
			break
		}
		if p.line == l {
			to = append(to, p.Item)
			n--
		}
	}
	return to
}

// advance sweeps out those in front who left, and now and then the room they took.
func (l *line) advance() {
	for l.front < len(l.places) && l.places[l.front].line != l {
		l.places[l.front] = nil
		l.front++
	}
	if l.front > 64 && l.front > len(l.places)/2 {
		l.places = append(l.places[:0], l.places[l.front:]...)
		l.front = 0
	}
}
