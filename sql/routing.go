package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
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
	Bias       int                      `db:"bias"`
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
		Required: r.Required.V, Rings: r.Rings.V, Fields: r.Fields.V, Overflow: r.Overflow.V, Reserve: r.Reserve, Bias: r.Bias, Sticky: sticky, Interruptible: r.Yields, BackAfter: seconds(r.BackAfterS), WhenClosed: r.WhenClosed, Surge: value(r.Surge),
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

// LockPool waits for the right to decide for a pool.
func (w *Work) LockPool(ctx context.Context, pool centre.SiteID) error {
	_, err := w.exec(ctx, "lock-pool", pool)
	return err
}

type lineRow struct {
	QueueID    centre.QueueID  `db:"queue_id"`
	Signature  string          `db:"signature"`
	Tier       string          `db:"tier"`
	Priority   int             `db:"priority"`
	Channel    routing.Channel `db:"channel"`
	Emergency  bool            `db:"emergency"`
	Overflowed bool            `db:"overflowed"`
}

// Lines gives the lines of those queues of a pool, and of all that hold what overflowed into them.
func (w *Work) Lines(ctx context.Context, pool centre.SiteID, queues []centre.QueueID) ([]routing.PoolLine, error) {
	var rows []lineRow
	err := w.all(ctx, "lines", &rows, pool, pq.Array(queues))
	lines := make([]routing.PoolLine, len(rows))
	for i, r := range rows {
		lines[i] = routing.PoolLine{
			Heading:    routing.Heading{QueueID: r.QueueID, Signature: r.Signature, Channel: r.Channel, Tier: r.Tier, Priority: r.Priority, Emergency: r.Emergency},
			Overflowed: r.Overflowed,
		}
	}
	return lines, err
}

// Heads gives the front of a pool; and of all of it what waits for one agent alone or was moved.
func (w *Work) Heads(ctx context.Context, pool centre.SiteID, f routing.Front, now time.Time) ([]routing.Item, error) {
	n := len(f.Lines)
	queues, signatures, tiers, channels := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	priorities, emergencies := make([]int, n), make([]bool, n)
	for i, l := range f.Lines {
		queues[i], signatures[i], tiers[i], channels[i] = string(l.QueueID), l.Signature, l.Tier, string(l.Channel)
		priorities[i], emergencies[i] = l.Priority, l.Emergency
	}
	of, after, upto := make([]string, len(f.Bands)), make([]time.Time, len(f.Bands)), make([]time.Time, len(f.Bands))
	for i, b := range f.Bands {
		of[i], after[i], upto[i] = string(b.QueueID), b.After, b.Upto
	}
	return w.items(ctx, "heads", pool, now, pq.Array(queues), pq.Array(signatures), pq.Array(tiers), pq.Array(priorities), pq.Array(channels),
		pq.Array(emergencies), pq.Array(f.Depths), pq.Array(of), pq.Array(after), pq.Array(upto))
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

// Unchanged counts those of the proposals whose item came back from no offer since then, and
// whose agent's desk did not change.
func (w *Work) Unchanged(ctx context.Context, proposals []routing.Proposal, since time.Time) (int, error) {
	items, agents := make([]centre.ItemID, len(proposals)), make([]centre.AgentID, len(proposals))
	for i, p := range proposals {
		items[i], agents[i] = p.ItemID, p.AgentID
	}
	var n int
	err := w.one(ctx, "unchanged", &n, pq.Array(items), pq.Array(agents), since)
	return n, err
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
