package main

import (
	"context"
	"sync"
	"time"

	"switchboard/cmd/switchboard/simulate"
)

// book is what the people of a test saw for themselves: what was acknowledged to them, and
// what was refused how.
type book struct {
	mu      sync.Mutex
	texts   map[simulate.DeedKind]map[string]string // of what was said, written and opened, by id
	times   map[simulate.DeedKind]int               // acknowledged, once for each
	refused map[string]int                          // by status and code
	faulty  []string                                // answers that should never be given
	well    []time.Time                             // when a probe was answered
	contact string                                  // of the chat in which somebody spoke last
}

// What people do beside those who chat.
const (
	opened    simulate.DeedKind = "opened"    // a ticket
	commented simulate.DeedKind = "commented" // on a ticket
	announced simulate.DeedKind = "announced" // a call
	hungUp    simulate.DeedKind = "hung up"   // a call
	uploaded  simulate.DeedKind = "uploaded"  // a file
)

func newBook() *book {
	return &book{texts: map[simulate.DeedKind]map[string]string{}, times: map[simulate.DeedKind]int{}, refused: map[string]int{}}
}

// note keeps what was acknowledged.
func (b *book) note(d simulate.Deed) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.texts[d.Kind] == nil {
		b.texts[d.Kind] = map[string]string{}
	}
	b.texts[d.Kind][d.ID] = d.Text
	b.times[d.Kind]++
	if d.Kind == simulate.Said {
		b.contact = d.Contact
	}
}

func (b *book) refusal(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refused[what]++
}

func (b *book) fault(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faulty = append(b.faulty, what)
}

func (b *book) probed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.well = append(b.well, time.Now())
}

// spokeLast is the contact of the chat in which somebody spoke last.
func (b *book) spokeLast() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.contact
}

// waitFor waits until a deed of a kind was acknowledged, and reports whether one was.
func (b *book) waitFor(ctx context.Context, kind simulate.DeedKind, within time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for b.count(kind) == 0 && ctx.Err() == nil {
		pauseFor(ctx, 50*time.Millisecond)
	}
	return b.count(kind) > 0
}

// count is how often a deed of a kind was acknowledged.
func (b *book) count(kind simulate.DeedKind) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.times[kind]
}

// sofar is how much was acknowledged, and how much was not.
func (b *book) sofar() (acknowledged, refused int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range b.times {
		acknowledged += n
	}
	for _, n := range b.refused {
		refused += n
	}
	return acknowledged, refused
}
