package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Screens gives the context of many customers at once: what an agent should know
// before hello.
type Screens func(ctx context.Context, items []Card) (map[centre.CustomerID]any, error)

// Head is the newest position of the stream.
type Head func(ctx context.Context) (int64, error)

// Viewer reads work for screens, outside any transaction.
type Viewer struct {
	cards   Cards
	desks   presence.Desks
	screens Screens
	head    Head
	clock   centre.Clock
}

// NewViewer makes the viewer.
func NewViewer(cards Cards, desks presence.Desks, screens Screens, head Head, clock centre.Clock) *Viewer {
	return &Viewer{cards: cards, desks: desks, screens: screens, head: head, clock: clock}
}

// Snapshot is all that an agent's console shows of their work.
func (v *Viewer) Snapshot(ctx context.Context, id centre.AgentID) (Snapshot, error) {
	now := v.clock()
	s := Snapshot{ServerTime: now}
	var err error
	if s.Pos, err = v.head(ctx); err != nil {
		return s, err
	}
	if s.PersonState, err = v.Desk(ctx, id); err != nil {
		return s, err
	}
	if s.Offers, s.Items, err = v.cards.HeldCards(ctx, id); err != nil {
		return s, err
	}
	if s.Offers, err = v.withScreens(ctx, s.Offers); err != nil {
		return s, err
	}
	s.Today, err = v.cards.Today(ctx, id, now.Truncate(24*time.Hour))
	return s, err
}

// Desk is one agent's presence.
func (v *Viewer) Desk(ctx context.Context, id centre.AgentID) (presence.Desk, error) {
	desks, err := v.desks.Desks(ctx, []centre.AgentID{id})
	if err == nil && len(desks) == 0 {
		err = centre.Faultf(centre.NotFound, "no such agent")
	}
	if err != nil {
		return presence.Desk{}, err
	}
	return desks[0], nil
}

// Item is one item as screens show it.
func (v *Viewer) Item(ctx context.Context, id centre.ItemID) (Card, error) {
	cards, err := v.cards.ItemCards(ctx, []centre.ItemID{id})
	if err == nil && len(cards) == 0 {
		err = centre.Faultf(centre.NotFound, "no such work item")
	}
	if err != nil {
		return Card{}, err
	}
	return cards[0], nil
}

// Items are items as screens show them.
func (v *Viewer) Items(ctx context.Context, ids []centre.ItemID) ([]Card, error) {
	return v.cards.ItemCards(ctx, ids)
}

// Offers are offers as screens show them; those that are pending come with their
// customer's context.
func (v *Viewer) Offers(ctx context.Context, ids []centre.OfferID) ([]OfferCard, error) {
	offers, err := v.cards.OfferCards(ctx, ids)
	if err != nil {
		return nil, err
	}
	return v.withScreens(ctx, offers)
}

// Blocks gives the agents who are kept from a customer, the oldest block first.
func (v *Viewer) Blocks(ctx context.Context, id centre.CustomerID) ([]Block, error) {
	return v.cards.BlocksOf(ctx, id, v.clock())
}

func (v *Viewer) withScreens(ctx context.Context, offers []OfferCard) ([]OfferCard, error) {
	var pending []Card
	for _, o := range offers {
		if o.State == Pending {
			pending = append(pending, o.Item)
		}
	}
	if len(pending) == 0 {
		return offers, nil
	}
	screens, err := v.screens(ctx, pending)
	if err != nil {
		return nil, err
	}
	for i := range offers {
		if offers[i].State == Pending {
			offers[i].Screen = screens[offers[i].Item.Customer.ID]
		}
	}
	return offers, nil
}
