package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// mostTakeable is how many items somebody is shown who looks for work to take; all are counted.
const mostTakeable = 100

// Takeable is what waits in the queues that an agent serves, for who takes work out of its turn.
type Takeable struct {
	At    time.Time   `json:"at"`
	Total int         `json:"total" doc:"items that wait; the first 100 are listed"`
	Items []ForTaking `json:"items" doc:"whose turn is next first"`
}

// ForTaking is one item that somebody may want to take.
type ForTaking struct {
	Card
	Cause string `json:"cause" doc:"why you cannot take it now; empty: you can"`
}

// Takeable says what waits in the queues of an agent, and what of it they could take now. For a
// lead what a queue asks for does not count.
func (v *Viewer) Takeable(ctx context.Context, e *Explainer, agent centre.AgentID, lead bool) (Takeable, error) {
	t := Takeable{At: v.clock(), Items: []ForTaking{}}
	pools, err := e.survey.PoolsOf(ctx, agent)
	if err != nil {
		return t, err
	}
	var ids []centre.ItemID
	causes := map[centre.ItemID]string{}
	for _, pool := range pools {
		s, _, err := e.look(ctx, pool)
		if err != nil {
			return t, err
		}
		for _, next := range s.takeable(gift{to: agent, as: pulled, lead: lead}, t.At) {
			if t.Total++; len(ids) < mostTakeable {
				ids = append(ids, next.item.ID)
				causes[next.item.ID] = next.cause
			}
		}
	}
	cards, err := v.cards.ItemCards(ctx, ids)
	if err != nil {
		return t, err
	}
	byID := make(map[centre.ItemID]Card, len(cards))
	for _, c := range cards {
		byID[c.ID] = c
	}
	for _, id := range ids {
		if c, still := byID[id]; still && c.State == Queued {
			t.Items = append(t.Items, ForTaking{c, causes[id]})
		}
	}
	return t, nil
}

// barred is an item, and why it cannot be given away.
type barred struct {
	item  *Item
	cause string
}

// takeable gives what waits for whoever serves the queues of an agent, in order. The situation
// must show all that waits and every agent, absent or not.
func (s *Situation) takeable(g gift, now time.Time) []barred {
	me := newRoom(s.Agents).byID[g.to]
	if me == nil {
		return nil
	}
	var all []barred
	for _, next := range s.inOrder(now) {
		it := next.item
		if !me.serves(it) && !it.handedTo(g.to, now) {
			continue
		}
		cause := g.refuses(me, it, now)
		if s.Blocked[it.ID][g.to] {
			cause = blocked
		}
		all = append(all, barred{it, cause})
	}
	return all
}
