package sql

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

var _ routing.Batch = (*Work)(nil)

type rulesRow struct {
	ID       centre.QueueID      `db:"id"`
	SiteID   centre.SiteID       `db:"site_id"`
	Name     string              `db:"name"`
	Priority int                 `db:"priority"`
	TargetS  int                 `db:"target_s"`
	OfferS   int                 `db:"offer_s"`
	WrapMode routing.WrapMode    `db:"wrap_mode"`
	WrapS    int                 `db:"wrap_s"`
	WrapMaxS int                 `db:"wrap_max_s"`
	Required doc[[]routing.Need] `db:"required"`
	Rings    doc[[]routing.Ring] `db:"rings"`

	BackAfterS int                      `db:"back_after_s"`
	Reserve    int                      `db:"reserve"`
	StickyS    *int                     `db:"sticky_s"`
	Yields     bool                     `db:"interruptible"`
	WhenClosed routing.WhenClosed       `db:"when_closed"`
	Fields     doc[[]routing.FieldRule] `db:"field_rules"`
	Overflow   doc[[]routing.Overflow]  `db:"overflow"`
	Surge      *time.Time               `db:"surge"`
}

// Rules gives what a queue says about its items.
func (w *Work) Rules(ctx context.Context, id centre.QueueID) (routing.Rules, error) {
	var r rulesRow
	if err := w.one(ctx, "rules", &r, id); err != nil {
		return routing.Rules{}, err
	}
	var sticky *time.Duration
	if r.StickyS != nil {
		sticky = new(time.Duration)
		*sticky = seconds(*r.StickyS)
	}
	return routing.Rules{
		QueueID: r.ID, Pool: r.SiteID, Name: r.Name, Priority: r.Priority,
		Target: seconds(r.TargetS), Offer: seconds(r.OfferS),
		WrapMode: r.WrapMode, Wrap: seconds(r.WrapS), WrapMax: seconds(r.WrapMaxS),
		Required: r.Required.V, Rings: r.Rings.V, Fields: r.Fields.V, Overflow: r.Overflow.V, Reserve: r.Reserve, Sticky: sticky, Interruptible: r.Yields, BackAfter: seconds(r.BackAfterS), WhenClosed: r.WhenClosed, Surge: value(r.Surge),
	}, nil
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// Held gives the company's own fields of a customer, contact and ticket; of those that
// are not named there are none.
func (w *Work) Held(ctx context.Context, customer centre.CustomerID, contact centre.ContactID, ticket centre.TicketID) (routing.Held, error) {
	var r struct {
		Customer doc[field.Values] `db:"customer"`
		Contact  doc[field.Values] `db:"contact"`
		Ticket   doc[field.Values] `db:"ticket"`
	}
	err := w.one(ctx, "held-fields", &r, orNull(customer), orNull(contact), orNull(ticket))
	return routing.Held{field.Customer: r.Customer.V, field.Contact: r.Contact.V, field.Ticket: r.Ticket.V}, err
}

// SkillName gives a skill's name.
func (w *Work) SkillName(ctx context.Context, id centre.SkillID) (string, error) {
	x, err := w.Skill(ctx, id)
	return x.Name, err
}

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

// AddTransfer keeps how an item came to a leg, and where it stood before.
func (w *Work) AddTransfer(ctx context.Context, id centre.ItemID, leg int, h routing.Handover, from routing.Stood) error {
	_, err := w.exec(ctx, "add-transfer", id, leg, h.At, from.AgentID, h.Note, from.QueueID, doc[[]routing.Need]{from.Required}, doc[*routing.Applied]{from.Because})
	return err
}

// AddLeg keeps a leg of an item that is over.
func (w *Work) AddLeg(ctx context.Context, l routing.Leg) error {
	_, err := w.exec(ctx, "add-leg", l.ItemID, l.QueueID, l.BeganAt, optionalTime(l.AcceptedAt), l.EndedAt, doc[*routing.Applied]{l.Because})
	return err
}

// Stood gives where an item stood before the transfer that a leg began with.
func (w *Work) Stood(ctx context.Context, id centre.ItemID, leg int) (routing.Stood, error) {
	var r struct {
		AgentID  centre.AgentID        `db:"agent_id"`
		QueueID  centre.QueueID        `db:"queue_id"`
		Required doc[[]routing.Need]   `db:"required"`
		Because  doc[*routing.Applied] `db:"because"`
	}
	err := w.one(ctx, "stood", &r, id, leg)
	return routing.Stood{AgentID: r.AgentID, QueueID: r.QueueID, Required: r.Required.V, Because: r.Because.V}, err
}

// FreeIn is in how long an agent is expected to have room for work on a channel.
func (w *Work) FreeIn(ctx context.Context, id centre.AgentID, c routing.Channel, now time.Time) (time.Duration, bool, error) {
	var r struct {
		First *float64 `db:"first_s"`
		Last  *float64 `db:"last_s"`
	}
	if err := w.one(ctx, "free-in", &r, id, now); err != nil {
		return 0, false, err
	}
	left := r.First
	if c.Exclusive() {
		left = r.Last
	}
	if left == nil {
		return 0, false, nil
	}
	return time.Duration(*left * float64(time.Second)), true, nil
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

// Park parks what of an agent's work gives way to a call, or brings back what is parked.
func (w *Work) Park(ctx context.Context, id centre.AgentID, parked bool) ([]routing.Item, error) {
	return w.items(ctx, "park", id, parked)
}

// LockPool waits for the right to decide for a pool.
func (w *Work) LockPool(ctx context.Context, pool centre.SiteID) error {
	_, err := w.exec(ctx, "lock-pool", pool)
	return err
}

// Heads gives the front of a pool; and of all of it what waits for one agent alone or was moved.
func (w *Work) Heads(ctx context.Context, pool centre.SiteID, f routing.Front, now time.Time) ([]routing.Item, error) {
	var of []centre.QueueID
	var after, upto []time.Time
	for _, b := range f.Bands {
		of, after, upto = append(of, b.QueueID), append(after, b.After), append(upto, b.Upto)
	}
	return w.items(ctx, "heads", pool, f.PerLine, now, pq.Array(f.Queues), pq.Array(of), pq.Array(after), pq.Array(upto))
}

type candidateRow struct {
	AgentID    centre.AgentID `db:"agent_id"`
	Load       int            `db:"load"`
	Yields     int            `db:"yields"`
	Capacity   int            `db:"capacity"`
	LastIdleAt time.Time      `db:"last_idle_at"`
	RungAt     time.Time      `db:"rung_at"`
	AsyncAt    time.Time      `db:"async_at"`
	Busy       float64        `db:"busy"`
	BusyAt     time.Time      `db:"busy_at"`
	Mixed      bool           `db:"mixed"`
	Version    int            `db:"version"`
	Queues     pq.StringArray `db:"queues"`
	Skills     pq.StringArray `db:"skills"`
	Levels     pq.Int64Array  `db:"levels"`
	Has        pq.StringArray `db:"has"` // the channel of each open offer

	Status presence.Status `db:"status"`
	Next   presence.Status `db:"next_status"`
	Link   presence.Link   `db:"link"`
	Missed bool            `db:"missed"`
}

func (r candidateRow) candidate() routing.Candidate {
	desk := presence.Desk{Status: r.Status, NextStatus: r.Next, Link: r.Link, Missed: r.Missed}
	c := routing.Candidate{
		ID: r.AgentID, Load: r.Load, Yields: r.Yields, Capacity: r.Capacity, Mixed: r.Mixed, Version: r.Version,
		LastIdleAt: r.LastIdleAt, RungAt: r.RungAt, AsyncAt: r.AsyncAt, Busy: presence.Busyness{Share: r.Busy, At: r.BusyAt},
		Queues: make(map[centre.QueueID]bool, len(r.Queues)), Skills: make(map[centre.SkillID]int, len(r.Skills)),
		Count: make(map[routing.Channel]int, len(r.Has)), Absent: desk.Absent(), Gone: desk.Gone(),
	}
	for _, q := range r.Queues {
		c.Queues[centre.QueueID(q)] = true
	}
	for i, s := range r.Skills {
		c.Skills[centre.SkillID(s)] = int(r.Levels[i])
	}
	for _, channel := range r.Has {
		c.Count[routing.Channel(channel)]++
	}
	return c
}

// Candidates gives the agents who may be offered work of the pool and have room, if only for
// a call that waits.
func (w *Work) Candidates(ctx context.Context, pool centre.SiteID) ([]routing.Candidate, error) {
	return w.candidates(ctx, "candidates", pool, routing.Lightest)
}

func (w *Work) candidates(ctx context.Context, statement string, args ...any) ([]routing.Candidate, error) {
	var rows []candidateRow
	if err := w.all(ctx, statement, &rows, args...); err != nil {
		return nil, err
	}
	all := make([]routing.Candidate, len(rows))
	for i, r := range rows {
		all[i] = r.candidate()
	}
	return all, nil
}

// CandidatesByID gives agents as a decision sees them, whether they are there or not.
func (w *Work) CandidatesByID(ctx context.Context, ids []centre.AgentID) ([]routing.Candidate, error) {
	return w.candidates(ctx, "candidates-named", pq.Array(ids))
}

// Matchings gives how those queues of a pool match that do not in the usual way.
func (w *Work) Matchings(ctx context.Context, pool centre.SiteID) (map[centre.QueueID]routing.Matching, error) {
	var rows []struct {
		ID      centre.QueueID      `db:"id"`
		Rings   doc[[]routing.Ring] `db:"rings"`
		Choice  routing.Choice      `db:"choice"`
		Bias    int                 `db:"bias"`
		Reserve int                 `db:"reserve"`
		Surge   *time.Time          `db:"surge"`
	}
	if err := w.all(ctx, "matchings", &rows, pool); err != nil {
		return nil, err
	}
	matchings := make(map[centre.QueueID]routing.Matching, len(rows))
	for _, r := range rows {
		matchings[r.ID] = routing.Matching{Rings: r.Rings.V, Choice: r.Choice, Bias: r.Bias, Reserve: r.Reserve, Surge: value(r.Surge)}
	}
	return matchings, nil
}

// Terms gives on what terms each queue offers its work.
func (w *Work) Terms(ctx context.Context, queues []centre.QueueID) (map[centre.QueueID]routing.Terms, error) {
	var rows []struct {
		ID            centre.QueueID `db:"id"`
		OfferS        int            `db:"offer_s"`
		Interruptible bool           `db:"interruptible"`
	}
	if err := w.all(ctx, "terms", &rows, pq.Array(queues)); err != nil {
		return nil, err
	}
	terms := make(map[centre.QueueID]routing.Terms, len(rows))
	for _, r := range rows {
		terms[r.ID] = routing.Terms{AnswerIn: seconds(r.OfferS), Interruptible: r.Interruptible}
	}
	return terms, nil
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

// WaitingPools names the pools in which work waits.
func (w *Work) WaitingPools(ctx context.Context) ([]centre.SiteID, error) {
	var ids []centre.SiteID
	err := w.all(ctx, "waiting-pools", &ids)
	return ids, err
}

// Pools names every pool of routing: a site is one.
func (w *Work) Pools(ctx context.Context) ([]centre.SiteID, error) {
	var ids []centre.SiteID
	err := w.all(ctx, "pools", &ids)
	return ids, err
}
