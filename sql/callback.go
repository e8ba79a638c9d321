package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
)

var (
	_ callback.Store  = (*Work)(nil)
	_ callback.Reader = (*Work)(nil)
)

type callbackRow struct {
	ID           centre.CallbackID  `db:"id"`
	CustomerID   centre.CustomerID  `db:"customer_id"`
	CustomerName string             `db:"customer_name"`
	CustomerTier string             `db:"customer_tier"`
	QueueID      string             `db:"queue_id"`
	QueueName    string             `db:"queue_name"`
	OwnerID      *string            `db:"owner_id"`
	OwnerName    string             `db:"owner_name"`
	ContactID    *centre.ContactID  `db:"contact_id"`
	Phone        telephone.Number   `db:"phone"`
	Zone         string             `db:"zone"`
	Local        string             `db:"local"`
	DueAt        time.Time          `db:"due_at"`
	WindowFrom   time.Time          `db:"window_from"`
	WindowTo     time.Time          `db:"window_to"`
	NextAt       time.Time          `db:"next_at"`
	Topic        string             `db:"topic"`
	State        callback.State     `db:"state"`
	Outcome      callback.Outcome   `db:"outcome"`
	Note         string             `db:"note"`
	Attempts     int                `db:"attempts"`
	MovedFrom    *centre.CallbackID `db:"moved_from"`
	ByKind       centre.ActorKind   `db:"by_kind"`
	ByID         string             `db:"by_id"`
	CreatedAt    time.Time          `db:"created_at"`
	DialledAt    *time.Time         `db:"dialled_at"`
	EndedAt      *time.Time         `db:"ended_at"`
	Version      int                `db:"version"`
	InLineSince  *time.Time         `db:"in_line_since"`
}

func (r callbackRow) callback() callback.Callback {
	c := callback.Callback{
		ID: r.ID, Customer: routing.Who{ID: r.CustomerID, Name: r.CustomerName, Tier: r.CustomerTier},
		Phone: r.Phone, Zone: r.Zone, Local: r.Local, DueAt: r.DueAt, WindowFrom: r.WindowFrom, WindowTo: r.WindowTo, NextAt: r.NextAt,
		Queue: routing.Named{ID: r.QueueID, Name: r.QueueName}, Topic: r.Topic, State: r.State, Outcome: r.Outcome, Note: r.Note,
		Attempts: r.Attempts, MovedFrom: value(r.MovedFrom), ContactID: value(r.ContactID),
		By: centre.Actor{Kind: r.ByKind, ID: r.ByID}, CreatedAt: r.CreatedAt, DialledAt: r.DialledAt, EndedAt: r.EndedAt, Version: r.Version, InLineSince: r.InLineSince,
	}
	if r.OwnerID != nil {
		c.Owner = &routing.Named{ID: *r.OwnerID, Name: r.OwnerName}
	}
	return c
}

// AddCallback keeps a new promise and fills in its names.
func (w *Work) AddCallback(ctx context.Context, c *callback.Callback) error {
	var owner *string
	if c.Owner != nil {
		owner = &c.Owner.ID
	}
	_, err := w.exec(ctx, "add-callback", c.ID, c.Customer.ID, c.Queue.ID, owner, orNull(c.ContactID), c.Phone, c.Zone, c.Local,
		c.DueAt, c.WindowFrom, c.WindowTo, c.NextAt, c.Topic, c.State, orNull(c.MovedFrom), c.By.Kind, c.By.ID, c.CreatedAt, c.Version, c.InLineSince)
	if err != nil {
		return err
	}
	*c, err = w.Callback(ctx, c.ID)
	return err
}

// Callback reads a promise.
func (w *Work) Callback(ctx context.Context, id centre.CallbackID) (callback.Callback, error) {
	var r callbackRow
	err := w.one(ctx, "callbacks-by-id", &r, pq.Array([]centre.CallbackID{id}))
	return r.callback(), err
}

// LockCallback reads a promise and holds it.
func (w *Work) LockCallback(ctx context.Context, id centre.CallbackID) (callback.Callback, error) {
	var locked centre.CallbackID
	if err := w.one(ctx, "lock-callback", &locked, id); err != nil {
		return callback.Callback{}, err
	}
	return w.Callback(ctx, id)
}

// SaveCallback keeps a promise as changed, with its next version.
func (w *Work) SaveCallback(ctx context.Context, c *callback.Callback) error {
	c.Version++
	return w.change(ctx, "save-callback", c.ID, c.NextAt, c.State, c.Outcome, c.Note, c.Attempts, c.DialledAt, c.EndedAt, c.Version)
}

// SaveNumber keeps whom to call, by which clock and until when.
func (w *Work) SaveNumber(ctx context.Context, c *callback.Callback) error {
	c.Version++
	return w.change(ctx, "save-callback-number", c.ID, c.Phone, c.Zone, c.Local, c.WindowTo, c.Version)
}

// OpenCallback names the promise that is open for a number, queue and time.
func (w *Work) OpenCallback(ctx context.Context, phone telephone.Number, queue centre.QueueID, due time.Time) (centre.CallbackID, error) {
	var id centre.CallbackID
	err := w.one(ctx, "open-callback", &id, phone, queue, due)
	return id, err
}

// CallbackInLine names the open callback in queue of a number.
func (w *Work) CallbackInLine(ctx context.Context, phone telephone.Number, queue centre.QueueID) (centre.CallbackID, error) {
	var id centre.CallbackID
	err := w.one(ctx, "callback-in-line", &id, phone, queue)
	return id, err
}

// CallbackPlace names the item with which a customer waits for a call in a queue.
func (w *Work) CallbackPlace(ctx context.Context, customer centre.CustomerID, queue centre.QueueID, phone telephone.Number) (centre.ItemID, error) {
	var id centre.ItemID
	err := w.one(ctx, "callback-place", &id, customer, queue, phone)
	return id, err
}

// LiveCallbackItem names the promise's item that waits or is at an agent's desk.
func (w *Work) LiveCallbackItem(ctx context.Context, id centre.CallbackID) (centre.ItemID, error) {
	var item centre.ItemID
	err := w.one(ctx, "live-callback-item", &item, id)
	return item, err
}

// The ends of a list that nobody bounded.
var (
	beforeAll = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	afterAll  = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Callbacks gives a page of promises, the first due first.
func (w *Work) Callbacks(ctx context.Context, f callback.Filter, p centre.Page) (centre.List[callback.Callback], error) {
	after, err := p.After()
	if err != nil {
		return centre.List[callback.Callback]{}, err
	}
	if p.Cursor == "" { // this list runs the other way
		after = centre.Key{At: beforeAll, ID: "00000000-0000-0000-0000-000000000000"}
	}
	if f.To.IsZero() {
		f.To = afterAll
	}
	var ids []centre.CallbackID
	by, args := seenBy(f.Reach), []any{after.At, after.ID, p.Size() + 1, f.From, f.To}
	if f.OwnerID != "" || by.queues == nil {
		args = append(args, anyOf(f.States), orNull(f.OwnerID))
		err = w.all(ctx, "callbacks-by-due", &ids, append(args, by.queues, by.own, by.only)...)
	} else {
		args = append(args, eachOf(f.States, callback.States))
		err = w.all(ctx, "callbacks-in-reach", &ids, append(args, by.queues, by.own, by.only)...)
	}
	if err != nil {
		return centre.List[callback.Callback]{}, err
	}
	all, err := w.CallbacksByID(ctx, ids)
	if err != nil {
		return centre.List[callback.Callback]{}, err
	}
	return centre.ListOf(all, p.Size(), func(c callback.Callback) centre.Key { return centre.Key{At: c.DueAt, ID: string(c.ID)} }), nil
}

// CallbacksByID gives promises in the order asked for.
func (w *Work) CallbacksByID(ctx context.Context, ids []centre.CallbackID) ([]callback.Callback, error) {
	var rows []callbackRow
	if err := w.all(ctx, "callbacks-by-id", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	all := make([]callback.Callback, len(rows))
	for i, r := range rows {
		all[i] = r.callback()
	}
	return all, nil
}

// WhoToCall gives what the rules ask about a customer.
func (w *Work) WhoToCall(ctx context.Context, id centre.CustomerID) (callback.Who, error) {
	var r struct {
		Zone    string `db:"zone"`
		Tier    string `db:"tier"`
		Consent string `db:"consent"`
	}
	err := w.one(ctx, "who-to-call", &r, id)
	return callback.Who{Zone: r.Zone, Tier: r.Tier, Consent: r.Consent}, err
}

// WorksHere is NotFound for who does not exist or was shut out.
func (w *Work) WorksHere(ctx context.Context, id centre.AgentID) error {
	var found centre.AgentID
	return w.one(ctx, "works-here", &found, id)
}

// LockPhone makes whoever wants to dial the number wait until the transaction ends.
func (w *Work) LockPhone(ctx context.Context, phone telephone.Number) error {
	_, err := w.exec(ctx, "lock-phone", phone)
	return err
}

// AddPermit keeps a permit, given or refused.
func (w *Work) AddPermit(ctx context.Context, p callback.Permit) error {
	d := p.Decision
	_, err := w.exec(ctx, "add-permit", p.ID, p.CallbackID, p.Phone, p.Purpose, d.Allowed, d.Reason, pq.Array(d.Zones), d.Pack, p.At, d.ValidUntil, p.UsedAt)
	return err
}

// LockPermit reads a callback's permit and holds it.
func (w *Work) LockPermit(ctx context.Context, of centre.CallbackID, id centre.PermitID) (callback.Permit, error) {
	var r struct {
		ID         centre.PermitID   `db:"id"`
		CallbackID centre.CallbackID `db:"callback_id"`
		Phone      telephone.Number  `db:"phone"`
		Purpose    permit.Purpose    `db:"purpose"`
		Allowed    bool              `db:"allowed"`
		Reason     permit.Reason     `db:"reason"`
		Zones      pq.StringArray    `db:"zones"`
		Pack       string            `db:"rule_pack"`
		At         time.Time         `db:"at"`
		ValidUntil time.Time         `db:"valid_until"`
		UsedAt     *time.Time        `db:"used_at"`
	}
	err := w.one(ctx, "lock-permit", &r, id, of)
	return callback.Permit{
		ID: r.ID, CallbackID: r.CallbackID, Phone: r.Phone, Purpose: r.Purpose, At: r.At, UsedAt: r.UsedAt,
		Decision: permit.Decision{Allowed: r.Allowed, Reason: r.Reason, Zones: r.Zones, Pack: r.Pack, ValidUntil: r.ValidUntil},
	}, err
}

// UsePermit notes when a permit was dialled with.
func (w *Work) UsePermit(ctx context.Context, id centre.PermitID, at time.Time) error {
	return w.change(ctx, "use-permit", id, at)
}

// DialsTo gives when the number was dialled since then.
func (w *Work) DialsTo(ctx context.Context, phone telephone.Number, since time.Time) ([]time.Time, error) {
	var at []time.Time
	err := w.all(ctx, "dials-to", &at, phone, since)
	return at, err
}
