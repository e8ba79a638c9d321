package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"switchboard/cmd/switchboard/callday"
	"switchboard/cmd/switchboard/rehearse"
	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/routing/virtual"
)

// simulatedLine is the queue of simulated calls.
const simulatedLine = "Simulated calls"

// exchange is what a simulated telephone system and its agents need to come in.
type exchange struct {
	token  string
	agents []simulate.Credentials
}

// serveLive serves a day of calls by a server of its own whose clock goes faster than ours,
// and gives what its database says of it.
func (p *program) serveLive(ctx context.Context, f callFlags, d callday.Day) (virtual.Tally, error) {
	var x exchange
	var seen virtual.Tally
	duties := f.staff.Duties(d)
	ctx, stop := context.WithCancel(ctx)
	clock := newFastClock(f.speed)
	var going sync.WaitGroup
	defer going.Wait()
	defer stop()
	going.Go(func() { clock.run(ctx) })
	err := p.onOwnServer(ctx, clock.timing(), func(n *node) (err error) {
		x, err = n.openExchange(ctx, d, duties, f.staff.WrapUp)
		return err
	}, func(n *node) (err error) {
		seen, err = n.serveCalls(ctx, f, d, x, p.stderr)
		return err
	})
	return seen, err
}

// openExchange makes a company with a line for calls, who answers them, a telephone system's
// token, and the customers whom the bank lets go before others.
func (n *node) openExchange(ctx context.Context, d callday.Day, duties []callday.Duty, wrapUp time.Duration) (exchange, error) {
	var x exchange
	s, err := seedStaff(ctx, n.house)
	if err != nil {
		return x, err
	}
	most := slices.MaxFunc(duties, func(a, b callday.Duty) int { return a.Agents - b.Agents })
	var ids []centre.AgentID
	if x.agents, ids, err = s.hire(ctx, most.Agents); err != nil {
		return x, err
	}
	if err := s.openCallLine(ctx, ids, wrapUp); err != nil {
		return x, err
	}
	pbx, err := n.house.agents.Create(ctx, s.by, agent.Agent{SiteID: s.by.Site, Email: "exchange@simulated.example.com", Name: "Exchange", Role: agent.RoleSupervisor, Locale: "en"}, simulatedPassword)
	if err != nil {
		return x, err
	}
	if _, x.token, err = n.house.tokens.Create(ctx, s.by, pbx.ID, "exchange"); err != nil {
		return x, err
	}
	for i, c := range d.Callers {
		if !c.High {
			continue
		}
		name, tier := fmt.Sprintf("Caller %d", i+1), c.Tier()
		if _, err := n.house.customers.Create(ctx, centre.System, customer.Draft{
			Kind: customer.Person, Edit: customer.Edit{Name: &name, Tier: &tier},
			Identities: []customer.Identity{{Kind: customer.Phone, Value: simulate.Number(i)}},
		}); err != nil {
			return x, err
		}
	}
	return x, nil
}

// openCallLine makes the queue that calls wait in.
func (s *seeder) openCallLine(ctx context.Context, members []centre.AgentID, wrapUp time.Duration) error {
	off := 0
	never := &off // the virtual floor knows no caller again
	name, mode, ring, wrap, most := simulatedLine, routing.WrapNone, int(rehearse.Ring/time.Second), 1, 3600
	if wrapUp > 0 {
		mode, wrap = routing.WrapTimed, int(wrapUp/time.Second)
	}
	_, err := s.h.floor.CreateQueue(ctx, s.by, s.by.Site, floor.QueueChange{
		Name: &name, Members: &members, WrapMode: &mode, WrapS: &wrap, WrapMaxS: &most, OfferS: &ring, StickyS: &never,
	})
	return err
}

// serveCalls has the callers call and the agents answer, and asks the database.
func (n *node) serveCalls(ctx context.Context, f callFlags, d callday.Day, x exchange, stderr io.Writer) (virtual.Tally, error) {
	var seen virtual.Tally
	url, closeDoor, err := n.sideDoor(ctx)
	if err != nil {
		return seen, err
	}
	defer closeDoor()
	bar := progressbar.NewOptions(len(d.Callers), progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("calls"),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish())
	problems, err := simulate.Calls(ctx, simulate.CallOptions{
		URL: url, Day: d, Queue: simulatedLine, Token: x.token, Agents: x.agents, Duties: f.staff.Duties(d), Answer: f.staff.Answer,
		Clock: n.time.now, Speed: f.speed, Asking: n.time.work.asking, Heard: n.time.work.heard,
		Progress: func(int) { _ = bar.Add(1) },
	})
	if err != nil {
		return seen, err
	}
	_ = bar.Finish() // only a line on a terminal
	for _, problem := range problems {
		fmt.Fprintln(stderr, "  problem:", problem)
	}
	db, err := n.openDatabase()
	if err != nil {
		return seen, err
	}
	defer db.Close()
	kept, err := simulate.CheckCalls(ctx, db, len(d.Callers))
	return virtual.Tally{Class: "live", Offered: kept.Calls, Answered: kept.Served, Abandoned: kept.Abandoned}, err
}
