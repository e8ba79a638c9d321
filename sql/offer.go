package sql

import (
	"context"
	"encoding/json"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

type offerRow struct {
	ID        centre.OfferID     `db:"id" json:"id"`
	ItemID    centre.ItemID      `db:"item_id" json:"item_id"`
	AgentID   centre.AgentID     `db:"agent_id" json:"agent_id"`
	Channel   routing.Channel    `db:"channel" json:"channel"`
	Weight    int                `db:"weight" json:"weight"`
	State     routing.OfferState `db:"state" json:"state"`
	Open      bool               `db:"open" json:"open"`
	Yields    bool               `db:"yields" json:"yields"`
	Parked    bool               `db:"parked" json:"-"`
	OfferedAt time.Time          `db:"offered_at" json:"offered_at"`
	ExpiresAt time.Time          `db:"expires_at" json:"expires_at"`
	DecidedAt *time.Time         `db:"decided_at" json:"-"`
	Reason    string             `db:"reason" json:"-"`
	WaitedMS  int64              `db:"waited_ms" json:"waited_ms"`
	Kept      doc[routing.Trace] `db:"trace" json:"-"`
	Trace     routing.Trace      `db:"-" json:"trace"`
}

func (r offerRow) offer() routing.Offer {
	return routing.Offer{
		ID: r.ID, ItemID: r.ItemID, AgentID: r.AgentID, Channel: r.Channel, Weight: r.Weight,
		State: r.State, Open: r.Open, Yields: r.Yields, Parked: r.Parked, OfferedAt: r.OfferedAt, ExpiresAt: r.ExpiresAt, DecidedAt: value(r.DecidedAt),
		Reason: r.Reason, Waited: time.Duration(r.WaitedMS) * time.Millisecond, Trace: r.Kept.V,
	}
}

// Offer reads an offer.
func (w *Work) Offer(ctx context.Context, id centre.OfferID) (routing.Offer, error) {
	var r offerRow
	err := w.one(ctx, "offer", &r, id)
	return r.offer(), err
}

// OpenOffer reads the one open offer of an item.
func (w *Work) OpenOffer(ctx context.Context, id centre.ItemID) (routing.Offer, error) {
	var r offerRow
	err := w.one(ctx, "open-offer", &r, id)
	return r.offer(), err
}

// AddOffers keeps new offers, in one statement.
func (w *Work) AddOffers(ctx context.Context, offers ...*routing.Offer) error {
	rows := make([]offerRow, len(offers))
	for i, o := range offers {
		rows[i] = offerRow{
			ID: o.ID, ItemID: o.ItemID, AgentID: o.AgentID, Channel: o.Channel, Weight: o.Weight, State: o.State, Open: o.Open, Yields: o.Yields,
			OfferedAt: o.OfferedAt, ExpiresAt: o.ExpiresAt, WaitedMS: o.Waited.Milliseconds(), Trace: o.Trace,
		}
	}
	body, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = w.exec(ctx, "add-offers", string(body))
	return err
}

// SaveOffer keeps an offer as changed.
func (w *Work) SaveOffer(ctx context.Context, o *routing.Offer) error {
	return w.change(ctx, "save-offer", o.ID, o.State, o.Open, optionalTime(o.DecidedAt), o.Reason, o.Parked)
}

// Tried says who let which of the pool's waiting items pass since then.
func (w *Work) Tried(ctx context.Context, pool centre.SiteID, since time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error) {
	var rows []itemAgent
	err := w.all(ctx, "tried", &rows, pool, since)
	return byItem(rows), err
}

// itemAgent is an agent who is set apart for an item.
type itemAgent struct {
	ItemID  centre.ItemID  `db:"item_id"`
	AgentID centre.AgentID `db:"agent_id"`
}

func byItem(rows []itemAgent) map[centre.ItemID]map[centre.AgentID]bool {
	all := map[centre.ItemID]map[centre.AgentID]bool{}
	for _, r := range rows {
		if all[r.ItemID] == nil {
			all[r.ItemID] = map[centre.AgentID]bool{}
		}
		all[r.ItemID][r.AgentID] = true
	}
	return all
}
