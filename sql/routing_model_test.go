package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/floor"
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
	brings []routing.Channel // how those come who arrive
	node   centre.NodeID
}

// act does one thing; what is refused with a fault is part of the game.
func (c *crowd) act(rng *rand.Rand) error {
	agent := c.agents[rng.IntN(len(c.agents))]
	by := centre.Agent(agent)
	switch rng.IntN(35) {
	case 0, 1, 2:
		return c.arrive(rng)
	case 3, 4:
		_, err := c.routing.Round(c.ctx, c.Site)
		return err
	case 5, 6, 7, 8, 9:
		return c.withOffer(rng, agent, func(o centre.OfferID) error { _, err := c.routing.Accept(c.ctx, agent, o); return err })
	case 10, 11, 12:
		return c.withOffer(rng, agent, func(o centre.OfferID) error { return c.routing.Reject(c.ctx, agent, o, "busy") })
	case 13:
		c.Pass(time.Duration(rng.IntN(8)) * time.Second)
		return c.expire()
	case 14:
		return c.withItem(rng, agent, func(id centre.ItemID) error { _, err := c.routing.End(c.ctx, agent, id); return err })
	case 15:
		return c.withItem(rng, agent, func(id centre.ItemID) error {
			_, err := c.contacts.Finish(c.ctx, agent, id, contact.Result{})
			return err
		})
	case 16, 17:
		return c.withItem(rng, agent, func(id centre.ItemID) error { return c.transfer(rng, agent, id) })
	case 18:
		return c.leave(rng)
	case 19:
		return c.silence(rng, agent)
	case 20:
		return c.routing.Declare(c.ctx, by, agent, presence.Declaration{Status: presence.Away, Reason: "break", Next: rng.IntN(2) == 0})
	case 21, 22:
		return c.withWaiting(rng, func(id centre.ItemID) error {
			_, err := c.routing.Push(c.ctx, by, id, c.agents[rng.IntN(len(c.agents))])
			return err
		})
	case 23, 24:
		return c.withWaiting(rng, func(id centre.ItemID) error {
			_, err := c.routing.Pull(c.ctx, agent, rng.IntN(2) == 0, id)
			return err
		})
	case 27:
		return c.keepApart(rng, by, agent)
	case 28:
		return c.surge(rng, agent)
	case 25, 26:
		return c.withWaiting(rng, func(id centre.ItemID) error {
			_, err := c.routing.Age(c.ctx, by, id, routing.Age{Adjust: time.Duration(rng.IntN(600)-300) * time.Second})
			return err
		})
	}
	if _, err := c.presence.Linked(c.ctx, agent, c.node); err != nil {
		return err
	}
	return c.routing.Declare(c.ctx, by, agent, presence.Declaration{Status: presence.Available})
}

func (c *crowd) arrive(rng *rand.Rand) error {
	o := contact.Opening{
		Channel: c.brings[rng.IntN(len(c.brings))], CustomerID: c.people[rng.IntN(len(c.people))],
		Tier: []string{"A", "B", "C"}[rng.IntN(3)], QueueID: c.queues[rng.IntN(len(c.queues))], Subject: "help",
	}
	if rng.IntN(3) == 0 {
		o.Preferred = c.agents[rng.IntN(len(c.agents))]
	}
	_, err := sqltest.Arrive(c.ctx, c.Store, o, c.Now().Truncate(time.Microsecond))
	return err
}

// expire does what is due of the deadlines of what rings, and of what was handed on.
func (c *crowd) expire() error {
	var rung []centre.OfferID
	if err := c.DB.Select(&rung, `SELECT id FROM offers WHERE state = 'pending' AND expires_at <= $1`, c.Now()); err != nil {
		return err
	}
	for _, o := range rung {
		if err := c.routing.Expire(c.ctx, o); err != nil {
			return err
		}
	}
	var handed []centre.ItemID
	if err := c.DB.Select(&handed, `SELECT id FROM items WHERE state = 'queued' AND return_at <= $1`, c.Now()); err != nil {
		return err
	}
	for _, id := range handed {
		for range 2 { // as a task that is repeated
			if err := c.routing.ComeBack(c.ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
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

func (c *crowd) withWaiting(rng *rand.Rand, do func(centre.ItemID) error) error {
	items, err := c.Store.Read().InLine(c.ctx, c.queues[rng.IntN(len(c.queues))])
	if err != nil || len(items) == 0 {
		return err
	}
	return do(items[rng.IntN(len(items))].ID)
}

func (c *crowd) keepApart(rng *rand.Rand, by centre.Actor, agent centre.AgentID) error {
	customer := c.people[rng.IntN(len(c.people))]
	blocks, err := c.Store.Read().BlocksOf(c.ctx, customer, c.Now())
	if err != nil {
		return err
	}
	if len(blocks) > 0 {
		return c.routing.Unblock(c.ctx, by, blocks[0].ID, customer)
	}
	_, err = c.routing.Block(c.ctx, by, routing.Block{CustomerID: customer, Agent: routing.Named{ID: string(agent)}, Reason: routing.Asked})
	return err
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

// surge switches one on, or off.
func (c *crowd) surge(rng *rand.Rand, id centre.AgentID) error {
	by := agent.Caller{ID: id, Actor: centre.Agent(id), Role: agent.RoleAdmin}
	queue := c.queues[rng.IntN(len(c.queues))]
	var err error
	if rng.IntN(3) > 0 {
		_, err = c.floor().EndSurge(c.ctx, by, queue)
	} else {
		_, err = c.floor().Surge(c.ctx, by, queue, floor.ShortestSurge, "much to do")
	}
	return err
}

// silence lets an agent's console fall silent; one time in three for good, with all that
// they have in hand.
func (c *crowd) silence(rng *rand.Rand, agent centre.AgentID) error {
	if err := c.routing.Fade(c.ctx, agent, c.node); err != nil || rng.IntN(3) > 0 {
		return err
	}
	c.Pass(presence.LostAfter)
	if err := c.expire(); err != nil {
		return err
	}
	return c.routing.Lose(c.ctx, agent)
}

// TestTheStoredMachineDoesAsThePureOne lets many act at once, again and again, and each time
// that all is quiet compares the tables with a machine in memory that took the same events, and what the
// router decides with what the pure decision makes of everything.
func TestTheStoredMachineDoesAsThePureOne(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			c, pure := newCrowd(t)
			switch seed {
			case 1: // nobody who is in a chat may park anything
				c.brings = []routing.Channel{routing.Call, routing.Email, routing.Email}
			case 2:
				c.askForSkills()
			}
			var folded int64
			decided := 0
			for burst := range uint64(10) {
				c.actAtOnce(seed, burst)
				folded = c.catchUp(pure, folded)
				c.wantAsIn(pure)
				c.Pass(time.Duration(burst) * 7 * time.Second)
				decided += c.decideAsPure()
				folded = c.catchUp(pure, folded)
				c.wantAsIn(pure)
				c.checkInvariants()
			}
			if ended := c.Count(`SELECT count(*) FROM items WHERE state = 'completed'`); ended == 0 || decided == 0 {
				t.Errorf("%d pieces of work were done, %d offers made in quiet: this proves nothing", ended, decided)
			}
			if back := c.Count(`SELECT count(*) FROM journal WHERE kind = 'item.returned'`); back == 0 {
				t.Error("nothing came back from a transfer: this proves nothing")
			}
			t.Logf("%d times something was parked", c.Count(`SELECT count(*) FROM journal WHERE kind = 'item.parked'`))
		})
	}
}

// newCrowd opens a floor with six agents, two queues and five customers, and a ledger for it.
func newCrowd(t *testing.T) (*crowd, *ledger) {
	s := newShift(t)
	c := &crowd{shift: s, brings: []routing.Channel{routing.Call, routing.Chat, routing.Chat, routing.Email}, node: centre.NewID[centre.NodeID](), queues: []centre.QueueID{s.Queue("Support"), s.Queue("Billing")}}
	s.WrapUp(c.queues[1], routing.WrapNone, time.Second, time.Second)
	s.Exec(`UPDATE queues SET reserve = 1 WHERE id = $1`, c.queues[1])
	team, mixed := s.MixedTeam("Mixed"), map[string]bool{}
	for i := range 6 {
		h := s.Hire(fmt.Sprint("Agent ", i)).Serving(c.queues[i%2:]...)
		if i%3 == 0 {
			h = h.In(team)
		}
		agent := h.Ready(s.Now())
		mixed[string(agent)] = i%3 == 0
		c.agents = append(c.agents, agent)
		_, err := s.presence.Linked(s.ctx, agent, c.node)
		s.must(err)
	}
	for i := range 5 {
		c.people = append(c.people, s.Customer(fmt.Sprint("Customer ", i), "B"))
	}
	return c, newLedger(mixed)
}

// askForSkills has one queue ask for a skill always, the other for less and less of it and for a
// second one at first; and both pick whom they ask, and count, each in their own way.
func (c *crowd) askForSkills() {
	german, billing := c.Skill("German"), c.Skill("Billing")
	for i, agent := range c.agents {
		c.Exec(`INSERT INTO agent_skills (agent_id, skill_id, level) VALUES ($1, $2, $3)`, agent, german, 2+i)
		if i%2 == 0 {
			c.Exec(`INSERT INTO agent_skills (agent_id, skill_id, level) VALUES ($1, $2, $3)`, agent, billing, 9-i)
		}
	}
	c.Require(c.queues[0], german, 3)
	c.Rings(c.queues[1],
		routing.Ring{AfterS: 0, Min: map[centre.SkillID]int{german: 6, billing: 3}},
		routing.Ring{AfterS: 20, Min: map[centre.SkillID]int{german: 4}},
		routing.Ring{AfterS: 60, Min: map[centre.SkillID]int{}})
	c.Exec(`UPDATE queues SET choice = 'most_skilled', bias = 900 WHERE id = $1`, c.queues[0])
	c.Exec(`UPDATE queues SET choice = 'narrowest_first' WHERE id = $1`, c.queues[1])
}

// actAtOnce has six do fifteen things each, all at once.
func (c *crowd) actAtOnce(seed, burst uint64) {
	var all sync.WaitGroup
	for worker := range uint64(6) {
		all.Go(func() {
			rng := rand.New(rand.NewPCG(seed, burst<<8|worker))
			for range 15 {
				var f *centre.Fault
				if err := c.act(rng); err != nil && !errors.As(err, &f) && err.Error() != "the deadline is not reached" {
					c.t.Errorf("not a fault: %v", err)
				}
			}
		})
	}
	all.Wait()
}
