package sql_test

import (
	"errors"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
)

// promising is a shift that promises calls: to a Londoner, at twenty past nine.
type promising struct {
	*shift
	callbacks *callback.Service
	queue     centre.QueueID
	customer  centre.CustomerID
}

func newPromising(t *testing.T) *promising {
	t.Helper()
	s := newShift(t)
	return &promising{
		shift: s, queue: s.Queue("Callbacks"), customer: s.Customer("Cara", "B"),
		callbacks: callback.New(sql.Transact[callback.Store](s.Store), s.Store.Read(), s.Now, callback.Click{}, s.waits),
	}
}

func (p *promising) ask(owner centre.AgentID) callback.Promise {
	return callback.Promise{
		Ask:        callback.Ask{Phone: "+442079460018", Local: "2026-11-23T09:20", Zone: "Europe/London"},
		CustomerID: p.customer, QueueID: p.queue, OwnerID: owner, Topic: "The second invoice",
	}
}

// comesDue promises a call in an agent's name, lets its time come and gives its item.
func (p *promising) comesDue(owner centre.AgentID) centre.ItemID {
	p.t.Helper()
	c, err := p.callbacks.Promise(p.ctx, centre.Agent(owner), p.ask(owner))
	p.must(err)
	p.Pass(c.DueAt.Sub(p.Now()))
	p.must(p.callbacks.Due(p.ctx, c.ID))
	var id centre.ItemID
	p.must(p.DB.Get(&id, `SELECT id FROM items WHERE callback_id = $1`, c.ID))
	return id
}

func (p *promising) declares(agent centre.AgentID, what presence.Declaration) {
	p.t.Helper()
	p.must(p.routing.Declare(p.ctx, centre.Agent(agent), agent, what))
}

func TestAPromiseWaitsForItsOwner(t *testing.T) {
	t.Parallel()
	onBreak := presence.Declaration{Status: presence.Away, Reason: "break"}

	for name, steps := range map[string]struct {
		away func(*promising, centre.AgentID) // what its owner does before it is due
		held bool
	}{
		"who is on a break":                      {func(p *promising, ana centre.AgentID) { p.declares(ana, onBreak) }, true},
		"who has another customer, then a break": {func(p *promising, ana centre.AgentID) { p.isBusy(ana); p.declares(ana, next(onBreak)) }, true},
		"whose console is silent for a moment": {func(p *promising, ana centre.AgentID) {
			p.Exec(`UPDATE presence SET link = 'grace' WHERE agent_id = $1`, ana)
		}, true},
		"but not for who signed out": {func(p *promising, ana centre.AgentID) {
			p.declares(ana, presence.Declaration{Status: presence.Offline})
		}, false},
		"nor for whose console was lost": {func(p *promising, ana centre.AgentID) {
			p.Exec(`UPDATE presence SET link = 'lost' WHERE agent_id = $1`, ana)
		}, false},
		"nor for who leaves after their customer": {func(p *promising, ana centre.AgentID) {
			p.isBusy(ana)
			p.declares(ana, next(presence.Declaration{Status: presence.Offline}))
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPromising(t)
			ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
			steps.away(p, ana)
			ben := p.Hire("Ben").Serving(p.queue).Ready(p.Now())
			item := p.comesDue(ana)
			p.Pass(10*time.Minute - time.Second)
			p.decide()
			if rings := len(p.rings(ben)) == 1; rings == steps.held {
				t.Fatalf("it rings at a colleague's desk: %v", rings)
			}
			p.Pass(time.Second)
			p.decide()
			p.wantItem(item, routing.Offered, ben, p.item(item).EnqueuedAt)
		})
	}
}

// isBusy gives the agent a call of another queue.
func (p *promising) isBusy(agent centre.AgentID) {
	p.t.Helper()
	other := p.Queue("Support")
	p.Exec(`INSERT INTO queue_members (queue_id, agent_id) VALUES ($1, $2)`, other, agent)
	p.Arrives(routing.Call, other, "C", p.Now())
	p.decide()
	p.accepts(agent)
}

func next(what presence.Declaration) presence.Declaration {
	what.Next = true
	return what
}

func TestAPromiseIsItsOwnersInAnyQueue(t *testing.T) {
	t.Parallel()
	p := newPromising(t)
	p.Require(p.queue, p.Skill("Spanish"), 5)
	ana := p.Hire("Ana").Ready(p.Now()) // serves nothing, and speaks no Spanish
	item := p.comesDue(ana)
	p.decide()
	p.wantItem(item, routing.Offered, ana, p.Now())

	p.must(p.routing.Reject(p.ctx, ana, p.ring(ana), "in a meeting"))
	p.Pass(11 * time.Minute)
	p.decide()
	if offers := p.rings(ana); len(offers) != 1 {
		t.Errorf("%d offers ring though nobody else is there and its time alone is over", len(offers))
	}
}

func TestAPromiseIsMadeForWhoWorksHere(t *testing.T) {
	t.Parallel()
	p := newPromising(t)
	ana := p.Hire("Ana").Serving(p.queue).Ready(p.Now())
	gone := p.Hire("Gone").SignedOut(p.Now())
	made, err := p.callbacks.Promise(p.ctx, centre.Agent(ana), p.ask(gone))
	p.must(err)
	p.Exec(`UPDATE agents SET active = false WHERE id = $1`, gone)

	for _, owner := range []centre.AgentID{gone, centre.NewID[centre.AgentID]()} {
		ask := p.ask(owner)
		ask.Local = "2026-11-23T10:00"
		var f *centre.Fault
		if _, err := p.callbacks.Promise(p.ctx, centre.Agent(ana), ask); !errors.As(err, &f) || f.Kind != centre.Invalid || f.Fields[0].Field != "owner_id" {
			t.Errorf("promised for %s: %v", owner, err)
		}
	}

	moved, err := p.callbacks.Move(p.ctx, centre.Agent(ana), made.ID, "2026-11-23T11:00", "Europe/London")
	if err != nil || moved.Owner != nil {
		t.Errorf("moved for who left: %+v, %v", moved, err)
	}
}
