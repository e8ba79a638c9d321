package sql

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/board"
	"switchboard/server/centre/presence"
)

var _ audit.Books = (*Work)(nil)

// LockMark gives how far the auditor came; Busy while another node is at it.
func (w *Work) LockMark(ctx context.Context) (audit.Mark, error) {
	var rows []struct {
		Pos       int64         `db:"pos"`
		ItemID    centre.ItemID `db:"item_id"`
		Decisions int64         `db:"decisions"`
	}
	if err := w.all(ctx, "lock-auditor", &rows); err != nil {
		return audit.Mark{}, err
	}
	if len(rows) == 0 {
		return audit.Mark{}, centre.Faultf(centre.Busy, "another node is auditing")
	}
	return audit.Mark{Pos: rows[0].Pos, ItemID: rows[0].ItemID, Decisions: rows[0].Decisions}, nil
}

// SaveMark keeps how far the auditor came.
func (w *Work) SaveMark(ctx context.Context, m audit.Mark) error {
	return w.change(ctx, "save-auditor", m.Pos, orNull(m.ItemID), m.Decisions, m.CheckedAt)
}

// Touched is what up to limit events after a position are about.
func (w *Work) Touched(ctx context.Context, pos int64, limit int) (audit.Touched, error) {
	var r struct {
		Pos       int64          `db:"pos"`
		Events    int            `db:"events"`
		Decisions int64          `db:"decisions"`
		Items     pq.StringArray `db:"items"`
		Agents    pq.StringArray `db:"agents"`
	}
	err := w.one(ctx, "touched", &r, pos, limit)
	t := audit.Touched{Pos: r.Pos, Events: r.Events, Decisions: r.Decisions}
	for _, id := range r.Items {
		t.Items = append(t.Items, centre.ItemID(id))
	}
	for _, id := range r.Agents {
		t.Agents = append(t.Agents, centre.AgentID(id))
	}
	return t, err
}

// ItemsAfter gives the items among the next limit ids that are kept or were noted, and how far
// it came; empty when it came to the end.
func (w *Work) ItemsAfter(ctx context.Context, id centre.ItemID, limit int) (items []centre.ItemID, last centre.ItemID, err error) {
	var r struct {
		Items pq.StringArray `db:"items"`
		Last  centre.ItemID  `db:"last"`
		More  bool           `db:"more"`
	}
	if err := w.one(ctx, "items-after", &r, orNull(id), limit); err != nil {
		return nil, "", err
	}
	for _, id := range r.Items {
		items = append(items, centre.ItemID(id))
	}
	if r.More {
		last = r.Last
	}
	return items, last, nil
}

// Accounts gives all that is kept of items, each as of one instant.
func (w *Work) Accounts(ctx context.Context, ids []centre.ItemID) ([]audit.Account, error) {
	var rows []struct {
		ID     centre.ItemID         `db:"id"`
		Item   doc[*audit.ItemRow]   `db:"item"`
		Offers doc[[]audit.OfferRow] `db:"offers"`
		Events doc[[]audit.Noted]    `db:"events"`
		Passed doc[[]audit.Passing]  `db:"passed"`
	}
	if err := w.all(ctx, "accounts", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	all := make([]audit.Account, len(rows))
	for i, r := range rows {
		all[i] = audit.Account{ItemID: r.ID, Row: r.Item.V, Offers: r.Offers.V, Events: r.Events.V, Passed: r.Passed.V}
	}
	return all, nil
}

// DeskAccounts gives what is kept of the desks of agents, each as of one instant.
func (w *Work) DeskAccounts(ctx context.Context, ids []centre.AgentID) ([]audit.DeskAccount, error) {
	var rows []struct {
		AgentID  centre.AgentID    `db:"agent_id"`
		Status   presence.Status   `db:"status"`
		Link     presence.Link     `db:"link"`
		Load     int               `db:"load"`
		Yields   int               `db:"yields"`
		Capacity int               `db:"capacity"`
		Mixed    bool              `db:"mixed"`
		Open     doc[[]audit.Held] `db:"open"`
	}
	if err := w.all(ctx, "desk-accounts", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	all := make([]audit.DeskAccount, len(rows))
	for i, r := range rows {
		all[i] = audit.DeskAccount{
			AgentID: r.AgentID, Status: r.Status, Link: r.Link, Load: r.Load, Yields: r.Yields, Capacity: r.Capacity, Mixed: r.Mixed, Open: r.Open.V,
		}
	}
	return all, nil
}

// SaveViolations keeps what was found of the subjects that were looked at, and gives the
// number of those that are new.
func (w *Work) SaveViolations(ctx context.Context, subjects []string, found []audit.Violation, now time.Time) (int, error) {
	type row struct {
		Invariant   string `json:"invariant"`
		SubjectKind string `json:"subject_kind"`
		SubjectID   string `json:"subject_id"`
		What        string `json:"what"`
	}
	rows := make([]row, len(found))
	for i, v := range found {
		rows[i] = row{v.Invariant, v.Subject.Kind, v.Subject.ID, v.What}
	}
	body, err := json.Marshal(rows)
	if err != nil {
		return 0, err
	}
	if _, err := w.exec(ctx, "mend-violations", string(body), pq.Array(subjects), now); err != nil {
		return 0, err
	}
	n, err := w.exec(ctx, "find-violations", string(body), now)
	return int(n), err
}

// BoardAudit gives what the auditor found so far; nil before it looked.
func (w *Work) BoardAudit(ctx context.Context) (*board.Audit, error) {
	var rows []board.Audit
	if err := w.all(ctx, "board-audit", &rows); err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}
