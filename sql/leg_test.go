package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/report"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// Each queue keeps what was waited and served in it: a transfer neither takes away that a
// call was answered, nor makes the next queue's wait of the talk before it.
func TestEachQueueCountsItsOwnLeg(t *testing.T) {
	t.Parallel()
	h := newHanding(t) // accepted at once by Ana, of Support
	h.Pass(4 * time.Minute)
	h.handsOn(routing.Destination{QueueID: h.billing})
	row := func(name string) board.QueueRow {
		t.Helper()
		b, err := board.New(h.Store.Read(), wait.New(h.Store.Read(), h.Now), h.Store, h.Now).Board(h.ctx, "")
		h.must(err)
		for _, q := range b.Queues {
			if q.Name == name {
				return q
			}
		}
		t.Fatalf("no queue %s", name)
		return board.QueueRow{}
	}
	h.Pass(5 * time.Second)
	if r := row("Billing"); r.LongestS != 5 || r.OfferedToday != 1 || r.AnsweredToday != 0 {
		t.Errorf("while it rings in the next: %+v", r)
	}
	h.accepts(h.bob)
	if r := row("Support"); r.OfferedToday != 1 || r.AnsweredToday != 1 || r.InTargetToday != 1 || *r.SL != 1 || *r.ASA != 0 {
		t.Errorf("the first: %+v", r)
	}
	if r := row("Billing"); r.OfferedToday != 1 || r.AnsweredToday != 1 || r.InTargetToday != 1 || *r.ASA != 5 {
		t.Errorf("the next: %+v", r)
	}
	r, err := report.New(h.Store.Read(), h.Now).Queues(h.ctx, report.Ask{Date: h.Now().UTC().Format(time.DateOnly)})
	h.must(err)
	if support := r.Rows[len(r.Rows)-1]; support.Name != "Support" || support.Handled != 1 || *support.AHT != 240 {
		t.Errorf("reported: %+v", r.Rows)
	}
}

// Who came back from a queue where nobody took them was offered there, and went on from there.
func TestALegThatNobodyTookWentElsewhere(t *testing.T) {
	t.Parallel()
	h := newHanding(t)
	h.Require(h.billing, h.Skill("Tax"), 5)
	h.Pass(time.Minute)
	h.handsOn(routing.Destination{QueueID: h.billing})
	h.Pass(40 * time.Second)
	if h.comesBack() != 1 {
		t.Fatal("it did not come back")
	}
	b, err := board.New(h.Store.Read(), wait.New(h.Store.Read(), h.Now), h.Store, h.Now).Board(h.ctx, "")
	h.must(err)
	for _, q := range b.Queues {
		switch q.Name {
		case "Billing":
			if q.OfferedToday != 1 || q.AnsweredToday != 0 || q.AbandonedToday != 0 || q.Overflowed != 1 || q.SL != nil {
				t.Errorf("where nobody took it: %+v", q)
			}
		case "Support":
			if q.OfferedToday != 2 || q.AnsweredToday != 1 || q.LongestS != 0 {
				t.Errorf("where it came back: %+v", q)
			}
		}
	}
}

// Whoever is transferred begins at the first ring of the next queue, however long they talked.
func TestATransferBeginsAtTheFirstRing(t *testing.T) {
	t.Parallel()
	h := newHanding(t)
	tax := h.Skill("Tax")
	h.Rings(h.billing, routing.Ring{Min: map[centre.SkillID]int{tax: 5}}, routing.Ring{AfterS: 120})
	h.Pass(4 * time.Minute)
	h.handsOn(routing.Destination{QueueID: h.billing})
	if it := h.item(h.call.Item); it.State != routing.Queued {
		t.Errorf("rings with who knows nothing of it: %+v", it)
	}
}
