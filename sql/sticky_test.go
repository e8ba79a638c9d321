package sql_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/call"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// regular is a floor where Ines, who calls again, spoke with Ana for five minutes. Bob has had
// nothing to do for longer.
type regular struct {
	*shift
	calls    *call.Service
	support  centre.QueueID
	ana, bob centre.AgentID
}

func newRegular(t *testing.T) *regular {
	t.Helper()
	r := &regular{shift: newShift(t)}
	r.support = r.Queue("Support")
	r.WrapUp(r.support, routing.WrapNone, time.Second, time.Second)
	people := map[string]centre.CustomerID{"ines": r.Customer("Ines", "C"), "omar": r.Customer("Omar", "C")}
	r.calls = call.New(sql.Transact[call.Store](r.Store), r.Now, r.routing, call.Callers{
		Known: func(_ context.Context, phone string) (call.Caller, error) {
			return call.Caller{ID: people[phone], Tier: "C"}, nil
		},
	}, sqltest.Rejoin)
	r.ana = r.Hire("Ana").Serving(r.support).Ready(r.Now())
	r.speaks("ines", 5*time.Minute)
	r.bob = r.Hire("Bob").Serving(r.support).Ready(shiftBegins.Add(-time.Hour))
	return r
}

// calling announces a call and lets the router decide.
func (r *regular) calling(from string, queue centre.QueueID) centre.ItemID {
	r.t.Helper()
	it, err := r.calls.Announce(r.ctx, centre.System, call.Ringing{ExternalID: string(centre.NewID[centre.ContactID]()), From: from, QueueID: queue})
	r.must(err)
	r.decide()
	return it.ID
}

// speaks has Ana take a call and end it after a while.
func (r *regular) speaks(from string, length time.Duration) {
	r.t.Helper()
	id := r.calling(from, r.support)
	r.accepts(r.ana)
	r.Pass(length)
	_, err := r.routing.End(r.ctx, r.ana, id)
	r.must(err)
}

// busyFor has Ana be in a call with somebody else for so long by now.
func (r *regular) busyFor(length time.Duration) {
	r.t.Helper()
	other := r.Arrives(routing.Call, r.support, "C", r.Now())
	_, err := r.routing.Pull(r.ctx, r.ana, false, other.Item)
	r.must(err)
	r.Pass(length)
}

func (r *regular) wantRings(id centre.ItemID, at centre.AgentID) {
	r.t.Helper()
	if got := r.item(id).AgentID; got != at {
		r.t.Errorf("rings at %q, want %q", got, at)
	}
}

func TestWhoCallsAgainReachesWhoKnowsThem(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		before func(*regular)
		at     func(*regular) centre.AgentID // where it rings; empty: nowhere yet
	}{
		"at once":                           {func(*regular) {}, func(r *regular) centre.AgentID { return r.ana }},
		"a day later it is anybody":         {func(r *regular) { r.Pass(24 * time.Hour) }, func(r *regular) centre.AgentID { return r.bob }},
		"not where the queue does not ask":  {func(r *regular) { r.Exec(`UPDATE queues SET sticky_s = 0`) }, func(r *regular) centre.AgentID { return r.bob }},
		"not while they are away":           {func(r *regular) { r.steps(r.ana) }, func(r *regular) centre.AgentID { return r.bob }},
		"soon free: it waits":               {func(r *regular) { r.busyFor(280 * time.Second) }, func(*regular) centre.AgentID { return "" }},
		"busy for longer: it does not wait": {func(r *regular) { r.busyFor(279 * time.Second) }, func(r *regular) centre.AgentID { return r.bob }},
		"busy for as long as the queue lets it wait": {func(r *regular) {
			r.Exec(`UPDATE queues SET sticky_s = 300`)
			r.busyFor(0)
		}, func(*regular) centre.AgentID { return "" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRegular(t)
			tc.before(r)
			id := r.calling("ines", r.support)
			r.wantRings(id, tc.at(r))
		})
	}

	t.Run("for twenty seconds, then anybody", func(t *testing.T) {
		t.Parallel()
		r := newRegular(t)
		r.busyFor(290 * time.Second)
		id := r.calling("ines", r.support)
		r.Pass(19 * time.Second)
		r.decide()
		r.wantRings(id, "")
		r.Pass(time.Second)
		r.decide()
		r.wantRings(id, r.bob)
	})

	t.Run("nobody who is new, and nobody about other matters", func(t *testing.T) {
		t.Parallel()
		r := newRegular(t)
		billing := r.Queue("Billing")
		r.Exec(`INSERT INTO queue_members (queue_id, agent_id) VALUES ($1, $2), ($1, $3)`, billing, r.ana, r.bob)
		r.wantRings(r.calling("ines", billing), r.bob)
	})

	t.Run("busy with what nobody can tell: it waits", func(t *testing.T) {
		t.Parallel()
		r := newRegular(t)
		r.Pass(time.Hour)
		r.busyFor(0)
		r.Exec(`UPDATE offers SET offered_at = offered_at - interval '2 days' WHERE NOT open`)
		r.wantRings(r.calling("ines", r.support), "")
	})
}

// steps has an agent step away.
func (r *regular) steps(agent centre.AgentID) {
	r.t.Helper()
	r.must(r.routing.Declare(r.ctx, centre.Agent(agent), agent, presence.Declaration{Status: presence.Away, Reason: "break"}))
}

func TestWhatCanWaitIsKeptInTheHoursOfItsQueue(t *testing.T) {
	t.Parallel()
	n := newNight(t)
	ana := n.Hire("Ana").Serving(n.queue).Ready(n.Now())
	o := contact.Opening{Channel: routing.Email, CustomerID: n.Customer("Ines", "C"), Tier: "C", QueueID: n.queue, Subject: "help", Preferred: ana}
	n.must(n.Store.Do(n.ctx, func(w *sql.Work) error {
		_, it, err := contact.Open(n.ctx, w, centre.System, o, sqltest.Rejoin, n.Now())
		if want := n.opens.Add(4 * time.Hour); !it.PreferredUntil.Equal(want) {
			t.Errorf("kept until %s, want %s", it.PreferredUntil, want)
		}
		return err
	}))
}
