package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// crowd does at random what agents, customers, deadlines and consoles do.
type crowd struct {
	*shift
	agents []centre.AgentID
	queues []centre.QueueID
	people []centre.CustomerID
	node   centre.NodeID
}

// act does one thing; what is refused with a fault is part of the game.
func (c *crowd) act(rng *rand.Rand) error {
	agent := c.agents[rng.IntN(len(c.agents))]
	by := centre.Agent(agent)
	switch rng.IntN(16) {
	case 0, 1, 2:
		return c.arrive(rng)
	case 3, 4, 5:
		_, err := c.routing.Round(c.ctx, c.Site)
		return err
	case 6, 7:
		return c.withOffer(rng, agent, func(o centre.OfferID) error { _, err := c.routing.Accept(c.ctx, agent, o); return err })
	case 8:
		return c.withOffer(rng, agent, func(o centre.OfferID) error { return c.routing.Reject(c.ctx, agent, o, "busy") })
	case 9:
		c.Pass(time.Duration(rng.IntN(8)) * time.Second)
		return c.withOffer(rng, agent, func(o centre.OfferID) error { return c.routing.Expire(c.ctx, o) })
	case 10:
		return c.withItem(rng, agent, func(id centre.ItemID) error { _, err := c.routing.End(c.ctx, agent, id); return err })
	case 11:
		return c.withItem(rng, agent, func(id centre.ItemID) error {
			_, err := c.contacts.Finish(c.ctx, agent, id, contact.Result{})
			return err
		})
	case 12:
		return c.withItem(rng, agent, func(id centre.ItemID) error { return c.transfer(rng, agent, id) })
	case 13:
		return c.leave(rng)
	case 14:
		return c.link(rng, agent)
	}
	what := presence.Declaration{Status: presence.Available}
	if rng.IntN(3) == 0 {
		what = presence.Declaration{Status: presence.Away, Reason: "break", Next: rng.IntN(2) == 0}
	}
	return c.routing.Declare(c.ctx, by, agent, what)
}

func (c *crowd) arrive(rng *rand.Rand) error {
	o := contact.Opening{
		Channel: []routing.Channel{routing.Call, routing.Chat, routing.Chat}[rng.IntN(3)], CustomerID: c.people[rng.IntN(len(c.people))],
		Tier: []string{"A", "B", "C"}[rng.IntN(3)], QueueID: c.queues[rng.IntN(len(c.queues))], Subject: "help",
	}
	if rng.IntN(3) == 0 {
		o.Preferred = c.agents[rng.IntN(len(c.agents))]
	}
	_, err := sqltest.Arrive(c.ctx, c.Store, o, c.Now().Truncate(time.Microsecond))
	return err
}

func (c *crowd) withOffer(rng *rand.Rand, agent centre.AgentID, do func(centre.OfferID) error) error {
	offers, _, err := c.Store.Read().HeldCards(c.ctx, agent)
	if err != nil || len(offers) == 0 {
		return err
	}
	return do(offers[rng.IntN(len(offers))].ID)
}

func (c *crowd) withItem(rng *rand.Rand, agent centre.AgentID, do func(centre.ItemID) error) error {
	_, items, err := c.Store.Read().HeldCards(c.ctx, agent)
	if err != nil || len(items) == 0 {
		return err
	}
	return do(items[rng.IntN(len(items))].ID)
}

func (c *crowd) transfer(rng *rand.Rand, agent centre.AgentID, id centre.ItemID) error {
	to := routing.Destination{QueueID: c.queues[rng.IntN(len(c.queues))]}
	if rng.IntN(2) == 0 {
		to = routing.Destination{AgentID: c.agents[rng.IntN(len(c.agents))]}
	}
	_, err := c.routing.Transfer(c.ctx, agent, id, to)
	return err
}

func (c *crowd) leave(rng *rand.Rand) error {
	var open []centre.ContactID
	if err := c.DB.Select(&open, `SELECT id FROM contacts WHERE closed_at IS NULL ORDER BY id LIMIT 20`); err != nil || len(open) == 0 {
		return err
	}
	id := open[rng.IntN(len(open))]
	return c.Store.Do(c.ctx, func(w *sql.Work) error { return c.routing.Leave(c.ctx, w, centre.System, id, c.Now()) })
}

func (c *crowd) link(rng *rand.Rand, agent centre.AgentID) error {
	switch rng.IntN(4) {
	case 0:
		return c.routing.Fade(c.ctx, agent, c.node)
	case 1:
		c.Pass(time.Duration(rng.IntN(40)) * time.Second)
		return c.routing.Lose(c.ctx, agent)
	}
	_, err := c.presence.Linked(c.ctx, agent, c.node)
	return err
}

// TestACrowd lets many act at once and then asks the database whether every
// promise was kept.
func TestACrowd(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			s := newShift(t)
			c := &crowd{shift: s, node: centre.NewID[centre.NodeID](), queues: []centre.QueueID{s.Queue("Support"), s.Queue("Billing")}}
			s.WrapUp(c.queues[1], routing.WrapNone, time.Second, time.Second)
			mixed := s.MixedTeam("Mixed")
			for i := range 6 {
				h := s.Hire(fmt.Sprint("Agent ", i)).Serving(c.queues[i%2:]...)
				if i%3 == 0 {
					h = h.In(mixed)
				}
				c.agents = append(c.agents, h.Ready(s.Now()))
				_, err := s.presence.Linked(s.ctx, c.agents[i], c.node)
				s.must(err)
			}
			for i := range 5 {
				c.people = append(c.people, s.Customer(fmt.Sprint("Customer ", i), "B"))
			}
			var all sync.WaitGroup
			for worker := range uint64(6) {
				all.Go(func() {
					rng := rand.New(rand.NewPCG(seed, worker))
					for range 80 {
						var f *centre.Fault
						if err := c.act(rng); err != nil && !errors.As(err, &f) && err.Error() != "the deadline is not reached" {
							t.Errorf("not a fault: %v", err)
						}
					}
				})
			}
			all.Wait()
			s.checkInvariants()
			if ended := s.Count(`SELECT count(*) FROM items WHERE state = 'completed'`); ended == 0 {
				t.Error("nothing was ever done: the crowd proves nothing")
			}
		})
	}
}
