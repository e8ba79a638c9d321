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

// parking is an agent of an exclusive team with two e-mails in hand, and so with full hands.
type parking struct {
	*shift
	support       centre.QueueID
	ana           centre.AgentID
	first, second centre.ItemID
}

func newParking(t *testing.T) *parking {
	t.Helper()
	s := newShift(t)
	p := &parking{shift: s, support: s.Queue("Support")}
	p.ana = s.Hire("Ana").Serving(p.support).Ready(s.Now())
	p.first, p.second = p.email(), p.email()
	p.wantDesk(p.ana, presence.OnContact, 100)
	return p
}

// email comes, and Ana takes it.
func (p *parking) email() centre.ItemID {
	p.t.Helper()
	p.Arrives(routing.Email, p.support, "C", p.Now())
	if p.decideAsPure() != 1 {
		p.t.Fatal("nobody is offered the e-mail")
	}
	return p.accepts(p.ana)
}

// calls rings at Ana's desk.
func (p *parking) calls() centre.ContactID {
	p.t.Helper()
	call := p.Arrives(routing.Call, p.support, "C", p.Now())
	if p.decideAsPure() != 1 || p.item(call.Item).AgentID != p.ana {
		p.t.Fatal("the call waits behind e-mail")
	}
	return call.Contact
}

// wantParked asks for what is parked, and that whatever was, and is not over, is noted twice:
// parked and back.
func (p *parking) wantParked(want ...centre.ItemID) {
	p.t.Helper()
	for _, id := range []centre.ItemID{p.first, p.second} {
		is := false
		for _, w := range want {
			is = is || w == id
		}
		if p.item(id).Parked != is {
			p.t.Errorf("%s is parked: %v", id, !is)
		}
		noted := p.Count(`SELECT count(*) FILTER (WHERE kind = 'item.parked') - count(*) FILTER (WHERE kind = 'item.resumed') FROM journal WHERE subject_id = $1`, id)
		if over := p.item(id).State.Final(); !over && (noted == 1) != is || noted > 1 {
			p.t.Errorf("%s was parked %d times more than brought back", id, noted)
		}
	}
	p.checkInvariants()
	p.stampAll()
	a := audit.NewAuditor(sql.Transact[audit.Books](p.Store), p.Now)
	for more := true; more; {
		var err error
		_, more, err = a.Pass(p.ctx)
		p.must(err)
	}
	if n := p.Count(`SELECT count(*) FROM violations WHERE mended_at IS NULL`); n != 0 {
		var what []string
		p.must(p.DB.Select(&what, `SELECT what FROM violations WHERE mended_at IS NULL`))
		p.t.Errorf("the auditor finds %v", what)
	}
}

func TestWhoTakesACallParksTheirEmail(t *testing.T) {
	t.Parallel()
	p := newParking(t)
	caller := p.calls()
	p.wantDesk(p.ana, presence.OnContact, 200) // it only rings
	p.wantParked()
	call := p.accepts(p.ana)
	p.wantDesk(p.ana, presence.OnContact, 100)
	p.wantParked(p.first, p.second)
	p.Arrives(routing.Email, p.support, "A", p.Now())
	p.Arrives(routing.Call, p.support, "A", p.Now())
	if p.decideAsPure() != 0 {
		t.Error("something rings beside the call")
	}
	p.leaves(caller)
	p.wantDesk(p.ana, presence.WrapUp, 100)
	p.wantParked(p.first, p.second)
	_, err := p.contacts.Finish(p.ctx, p.ana, call, contact.Result{})
	p.must(err)
	p.wantDesk(p.ana, presence.OnContact, 100)
	p.wantParked()
	p.wantItem(p.first, routing.Active, p.ana, shiftBegins)
}

func TestACallThatIsNotTakenParksNothing(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*parking, centre.ContactID){
		"declined": func(p *parking, _ centre.ContactID) { p.must(p.routing.Reject(p.ctx, p.ana, p.ring(p.ana), "busy")) },
		"missed": func(p *parking, _ centre.ContactID) {
			rung := p.ring(p.ana)
			p.Pass(time.Minute)
			p.must(p.routing.Expire(p.ctx, rung))
		},
		"hung up": func(p *parking, caller centre.ContactID) { p.leaves(caller) },
		"away": func(p *parking, _ centre.ContactID) {
			p.must(p.routing.Declare(p.ctx, centre.Agent(p.ana), p.ana, presence.Declaration{Status: presence.Away, Reason: "break"}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newParking(t)
			end(p, p.calls())
			p.wantDesk(p.ana, presence.OnContact, 100)
			p.wantParked()
		})
	}
}

func TestParkedWorkIsBackHoweverTheCallIsLost(t *testing.T) {
	t.Parallel()
	p := newParking(t)
	p.calls()
	call := p.accepts(p.ana)
	_, err := p.routing.Transfer(p.ctx, p.ana, call, routing.Destination{QueueID: p.Queue("Billing")})
	p.must(err)
	p.wantDesk(p.ana, presence.OnContact, 100)
	p.wantParked()
}

func TestParkedWorkThatEndsWeighsNothing(t *testing.T) {
	t.Parallel()
	p := newParking(t)
	caller := p.calls()
	call := p.accepts(p.ana)
	_, err := p.routing.End(p.ctx, p.ana, p.first)
	p.must(err)
	p.wantDesk(p.ana, presence.OnContact, 100)
	_, err = p.contacts.Finish(p.ctx, p.ana, p.first, contact.Result{})
	p.must(err)
	p.wantParked(p.second)
	p.leaves(caller)
	_, err = p.contacts.Finish(p.ctx, p.ana, call, contact.Result{})
	p.must(err)
	p.wantDesk(p.ana, presence.OnContact, 50)
	p.wantParked()
}

func TestParkedWorkOfWhoIsLostWaitsInItsPlace(t *testing.T) {
	t.Parallel()
	p := newParking(t)
	p.calls()
	call := p.accepts(p.ana)
	node := centre.NewID[centre.NodeID]()
	_, err := p.presence.Linked(p.ctx, p.ana, node)
	p.must(err)
	p.must(p.routing.Fade(p.ctx, p.ana, node))
	p.Pass(presence.LostAfter)
	p.must(p.routing.Lose(p.ctx, p.ana))
	p.wantItem(p.first, routing.Queued, "", shiftBegins)
	p.wantItem(p.second, routing.Queued, "", shiftBegins)
	p.wantItem(call, routing.Active, p.ana, shiftBegins)
	p.wantDesk(p.ana, presence.OnContact, 100)
	p.checkInvariants()
}

func TestWorkOfAQueueThatIsNotInterruptibleHoldsItsAgent(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET interruptible = false WHERE id = $1`, support)
	p := &parking{shift: s, support: support, ana: s.Hire("Ana").Serving(support).Ready(s.Now())}
	p.email()
	s.Arrives(routing.Call, support, "C", s.Now())
	if s.decideAsPure() != 0 {
		t.Error("a call rings beside it")
	}
}

func TestInAMixedTeamNothingIsParked(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	p := &parking{shift: s, support: support, ana: s.Hire("Ana").Serving(support).In(s.MixedTeam("Mixed")).Ready(s.Now())}
	p.first = p.email()
	p.calls()
	p.accepts(p.ana)
	p.wantDesk(p.ana, presence.OnContact, 84)
	if p.item(p.first).Parked {
		t.Error("it is parked")
	}
}

func TestTheAuditorFindsWhatIsParkedForNothing(t *testing.T) {
	t.Parallel()
	p := newParking(t)
	p.Exec(`UPDATE offers SET parked = true WHERE item_id = $1`, p.first)
	p.Exec(`UPDATE presence SET load = 50, yields = 50`)
	accounts, err := p.Store.Read().DeskAccounts(p.ctx, []centre.AgentID{p.ana})
	p.must(err)
	var found []string
	for _, v := range accounts[0].Examine() {
		found = append(found, v.Invariant)
	}
	if diff := cmp.Diff([]string{audit.Parked}, found); diff != "" {
		t.Error(diff)
	}
}
