package routing

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// mostInLine is how many items of a queue a screen is given; all are counted.
const mostInLine = 500

// Lineup is what waits in one queue, as it stands in line: what rings comes first, then
// whose turn is next.
type Lineup struct {
	At    time.Time `json:"at"`
	Total int       `json:"total" doc:"items that wait or ring; the first 500 are listed"`
	Items []InLine  `json:"items"`
}

// InLine is one item of a lineup.
type InLine struct {
	Card
	AgeAdjustS int        `json:"age_adjust_s" doc:"by how much a supervisor moved it forward; below zero: back"`
	DueAt      *time.Time `json:"due_at" doc:"by when it should be done; null: somebody waits at the other end"`
	Guard      bool       `json:"guard" doc:"waited so long that nothing but an emergency goes first"`
	Emergency  bool       `json:"emergency"`
	HeldFor    string     `json:"held_for,omitempty" doc:"id of the agent for whom it is kept"`
	HeldUntil  *time.Time `json:"held_until"`
}

// Lineup gives what waits in a queue, in the order in which it is to be served.
func (v *Viewer) Lineup(ctx context.Context, queue centre.QueueID) (Lineup, error) {
	now := v.clock()
	l := Lineup{At: now, Items: []InLine{}}
	items, err := v.cards.InLine(ctx, queue)
	if err != nil {
		return l, err
	}
	l.Total = len(items)
	stands := inLine(items, now)
	stands = stands[:min(len(stands), mostInLine)]
	ids := make([]centre.ItemID, len(stands))
	for i := range stands {
		ids[i] = stands[i].item.ID
	}
	cards, err := v.cards.ItemCards(ctx, ids)
	if err != nil {
		return l, err
	}
	byID := make(map[centre.ItemID]Card, len(cards))
	for _, c := range cards {
		byID[c.ID] = c
	}
	for i := range stands {
		if c, still := byID[stands[i].item.ID]; still && (c.State == Queued || c.State == Offered) {
			l.Items = append(l.Items, stands[i].shown(c, now))
		}
	}
	return l, nil
}

// inLine sorts items as they are to be served, those that ring before all others.
func inLine(items []Item, now time.Time) []ranked {
	s := Situation{Waiting: items}
	all := s.inOrder(now)
	slices.SortStableFunc(all, func(a, b ranked) int {
		if (a.item.State == Offered) == (b.item.State == Offered) {
			return 0
		}
		if a.item.State == Offered {
			return -1
		}
		return 1
	})
	return all
}

func (a *ranked) shown(c Card, now time.Time) InLine {
	l := InLine{Card: c, AgeAdjustS: int(a.item.AgeAdjust.Seconds()), Guard: a.guard, Emergency: a.item.Emergency}
	if due := a.item.DueAt; !due.IsZero() {
		l.DueAt = &due
	}
	if a.item.holds(now) {
		until := a.item.PreferredUntil
		l.HeldFor, l.HeldUntil = string(a.item.PreferredAgent), &until
	}
	return l
}
