package ticket

import (
	"time"

	"switchboard/server/centre/calendar"
)

// Target is how soon, in business time, a ticket of one priority is answered
// and solved.
type Target struct {
	FirstReply    time.Duration
	Resolve       time.Duration
	RoundTheClock bool // in hours of the day instead of the queue's
}

// Targets are the targets by priority (a day of the fifth is 24
// business hours, as the third's 24 h are).
var Targets = map[int]Target{
	1: {FirstReply: 15 * time.Minute, Resolve: 4 * time.Hour, RoundTheClock: true},
	2: {FirstReply: time.Hour, Resolve: 8 * time.Hour},
	3: {FirstReply: 4 * time.Hour, Resolve: 24 * time.Hour},
	4: {FirstReply: 8 * time.Hour, Resolve: 72 * time.Hour},
	5: {FirstReply: 24 * time.Hour, Resolve: 120 * time.Hour},
}

// byTier is the priority of a ticket whose writer named none.
func byTier(tier string) int {
	if tier == "A" {
		return 2
	}
	return 3
}

// Clock is the business time that a ticket's resolution has taken so far.
type Clock struct {
	Used  time.Duration // up to Since, or in all while it stands still
	Since *time.Time    // nil while it stands still
}

// hours is the calendar in which the ticket's time is counted.
func (t *Ticket) hours(queue calendar.Calendar) calendar.Calendar {
	if Targets[t.Priority].RoundTheClock {
		return calendar.Always
	}
	return queue
}

// allHours reports whether the ticket is served though its queue is closed.
func (t *Ticket) allHours() bool { return Targets[t.Priority].RoundTheClock }

// start sets the due times of a new ticket.
func (t *Ticket) start(queue calendar.Calendar) {
	t.FirstReplyDueAt = clockEnd(t.hours(queue), t.CreatedAt, Targets[t.Priority].FirstReply)
	t.run(queue, t.CreatedAt)
}

// reckon sets the due times anew after a change of state, priority or queue;
// was is the ticket before, before and after are the calendars of its queues.
func (t *Ticket) reckon(was Ticket, before, after calendar.Calendar, now time.Time) {
	retargeted := was.Priority != t.Priority || was.Queue.ID != t.Queue.ID
	if !retargeted && was.State.running() == t.State.running() {
		return
	}
	if since := was.Clock.Since; since != nil {
		t.Clock.Used += was.hours(before).Between(*since, now)
	}
	t.run(after, now)
	if retargeted && t.FirstReplyAt == nil {
		t.FirstReplyDueAt = clockEnd(t.hours(after), t.CreatedAt, Targets[t.Priority].FirstReply)
	}
}

// run lets the clock of the resolution run on or stand still from now on.
func (t *Ticket) run(queue calendar.Calendar, now time.Time) {
	if !t.State.running() {
		t.Clock.Since, t.ResolveDueAt = nil, nil
		return
	}
	t.Clock.Since = &now
	t.ResolveDueAt = clockEnd(t.hours(queue), now, Targets[t.Priority].Resolve-t.Clock.Used)
}

// dueAt is by when the next thing that was promised is due, the first reply or the resolution;
// zero: nothing is.
func (t *Ticket) dueAt() time.Time {
	var next time.Time
	if t.FirstReplyAt == nil && t.FirstReplyDueAt != nil {
		next = *t.FirstReplyDueAt
	}
	if at := t.ResolveDueAt; at != nil && (next.IsZero() || at.Before(next)) {
		next = *at
	}
	return next
}

// clockEnd is nil when the calendar is not open for so long.
func clockEnd(hours calendar.Calendar, from time.Time, target time.Duration) *time.Time {
	at := hours.Add(from, target)
	if at.IsZero() {
		return nil
	}
	return &at
}
