package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// try is something that a client wants of one piece of work; its answer is the state that
// was read, "refused", or nothing.
type try struct {
	item int
	what string
}

// oneOffer is what may become of work that rings at one desk, one thing after another.
var oneOffer = porcupine.Model{
	Partition: func(all []porcupine.Operation) [][]porcupine.Operation {
		byItem := map[int][]porcupine.Operation{}
		for _, op := range all {
			item := op.Input.(try).item
			byItem[item] = append(byItem[item], op)
		}
		var parts [][]porcupine.Operation
		for _, part := range byItem {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return routing.Offered },
	Step: func(state, input, answer any) (bool, any) {
		next, want := become(state.(routing.State), input.(try).what)
		return answer.(string) == want, next
	},
	DescribeOperation: func(input, answer any) string { return fmt.Sprintf("%s: %q", input.(try).what, answer) },
}

// become gives the next state and the answer.
func become(is routing.State, what string) (routing.State, string) {
	rings, taken := is == routing.Offered, is == routing.Active || is == routing.WrapUp
	switch what {
	case "read":
		return is, string(is)
	case "accept":
		if rings {
			return routing.Active, ""
		}
		if taken { // they have it, and are told so again
			return is, ""
		}
		return is, "refused"
	case "accept as another":
		return is, "refused"
	case "decline":
		if rings {
			return routing.Queued, ""
		}
		return is, "refused"
	case "run out", "fall silent":
		if rings {
			return routing.Queued, ""
		}
		return is, ""
	case "leave":
		switch is {
		case routing.Offered, routing.Queued:
			return routing.Abandoned, ""
		case routing.Active:
			return routing.WrapUp, ""
		}
		return is, ""
	}
	panic(what)
}

// TestRacesForOffersAreInSomeOrder has many clients of two nodes race for the same offers.
// Whatever each was told must be what they would have been told one after another, in
// an order that no two of them who did not overlap could contradict.
func TestRacesForOffersAreInSomeOrder(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.OfferFor(support, 20*time.Second)
	node := centre.NewID[centre.NodeID]()
	other := routing.New(sql.Transact[routing.Batch](sqltest.Open(t, s.DSN, sql.Options{MaxConns: 8})), s.Now, routing.Follows{
		Accepted: []routing.Follow{follow(s.contacts.Accepted)}, Ended: []routing.Follow{follow(s.contacts.Ended)},
	})
	const items, clients, tries = 24, 8, 60
	type race struct {
		item  centre.ItemID
		leave centre.ContactID
		agent centre.AgentID
		offer centre.OfferID
	}
	races := make([]race, items)
	for i := range races {
		agent := s.Hire(fmt.Sprint("Agent ", i)).Serving(support).Ready(s.Now())
		_, err := s.presence.Linked(s.ctx, agent, node)
		s.must(err)
		call := s.Arrives(routing.Call, support, "C", s.Now())
		s.decide()
		races[i] = race{call.Item, call.Contact, agent, s.ring(agent)}
	}
	s.Pass(20 * time.Second) // the one moment at which both the agent and the deadline are in time

	do := func(on *routing.Service, r race, what string) (string, error) {
		switch what {
		case "accept":
			_, err := on.Accept(s.ctx, r.agent, r.offer)
			return "", err
		case "accept as another":
			somebody := races[0].agent
			if somebody == r.agent {
				somebody = races[1].agent
			}
			_, err := on.Accept(s.ctx, somebody, r.offer)
			return "", err
		case "decline":
			return "", on.Reject(s.ctx, r.agent, r.offer, "busy")
		case "run out":
			return "", on.Expire(s.ctx, r.offer)
		case "fall silent":
			return "", on.Fade(s.ctx, r.agent, node)
		case "leave":
			return "", s.Store.Do(s.ctx, func(w *sql.Work) error { return on.Leave(s.ctx, w, centre.System, r.leave, s.Now()) })
		}
		cards, err := s.Store.Read().ItemCards(s.ctx, []centre.ItemID{r.item})
		if err != nil {
			return "", err
		}
		return string(cards[0].State), nil
	}
	whats := []string{"read", "read", "read", "accept", "accept", "accept as another", "decline", "run out", "fall silent", "leave"}
	began := time.Now()
	history := make([][]porcupine.Operation, clients)
	var all sync.WaitGroup
	for client := range clients {
		all.Go(func() {
			rng := rand.New(rand.NewPCG(7, uint64(client)))
			on := []*routing.Service{s.routing, other}[client%2]
			for n := range tries {
				// All go through the races in the same order, so that they meet.
				i := n * items / tries
				what := whats[rng.IntN(len(whats))]
				op := porcupine.Operation{ClientId: client, Input: try{i, what}, Call: time.Since(began).Nanoseconds()}
				told, err := do(on, races[i], what)
				op.Return = time.Since(began).Nanoseconds()
				var f *centre.Fault
				switch {
				case errors.As(err, &f) && (f.Kind == centre.Conflict || f.Kind == centre.Forbidden):
					told = "refused"
				case err != nil:
					t.Errorf("%s: %v", what, err)
				}
				op.Output = told
				history[client] = append(history[client], op)
			}
		})
	}
	all.Wait()
	var ops []porcupine.Operation
	for _, h := range history {
		ops = append(ops, h...)
	}
	if !porcupine.CheckOperations(oneOffer, ops) {
		for _, op := range ops {
			t.Logf("%d %8d…%8d µs  race %2d  %s", op.ClientId, op.Call/1000, op.Return/1000, op.Input.(try).item, oneOffer.DescribeOperation(op.Input, op.Output))
		}
		t.Error("no order explains what the clients were told")
	}
	s.checkInvariants()
	ends := s.Count(`SELECT count(DISTINCT state) FROM items`)
	if ends < 3 {
		t.Errorf("the races ended in %d ways only: this proves little", ends)
	}
}
