package sql

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// itemRow is an item as rows and records have it; NULL is absent.
type itemRow struct {
	ID             centre.ItemID       `db:"id" json:"id"`
	Pool           centre.SiteID       `db:"pool" json:"pool"`
	QueueID        centre.QueueID      `db:"queue_id" json:"queue_id"`
	Channel        routing.Channel     `db:"channel" json:"channel"`
	ContactID      *centre.ContactID   `db:"contact_id" json:"contact_id"`
	TicketID       *centre.TicketID    `db:"ticket_id" json:"ticket_id"`
	CallbackID     *centre.CallbackID  `db:"callback_id" json:"callback_id"`
	CustomerID     centre.CustomerID   `db:"customer_id" json:"customer_id"`
	Tier           string              `db:"tier" json:"tier"`
	Priority       int                 `db:"priority" json:"priority"`
	Emergency      bool                `db:"emergency" json:"emergency"`
	Required       doc[[]routing.Need] `db:"required" json:"-"`
	Needs          []routing.Need      `db:"-" json:"required"`
	Signature      string              `db:"signature" json:"signature"`
	Weight         int                 `db:"weight" json:"weight"`
	State          routing.State       `db:"state" json:"state"`
	EnqueuedAt     time.Time           `db:"enqueued_at" json:"enqueued_at"`
	DueAt          *time.Time          `db:"due_at" json:"due_at"`
	AgeAdjustS     int                 `db:"age_adjust_s" json:"age_adjust_s"`
	TurnAt         *time.Time          `db:"turn_at" json:"turn_at"`
	PreferredAgent *centre.AgentID     `db:"preferred_agent" json:"preferred_agent"`
	PreferredUntil *time.Time          `db:"preferred_until" json:"preferred_until"`
	ReturnAt       *time.Time          `db:"return_at" json:"return_at"`
	Returned       bool                `db:"returned" json:"returned"`
	Owned          bool                `db:"owned" json:"owned"`
	AgentID        *centre.AgentID     `db:"agent_id" json:"agent_id"`
	AcceptedAt     *time.Time          `db:"accepted_at" json:"accepted_at"`
	WrapUpAt       *time.Time          `db:"wrap_up_at" json:"wrap_up_at"`
	WrapUpUntil    *time.Time          `db:"wrap_up_until" json:"wrap_up_until"`
	EndedAt        *time.Time          `db:"ended_at" json:"ended_at"`
	Leg            int                 `db:"leg" json:"leg"`
	LegAt          *time.Time          `db:"leg_at" json:"leg_at"`
	Version        int                 `db:"version" json:"version"`
	NotBefore      *time.Time          `db:"not_before" json:"not_before"`

	Kept    doc[*routing.Applied] `db:"because" json:"-"`
	Because *routing.Applied      `db:"-" json:"because"`

	KeptOverflowed doc[[]routing.Overflowed] `db:"overflowed" json:"-"`
	Overflowed     []routing.Overflowed      `db:"-" json:"overflowed"`
}

func rowOfItem(it *routing.Item) itemRow {
	return itemRow{
		it.ID, it.Pool, it.QueueID, it.Channel, optional(it.ContactID), optional(it.TicketID), optional(it.CallbackID),
		it.CustomerID, it.Tier, it.Priority, it.Emergency, doc[[]routing.Need]{it.Required}, it.Required, it.Signature, it.Weight,
		it.State, it.EnqueuedAt, optionalTime(it.DueAt), int(it.AgeAdjust / time.Second), optionalTime(it.TurnAt), optional(it.PreferredAgent), optionalTime(it.PreferredUntil), optionalTime(it.ReturnAt), it.Returned, it.Owned, optional(it.AgentID),
		optionalTime(it.AcceptedAt), optionalTime(it.WrapUpAt), optionalTime(it.WrapUpUntil), optionalTime(it.EndedAt),
		it.Leg, optionalTime(it.LegAt), it.Version, optionalTime(it.NotBefore), doc[*routing.Applied]{it.Because}, it.Because,
		doc[[]routing.Overflowed]{it.Overflowed}, append([]routing.Overflowed{}, it.Overflowed...),
	}
}

func (r itemRow) item() routing.Item {
	return routing.Item{
		ID: r.ID, Pool: r.Pool, QueueID: r.QueueID, Channel: r.Channel,
		ContactID: value(r.ContactID), TicketID: value(r.TicketID), CallbackID: value(r.CallbackID), CustomerID: r.CustomerID,
		Tier: r.Tier, Priority: r.Priority, Emergency: r.Emergency, Required: r.Required.V, Signature: r.Signature,
		Weight: r.Weight, State: r.State, EnqueuedAt: r.EnqueuedAt, DueAt: value(r.DueAt), AgeAdjust: seconds(r.AgeAdjustS), TurnAt: value(r.TurnAt),
		PreferredAgent: value(r.PreferredAgent), PreferredUntil: value(r.PreferredUntil), ReturnAt: value(r.ReturnAt), Returned: r.Returned, Owned: r.Owned,
		AgentID: value(r.AgentID), AcceptedAt: value(r.AcceptedAt), WrapUpAt: value(r.WrapUpAt), WrapUpUntil: value(r.WrapUpUntil),
		EndedAt: value(r.EndedAt), Because: r.Kept.V, Overflowed: r.KeptOverflowed.V, Leg: r.Leg, LegAt: value(r.LegAt), Version: r.Version, NotBefore: value(r.NotBefore),
	}
}

// AddItem keeps a new item.
func (w *Work) AddItem(ctx context.Context, it *routing.Item) error {
	r := rowOfItem(it)
	_, err := w.exec(ctx, "add-item", r.ID, r.Pool, r.QueueID, r.Channel, r.ContactID, r.TicketID, r.CallbackID, r.CustomerID,
		r.Tier, r.Priority, r.Emergency, r.Required, r.Signature, r.Weight, r.State, r.EnqueuedAt,
		r.TurnAt, r.PreferredAgent, r.PreferredUntil, r.Owned, r.Kept, r.Leg, r.Version, r.NotBefore, r.DueAt)
	return err
}

// LockItem reads an item and holds it.
func (w *Work) LockItem(ctx context.Context, id centre.ItemID) (routing.Item, error) {
	var r itemRow
	err := w.one(ctx, "lock-item", &r, id)
	return r.item(), err
}

// LockLiveItem does so for the item of a contact that has not ended.
func (w *Work) LockLiveItem(ctx context.Context, id centre.ContactID) (routing.Item, error) {
	var r itemRow
	err := w.one(ctx, "lock-live-item", &r, id)
	return r.item(), err
}

// LockOffered does so for the item that an offer was made of.
func (w *Work) LockOffered(ctx context.Context, id centre.OfferID) (routing.Item, error) {
	var r itemRow
	err := w.one(ctx, "lock-offered", &r, id)
	return r.item(), err
}

// LockItems reads those of the items that still wait and holds them.
func (w *Work) LockItems(ctx context.Context, ids []centre.ItemID) ([]routing.Item, error) {
	return w.items(ctx, "lock-waiting-items", pq.Array(ids))
}

func (w *Work) items(ctx context.Context, statement string, args ...any) ([]routing.Item, error) {
	var rows []itemRow
	if err := w.all(ctx, statement, &rows, args...); err != nil {
		return nil, err
	}
	items := make([]routing.Item, len(rows))
	for i, r := range rows {
		items[i] = r.item()
	}
	return items, nil
}

// LiveItem names the item of a contact that has not ended.
func (w *Work) LiveItem(ctx context.Context, id centre.ContactID) (centre.ItemID, error) {
	var item centre.ItemID
	err := w.one(ctx, "live-item", &item, id)
	return item, err
}

// HeldItems names the items that an agent has on offer or at work.
func (w *Work) HeldItems(ctx context.Context, id centre.AgentID) ([]centre.ItemID, error) {
	var ids []centre.ItemID
	err := w.all(ctx, "held-items", &ids, id)
	return ids, err
}

// DeferredBy names the deferred items of a queue, or of all queues with a calendar.
func (w *Work) DeferredBy(ctx context.Context, queueOrCalendar string) ([]centre.ItemID, error) {
	var ids []centre.ItemID
	err := w.all(ctx, "deferred-by", &ids, queueOrCalendar)
	return ids, err
}

// SaveItems keeps items as changed, each with its next version.
func (w *Work) SaveItems(ctx context.Context, items ...*routing.Item) error {
	rows, ids := make([]itemRow, len(items)), make([]centre.ItemID, len(items))
	for i, it := range items {
		it.Version++
		rows[i], ids[i] = rowOfItem(it), it.ID
	}
	body, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = w.exec(ctx, "save-items", string(body), pq.Array(ids))
	return err
}

// SaveSubject keeps what an item is about now, and on which channel.
func (w *Work) SaveSubject(ctx context.Context, it *routing.Item) error {
	return w.change(ctx, "save-subject", it.ID, it.Channel, it.Weight, orNull(it.ContactID), orNull(it.CallbackID), it.CustomerID)
}

// Park parks what of an agent's work gives way to a call, or brings back what is parked.
func (w *Work) Park(ctx context.Context, id centre.AgentID, parked bool) ([]routing.Item, error) {
	return w.items(ctx, "park", id, parked)
}
