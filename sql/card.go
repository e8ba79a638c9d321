package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

var _ routing.Cards = (*Work)(nil)

type cardRow struct {
	ID            centre.ItemID      `db:"id"`
	Channel       routing.Channel    `db:"channel"`
	State         routing.State      `db:"state"`
	Parked        bool               `db:"parked"`
	QueueID       string             `db:"queue_id"`
	QueueName     string             `db:"queue_name"`
	ContactID     *centre.ContactID  `db:"contact_id"`
	TicketID      *centre.TicketID   `db:"ticket_id"`
	CallbackID    *centre.CallbackID `db:"callback_id"`
	CustomerID    centre.CustomerID  `db:"customer_id"`
	CustomerName  string             `db:"customer_name"`
	CustomerTier  string             `db:"customer_tier"`
	Tier          string             `db:"tier"`
	Priority      int                `db:"priority"`
	Subject       string             `db:"subject"`
	Preview       string             `db:"preview"`
	EnqueuedAt    time.Time          `db:"enqueued_at"`
	KeptSince     *time.Time         `db:"kept_since"`
	AcceptedAt    *time.Time         `db:"accepted_at"`
	WrapUpUntil   *time.Time         `db:"wrap_up_until"`
	AgentID       *centre.AgentID    `db:"agent_id"`
	AgentName     string             `db:"agent_name"`
	Unread        int                `db:"unread"`
	LastMessageAt *time.Time         `db:"last_message_at"`
	LastMessageBy string             `db:"last_message_by"`
	HandedAt      *time.Time         `db:"handed_at"`
	HandedBy      *string            `db:"handed_by"`
	HandedByName  string             `db:"handed_by_name"`
	HandedNote    string             `db:"handed_note"`
	Version       int                `db:"version"`
}

func (r cardRow) card() routing.Card {
	return routing.Card{
		ID: r.ID, Channel: r.Channel, State: r.State, Parked: r.Parked, Queue: routing.Named{ID: r.QueueID, Name: r.QueueName},
		ContactID: value(r.ContactID), TicketID: value(r.TicketID), CallbackID: value(r.CallbackID),
		Customer: routing.Who{ID: r.CustomerID, Name: r.CustomerName, Tier: r.CustomerTier}, Tier: r.Tier, Priority: r.Priority,
		Subject: r.Subject, Preview: r.Preview, EnqueuedAt: r.EnqueuedAt, KeptSince: r.KeptSince, AcceptedAt: r.AcceptedAt, WrapUpUntil: r.WrapUpUntil,
		AgentID: value(r.AgentID), AgentName: r.AgentName, Unread: r.Unread, LastMessageAt: r.LastMessageAt, LastMessageBy: r.LastMessageBy, Handover: r.handover(), Version: r.Version,
	}
}

func (r cardRow) handover() *routing.Handover {
	if r.HandedAt == nil {
		return nil
	}
	return &routing.Handover{At: *r.HandedAt, By: routing.Named{ID: value(r.HandedBy), Name: r.HandedByName}, Note: r.HandedNote}
}

// ItemCards gives items as screens show them, by arrival.
func (w *Work) ItemCards(ctx context.Context, ids []centre.ItemID) ([]routing.Card, error) {
	var rows []cardRow
	if err := w.all(ctx, "item-cards", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	cards := make([]routing.Card, len(rows))
	for i, r := range rows {
		cards[i] = r.card()
	}
	return cards, nil
}

// InLine gives what waits or rings in a queue.
func (w *Work) InLine(ctx context.Context, queue centre.QueueID) ([]routing.Item, error) {
	return w.items(ctx, "in-line", queue)
}

// OfferCards gives offers as screens show them, without the customer's context.
func (w *Work) OfferCards(ctx context.Context, ids []centre.OfferID) ([]routing.OfferCard, error) {
	return w.offerCards(ctx, "offers-by-id", pq.Array(ids))
}

func (w *Work) offerCards(ctx context.Context, statement string, arg any) ([]routing.OfferCard, error) {
	var rows []offerRow
	if err := w.all(ctx, statement, &rows, arg); err != nil {
		return nil, err
	}
	ids := make([]centre.ItemID, len(rows))
	for i, r := range rows {
		ids[i] = r.ItemID
	}
	items, err := w.ItemCards(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[centre.ItemID]routing.Card, len(items))
	for _, it := range items {
		byID[it.ID] = it
	}
	cards := make([]routing.OfferCard, len(rows))
	for i, r := range rows {
		cards[i] = routing.OfferCard{
			ID: r.ID, State: r.State, AgentID: r.AgentID, Item: byID[r.ItemID], OfferedAt: r.OfferedAt, ExpiresAt: r.ExpiresAt,
			WaitedS: float64(r.WaitedMS) / 1000, Why: r.Kept.V.Explain(), Version: version(r),
		}
	}
	return cards, nil
}

// version of an offer: it changes twice at most, when it is answered and when its
// work is over.
func version(r offerRow) int {
	switch {
	case r.State == routing.Pending:
		return 1
	case r.Open:
		return 2
	}
	return 3
}

// HeldCards gives what an agent has on offer and at work.
func (w *Work) HeldCards(ctx context.Context, id centre.AgentID) ([]routing.OfferCard, []routing.Card, error) {
	open, err := w.offerCards(ctx, "open-offers-of", id)
	if err != nil {
		return nil, nil, err
	}
	offers, items := []routing.OfferCard{}, []routing.Card{}
	for _, o := range open {
		if o.State == routing.Pending {
			offers = append(offers, o)
		} else {
			items = append(items, o.Item)
		}
	}
	return offers, items, nil
}

// Today is what an agent did since then.
func (w *Work) Today(ctx context.Context, id centre.AgentID, since time.Time) (routing.Today, error) {
	var r struct {
		Handled     int      `db:"handled"`
		Declined    int      `db:"declined"`
		Missed      int      `db:"missed"`
		RatingAvg   *float64 `db:"rating_avg"`
		RatingCount int      `db:"rating_count"`
	}
	err := w.one(ctx, "agent-today", &r, id, since)
	return routing.Today(r), err
}
