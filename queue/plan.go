package queue

import (
	"time"

	"github.com/google/uuid"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
)

// The lanes: Clock fires from the heap of the process, the others are queues of asynq.
const (
	Clock   = "clock"
	Routing = "routing" // tickets that look for an agent: before all else
	Default = "default"
)

// Step is one thing that follows from an event.
type Step struct {
	Kind    string
	Lane    string
	Due     func(centre.Event) (time.Time, bool) // false: nothing follows from this one
	Subject string                               // key of Data that names what the task is about; empty: the event's subject
}

// waiting is what follows from work that waits: it is no longer held for one agent, or
// more agents may serve it.
var waiting = []Step{
	{Kind: "pool:decide", Lane: Clock, Due: at("preferred_until"), Subject: "pool"},
	{Kind: "item:turn", Lane: Clock, Due: at("turn_at")},
}

// Plan is THE TABLE: which tasks follow from which event. Whoever wonders why
// something happens finds it here.
var Plan = map[string][]Step{
	"offer.made":       {{Kind: "offer:expire", Lane: Clock, Due: at("expires_at")}},
	"offer.declined":   {{Kind: "pool:decide", Lane: Clock, Due: after(routing.TriedFor), Subject: "pool"}},
	"offer.timed_out":  {{Kind: "pool:decide", Lane: Clock, Due: after(routing.TriedFor), Subject: "pool"}},
	"item.queued":      waiting,
	"item.deferred":    {{Kind: "item:open", Lane: Default, Due: at("not_before")}},
	"item.transferred": append(waiting, Step{Kind: "item:return", Lane: Clock, Due: at("return_at")}),
	"item.returned":    waiting,
	"item.redirected":  waiting,
	"item.overflowed":  waiting,
	"item.aged":        {{Kind: "item:turn", Lane: Clock, Due: at("turn_at")}},
	"item.turned":      {{Kind: "item:turn", Lane: Clock, Due: at("turn_at")}},
	"item.wrap_up":     {{Kind: "item:end-wrap-up", Lane: Clock, Due: at("wrap_up_until")}},
	"agent.state_changed": {
		{Kind: "agent:lose", Lane: Clock, Due: whenFading},
		{Kind: "agent:back", Lane: Clock, Due: at("back_at")},
	},
	"agent.blocked":     {{Kind: "pool:decide", Lane: Clock, Due: at("until"), Subject: "pool"}},
	"agent.deactivated": {{Kind: "agent:leave", Lane: Clock, Due: now}},
	"chat.watched":      {{Kind: "chat:listen", Lane: Default, Due: at("watch_at")}},
	"queue.surge_began": {{Kind: "surge:lapse", Lane: Clock, Due: at("until")}},
	"queue.changed":     {{Kind: "item:rehour", Lane: Default, Due: now}},
	"calendar.changed":  {{Kind: "item:rehour", Lane: Default, Due: now}},
	"ticket.created":    {{Kind: "ticket:route", Lane: Routing, Due: now}},
	"ticket.solved":     {{Kind: "ticket:close", Lane: Default, Due: after(ticket.ReopenFor)}},
	"callback.promised": {
		{Kind: "callback:due", Lane: Default, Due: at("due_at")},
		{Kind: "callback:break", Lane: Default, Due: at("window_to")},
	},
	"callback.renumbered": {{Kind: "callback:break", Lane: Default, Due: at("window_to")}},
	"callback.retried":    {{Kind: "callback:due", Lane: Default, Due: at("next_at")}},
	"callback.dialled":    {{Kind: "callback:settle", Lane: Default, Due: after(callback.SettleAfter)}},
}

// follow gives the tasks that follow from stamped events.
func follow(events []centre.Stamped) []sql.Task {
	var tasks []sql.Task
	for _, e := range events {
		for _, step := range Plan[e.Kind] {
			due, follows := step.Due(e.Event)
			if !follows {
				continue
			}
			subject := e.Subject.ID
			if step.Subject != "" {
				subject, _ = e.Data[step.Subject].(string)
			}
			if uuid.Validate(subject) != nil {
				continue // one bad event must not stop the stream; a test reads the table against real events
			}
			tasks = append(tasks, sql.Task{EventID: e.ID, Kind: step.Kind, SubjectID: subject, Lane: step.Lane, DueAt: due})
		}
	}
	return tasks
}

func now(e centre.Event) (time.Time, bool) { return e.At, true }

func after(d time.Duration) func(centre.Event) (time.Time, bool) {
	return func(e centre.Event) (time.Time, bool) { return e.At.Add(d), true }
}

// at is the time that the event's data holds under key; nothing follows without it.
func at(key string) func(centre.Event) (time.Time, bool) {
	return func(e centre.Event) (time.Time, bool) {
		text, _ := e.Data[key].(string)
		t, err := time.Parse(time.RFC3339Nano, text)
		return t, err == nil
	}
}

// whenFading: a link that went silent is given up after a while.
func whenFading(e centre.Event) (time.Time, bool) {
	if e.Data["link"] != string(presence.Grace) {
		return time.Time{}, false
	}
	since, known := at("link_since")(e)
	return since.Add(presence.LostAfter), known
}
