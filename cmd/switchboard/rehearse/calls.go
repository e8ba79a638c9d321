package rehearse

import (
	"fmt"
	"slices"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/routing/virtual"
)

// Staff is who serves a day.
type Staff struct {
	Agents int           // there all day; 0: as many as the day itself says
	Answer time.Duration // from the offer until they take it
	WrapUp time.Duration // after each call; 0: none
}

// line is the queue of a day of calls.
const line centre.QueueID = "calls"

// midnight begins every day here.
var midnight = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Calls serves a day of calls in the house's own order: callers whom the bank let go
// before others are of tier A, all others of tier C.
func Calls(d callday.Day, s Staff) virtual.Report {
	classes := map[string]*virtual.Class{}
	arrivals := make([]virtual.Arrival, len(d.Callers))
	for i, c := range d.Callers {
		arrivals[i] = virtual.Arrival{At: c.At, Class: classOf(classes, c, s), Patience: c.Patience, Service: c.Service}
	}
	return virtual.Run(virtual.Day{Opens: midnight, Arrivals: slices.Values(arrivals), Agents: s.hire(d)})
}

// classOf gives the one class of all callers of a type and tier.
func classOf(known map[string]*virtual.Class, c callday.Caller, s Staff) *virtual.Class {
	name := c.Type + c.Tier()
	if known[name] == nil {
		known[name] = &virtual.Class{Name: c.Type, QueueID: line, Channel: routing.Call, Tier: c.Tier(), WrapUp: s.WrapUp, Ring: Ring}
	}
	return known[name]
}

// Ring is how long an offer of a call waits for its answer.
const Ring = time.Minute

// Duties are how many agents are there, from when.
func (s Staff) Duties(d callday.Day) []callday.Duty {
	if s.Agents > 0 {
		return []callday.Duty{{From: 0, Agents: s.Agents}}
	}
	return d.Staff
}

// hire gives the agents: all alike, the first of them there as long as anybody is.
func (s Staff) hire(d callday.Day) []virtual.Agent {
	return crew(s.Duties(d), func(n int) virtual.Agent {
		return virtual.Agent{
			ID: centre.AgentID(fmt.Sprintf("agent%03d", n+1)), Queues: []centre.QueueID{line},
			Answers: func(int) virtual.Answer { return virtual.Answer{After: s.Answer} },
		}
	})
}

// crew makes as many agents as are ever on duty; agent n comes whenever more than n are,
// and leaves when that is over.
func crew(duties []callday.Duty, agent func(n int) virtual.Agent) []virtual.Agent {
	var all []virtual.Agent
	for _, d := range duties {
		for len(all) < d.Agents {
			all = append(all, agent(len(all)))
		}
	}
	for n := range all {
		there := false
		for _, d := range duties {
			if needed := d.Agents > n; needed != there {
				there = needed
				step := virtual.Step{At: d.From, Do: virtual.Leave}
				if there {
					step.Do = virtual.Come
				}
				all[n].Plan = append(all[n].Plan, step)
			}
		}
	}
	return all
}
