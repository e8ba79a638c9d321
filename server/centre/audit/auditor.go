package audit

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// How much one pass looks at, so that it stays short whatever is kept.
const (
	eventsAtOnce   = 500
	subjectsAtOnce = 500 // of all that was ever noted or is kept, in turn, beside those to which something happened
)

// Mark is how far the auditor came.
type Mark struct {
	Pos       int64         // of the stream
	ItemID    centre.ItemID // of the walk through all items; empty: it begins
	Decisions int64         // offers among the events up to there
	CheckedAt time.Time
}

// Touched is what the events after a position are about.
type Touched struct {
	Pos       int64 // of the last of them
	Events    int
	Decisions int64
	Items     []centre.ItemID
	Agents    []centre.AgentID
}

// Books are what the auditor reads and keeps, in one transaction.
type Books interface {
	// LockMark gives how far the auditor came; Busy while another node is at it.
	LockMark(ctx context.Context) (Mark, error)
	SaveMark(ctx context.Context, m Mark) error
	Touched(ctx context.Context, pos int64, limit int) (Touched, error)
	// ItemsAfter gives the items among the next limit ids that a table of items or the journal
	// has, and how far it came: items that are there no more as well. Empty when it came to the end.
	ItemsAfter(ctx context.Context, id centre.ItemID, limit int) (items []centre.ItemID, last centre.ItemID, err error)
	Accounts(ctx context.Context, ids []centre.ItemID) ([]Account, error)
	DeskAccounts(ctx context.Context, ids []centre.AgentID) ([]DeskAccount, error)
	// SaveViolations keeps what was found of the subjects that were looked at, and marks as
	// mended what is not found any more. It gives the number of those that are new.
	SaveViolations(ctx context.Context, subjects []string, found []Violation, now time.Time) (int, error)
}

// Auditor folds the journal as it grows, compares it with the tables, and walks through
// all items besides. Any number may run; one works at a time.
type Auditor struct {
	tx    centre.Transactor[Books]
	clock centre.Clock
}

// NewAuditor makes the auditor.
func NewAuditor(tx centre.Transactor[Books], clock centre.Clock) *Auditor {
	return &Auditor{tx, clock}
}

// Pass looks at the next events and the next items. It gives the violations that are new,
// and whether there is more to catch up with.
func (a *Auditor) Pass(ctx context.Context) (fresh int, more bool, err error) {
	err = a.tx.Do(ctx, func(w Books) error {
		mark, err := w.LockMark(ctx)
		if err != nil {
			return err
		}
		touched, err := w.Touched(ctx, mark.Pos, eventsAtOnce)
		if err != nil {
			return err
		}
		walked, last, err := w.ItemsAfter(ctx, mark.ItemID, subjectsAtOnce)
		if err != nil {
			return err
		}
		mark.ItemID = last
		now := a.clock()
		found, subjects, err := examine(ctx, w, append(touched.Items, walked...), touched.Agents, now)
		if err != nil {
			return err
		}
		if fresh, err = w.SaveViolations(ctx, subjects, found, now); err != nil {
			return err
		}
		mark.Pos, mark.CheckedAt, more = touched.Pos, now, touched.Events == eventsAtOnce
		mark.Decisions += touched.Decisions
		return w.SaveMark(ctx, mark)
	})
	return fresh, more, err
}

// examine gives what is wrong with the items, and with the desks of the agents and of
// whoever was offered one of the items; and whose promises were looked at.
func examine(ctx context.Context, w Books, items []centre.ItemID, agents []centre.AgentID, now time.Time) (found []Violation, subjects []string, err error) {
	accounts, err := w.Accounts(ctx, items)
	if err != nil {
		return nil, nil, err
	}
	for i := range accounts {
		found = append(found, accounts[i].Examine(now)...)
		subjects = append(subjects, string(accounts[i].ItemID))
		for _, o := range accounts[i].Offers {
			agents = append(agents, o.AgentID)
		}
	}
	slices.Sort(agents)
	desks, err := w.DeskAccounts(ctx, slices.Compact(agents))
	if err != nil {
		return nil, nil, err
	}
	for i := range desks {
		found = append(found, desks[i].Examine()...)
		subjects = append(subjects, string(desks[i].AgentID))
	}
	return found, subjects, nil
}

// Verdict is what all that is kept came to.
type Verdict struct {
	Decisions  int64
	Violations map[Violation]bool
}

// Everything examines all items and the desks of all who were offered one, and keeps
// nothing.
func (a *Auditor) Everything(ctx context.Context) (Verdict, error) {
	v := Verdict{Violations: map[Violation]bool{}}
	for pos, more := int64(0), true; more; {
		err := a.tx.Do(ctx, func(w Books) error {
			touched, err := w.Touched(ctx, pos, eventsAtOnce)
			if err != nil {
				return err
			}
			pos, more = touched.Pos, touched.Events == eventsAtOnce
			v.Decisions += touched.Decisions
			return nil
		})
		if err != nil {
			return v, err
		}
	}
	for last, more := centre.ItemID(""), true; more; {
		err := a.tx.Do(ctx, func(w Books) error {
			var items []centre.ItemID
			var err error
			if items, last, err = w.ItemsAfter(ctx, last, subjectsAtOnce); err != nil {
				return err
			}
			more = last != ""
			found, _, err := examine(ctx, w, items, nil, a.clock())
			for _, f := range found {
				v.Violations[f] = true
			}
			return err
		})
		if err != nil {
			return v, err
		}
	}
	return v, nil
}
