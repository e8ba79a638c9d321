package rehearse

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"switchboard/cmd/switchboard/callday"
	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/routing/virtual"
)

// Rule is an order in which classes of callers can be served.
type Rule struct {
	Name  string
	Tiers map[string]routing.Tier // nil: as the house has it
	tier  func(c *callday.Class) string
}

// Rules are the house's own order and those that it is compared with.
func Rules(c *callday.Centre) []Rule {
	return []Rule{
		{"ours", nil, tierByCost},
		{"FIFO", fifo, func(*callday.Class) string { return "C" }},
		{"c·mu", cmu(c), func(c *callday.Class) string { return c.Name }},
	}
}

// tierByCost makes a tier of what an hour of a class's waiting costs.
func tierByCost(c *callday.Class) string {
	switch {
	case c.Cost >= 30:
		return "A"
	case c.Cost >= 24:
		return "B"
	}
	return "C"
}

// cmu has the classes go strictly by the cost of waiting over the mean service (Cox and
// Smith 1961), each class by arrival.
func cmu(c *callday.Centre) map[string]routing.Tier {
	const apart = 1e7 // seconds: nobody waits so long
	byIndex := slices.Clone(c.Classes)
	slices.SortFunc(byIndex, func(a, b callday.Class) int {
		return int(1e6 * (a.Cost/a.Service.Hours() - b.Cost/b.Service.Hours()))
	})
	tiers := map[string]routing.Tier{}
	for i, class := range byIndex {
		tiers[class.Name] = routing.Tier{Boost: apart * float64(i), Slope: 1}
	}
	return tiers
}

// Skills serves a day of a centre by a rule: a queue with a skill of its own for each class,
// and agents who have them all.
func Skills(c *callday.Centre, d callday.Day, r Rule) virtual.Report {
	classes := map[string]*virtual.Class{}
	var queues []centre.QueueID
	skills := map[centre.SkillID]int{}
	for i := range c.Classes {
		class := &c.Classes[i]
		queue, skill := centre.QueueID(class.Name), centre.SkillID(class.Name)
		classes[class.Name] = &virtual.Class{
			Name: class.Name, QueueID: queue, Channel: routing.Call, Tier: r.tier(class), Required: []routing.Need{{SkillID: skill, Min: known}},
		}
		queues = append(queues, queue)
		skills[skill] = known
	}
	return virtual.Run(virtual.Day{
		Opens: midnight, Tiers: r.Tiers,
		Arrivals: func(yield func(virtual.Arrival) bool) {
			for _, caller := range d.Callers {
				if !yield(virtual.Arrival{At: caller.At, Class: classes[caller.Type], Patience: caller.Patience, Service: caller.Service}) {
					return
				}
			}
		},
		Agents: crew(d.Staff, func(n int) virtual.Agent {
			return virtual.Agent{ID: centre.AgentID(fmt.Sprintf("agent%03d", n+1)), Queues: queues, Skills: maps.Clone(skills)}
		}),
	})
}

// known is the level of everybody in every skill, as the day's figures know no other.
const known = 5

// Cost is what the waiting of a report costs by the classes' own prices.
func Cost(c *callday.Centre, r *virtual.Report) float64 {
	price := map[string]float64{}
	for _, class := range c.Classes {
		price[class.Name] = class.Cost
	}
	cost := 0.0
	for _, t := range r.Classes {
		for _, waits := range [][]time.Duration{t.Answered, t.Abandoned} {
			for _, w := range waits {
				cost += w.Hours() * price[t.Class]
			}
		}
	}
	return cost
}
