package sql_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
)

// audited is a shift with an auditor.
type audited struct {
	*shift
	auditor *audit.Auditor
	ana     centre.AgentID
	served  centre.ItemID
}

// newAudited is a shift with something of everything behind it: a call served, a chat
// declined and taken back, one that rings and one that waits.
func newAudited(t *testing.T) *audited {
	t.Helper()
	s := newShift(t)
	a := &audited{shift: s, auditor: audit.NewAuditor(sql.Transact[audit.Books](s.Store), s.Now)}
	support := s.Queue("Support")
	a.ana = s.Hire("Ana").Serving(support).Ready(s.Now())
	ben := s.Hire("Ben").Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	s.Pass(time.Second)
	s.decide()
	a.served = s.accepts(a.ana)
	s.leaves(call.Contact)
	_, err := s.contacts.Finish(s.ctx, a.ana, a.served, contact.Result{})
	s.must(err)
	s.Arrives(routing.Chat, support, "A", s.Now())
	s.decide()
	s.must(s.routing.Reject(s.ctx, ben, s.ring(ben), "busy"))
	s.decide()
	s.must(s.routing.Declare(s.ctx, centre.Agent(ben), ben, presence.Declaration{Status: presence.Away, Reason: "break"}))
	s.Arrives(routing.Call, support, "B", s.Now())
	s.stampAll()
	return a
}

func (s *shift) stampAll() {
	s.t.Helper()
	for {
		events, err := s.Store.Stamp(s.ctx, 500, func(*sql.Work, []centre.Stamped) error { return nil })
		s.must(err)
		if len(events) == 0 {
			return
		}
	}
}

// pass lets the auditor look until there is nothing more, and gives what stands.
func (a *audited) pass() []string {
	a.t.Helper()
	for more := true; more; {
		var err error
		_, more, err = a.auditor.Pass(a.ctx)
		a.must(err)
	}
	standing := []string{}
	a.must(a.DB.Select(&standing, `SELECT DISTINCT invariant FROM violations WHERE mended_at IS NULL ORDER BY invariant`))
	return standing
}

func TestTheAuditorFindsNothingWhereNothingIs(t *testing.T) {
	t.Parallel()
	a := newAudited(t)
	if found := a.pass(); len(found) > 0 {
		t.Error(found)
	}
	b, err := a.Store.Read().BoardAudit(a.ctx)
	a.must(err)
	if b == nil || b.Decisions != 3 || b.Violations != 0 || !b.CheckedAt.Equal(a.Now()) {
		t.Errorf("the board says %+v", b)
	}
	a.pass()
	if b, err = a.Store.Read().BoardAudit(a.ctx); err != nil || b.Decisions != 3 {
		t.Errorf("decisions were counted again: %+v, %v", b, err)
	}
	v, err := a.auditor.Everything(a.ctx)
	if err != nil || v.Decisions != 3 || len(v.Violations) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// What is broken behind the journal's back is named at the next pass, and forgotten when it
// is mended.
func TestTheAuditorNamesWhatIsBroken(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		breaks, mends string
		want          []string
	}{
		"a lost item": {
			`UPDATE items SET state = 'cancelled', ended_at = now() WHERE state = 'queued'`,
			`UPDATE items SET state = 'queued', ended_at = NULL WHERE state = 'cancelled'`, []string{audit.Conserved},
		},
		"work served again": {
			`UPDATE items SET state = 'queued' WHERE state = 'completed'`,
			`UPDATE items SET state = 'completed' WHERE state = 'queued' AND ended_at IS NOT NULL`, []string{audit.Conserved, audit.OneEnd},
		},
		"a place given away": {
			`UPDATE items SET enqueued_at = enqueued_at - interval '1 hour' WHERE state = 'queued'`,
			`UPDATE items SET enqueued_at = enqueued_at + interval '1 hour' WHERE state = 'queued'`, []string{audit.Place},
		},
		"an offer that never ends": {
			`UPDATE offers SET expires_at = expires_at - interval '1 hour' WHERE state = 'pending'`,
			`UPDATE offers SET expires_at = expires_at + interval '1 hour' WHERE state = 'pending'`, []string{audit.OneEnd},
		},
		"an offer to two": {
			`UPDATE offers SET open = true WHERE state = 'accepted'`,
			`UPDATE offers SET open = false WHERE state = 'accepted'`, []string{audit.Capacity, audit.OneOffer},
		},
		"a load that nobody carries": {
			`UPDATE presence SET load = load + 7`, `UPDATE presence SET load = load - 7`, []string{audit.Capacity},
		},
		"an offer to who asked to leave": {
			`UPDATE journal SET data = data || '{"next_status": "away"}' WHERE kind = 'agent.state_changed'`,
			`UPDATE journal SET data = data || '{"next_status": ""}' WHERE kind = 'agent.state_changed'`, []string{audit.NobodyThere},
		},
		"an offer to an empty desk": {
			`UPDATE presence SET link = 'lost'`, `UPDATE presence SET link = 'connected'`, []string{audit.NobodyThere},
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			a := newAudited(t)
			a.pass()
			a.Exec(c.breaks)
			if diff := cmp.Diff(c.want, a.pass()); diff != "" {
				t.Errorf("found (-want +got): %s", diff)
			}
			a.Exec(c.mends)
			if found := a.pass(); len(found) > 0 {
				t.Errorf("mended, and still found: %v", found)
			}
		})
	}
}

// What is gone with all that was kept of it, and long after the auditor looked at it, is
// missed by the journal.
func TestTheAuditorMissesWhatIsGone(t *testing.T) {
	t.Parallel()
	a := newAudited(t)
	if found := a.pass(); len(found) > 0 {
		t.Fatal(found)
	}
	a.Exec(`DELETE FROM offers WHERE item_id = $1`, a.served)
	a.Exec(`DELETE FROM items WHERE id = $1`, a.served)
	if diff := cmp.Diff([]string{audit.Conserved}, a.pass()); diff != "" {
		t.Errorf("the next pass (-want +got): %s", diff)
	}
	gone := audit.Violation{Invariant: audit.Conserved, Subject: centre.Subject{Kind: "item", ID: string(a.served)}, What: "the journal knows it, and it is gone"}
	v, err := a.auditor.Everything(a.ctx)
	if diff := cmp.Diff(map[audit.Violation]bool{gone: true}, v.Violations); diff != "" || err != nil {
		t.Errorf("all that is kept (-want +got): %s, %v", diff, err)
	}
}

// The walk comes by everything once, whatever else was noted, in steps as small as one.
func TestTheAuditorsWalkComesByEveryItem(t *testing.T) {
	t.Parallel()
	a := newAudited(t)
	var want, came []centre.ItemID
	a.must(a.DB.Select(&want, `SELECT id FROM items ORDER BY id`))
	books := a.Store.Read()
	for last, more := centre.ItemID(""), true; more; more = last != "" {
		var items []centre.ItemID
		var err error
		items, last, err = books.ItemsAfter(a.ctx, last, 1)
		a.must(err)
		came = append(came, items...)
	}
	if diff := cmp.Diff(want, came); diff != "" {
		t.Errorf("it came by (-want +got): %s", diff)
	}
}

func TestOneAuditorWorksAtATime(t *testing.T) {
	t.Parallel()
	a := newAudited(t)
	a.must(a.Store.Do(a.ctx, func(w *sql.Work) error {
		if _, err := w.LockMark(a.ctx); err != nil {
			return err
		}
		if _, _, err := a.auditor.Pass(a.ctx); !centre.IsKind(err, centre.Busy) {
			t.Errorf("a second one got %v", err)
		}
		return nil
	}))
}
