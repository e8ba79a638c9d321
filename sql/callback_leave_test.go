package sql_test

import (
	"sync"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/routing"
)

// machine is a telephone system that dials for Ana, who has accepted a callback.
type machine struct {
	*promising
	id   centre.CallbackID
	item centre.ItemID
	ana  centre.AgentID
	by   centre.Actor
}

func newMachine(t *testing.T) machine {
	t.Helper()
	p := newPromising(t)
	m := machine{promising: p, by: centre.Agent(p.Agent("The telephone system"))}
	m.ana = p.Hire("Ana").Serving(p.queue).Ready(p.Now())
	m.item = p.comesDue(m.ana)
	m.must(m.DB.Get(&m.id, `SELECT callback_id FROM items WHERE id = $1`, m.item))
	p.decide()
	p.accepts(m.ana)
	return m
}

func (m machine) leave() callback.Grant {
	m.t.Helper()
	g, err := m.callbacks.Leave(m.ctx, m.by, m.id)
	m.must(err)
	return g
}

func (m machine) use(g callback.Grant) error {
	_, err := m.callbacks.Use(m.ctx, m.by, m.id, g.PermitID)
	return err
}

func (m machine) report(g callback.Grant, o callback.Outcome) error {
	_, err := m.callbacks.Report(m.ctx, m.by, m.id, g.PermitID, o)
	return err
}

func (m machine) is(state callback.State, attempts int) callback.Callback {
	m.t.Helper()
	c, err := m.callbacks.Callback(m.ctx, m.id)
	m.must(err)
	if c.State != state || c.Attempts != attempts {
		m.t.Fatalf("it is %s after %d attempts, want %s after %d", c.State, c.Attempts, state, attempts)
	}
	return c
}

func TestATelephoneSystemDialsForWhoAccepted(t *testing.T) {
	t.Parallel()
	t.Run("once, and the promise is kept", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		g := m.leave()
		if g.Number != "+442079460018" || g.Agent.ID != string(m.ana) || !g.ValidUntil.Equal(m.Now().Add(time.Minute)) {
			t.Fatalf("it got %+v", g)
		}
		m.is(callback.Offered, 0)
		m.must(m.use(g))
		m.is(callback.Dialing, 1)
		m.wantCode(m.use(g), "permit_used")
		m.must(m.report(g, callback.Reached))
		m.is(callback.Kept, 1)
		m.wantCode(m.report(g, callback.Failed), "over")
		if n := m.Count(`SELECT count(*) FROM contacts WHERE callback_id = $1 AND agent_id = $2 AND outcome = 'reached'`, m.id, m.ana); n != 1 {
			t.Error("the call is not Ana's contact")
		}
	})
	t.Run("not with a permit that has expired", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		g := m.leave()
		m.Pass(time.Minute)
		m.wantCode(m.use(g), "permit_expired")
		m.is(callback.Offered, 0)
		m.wantCode(m.report(g, callback.Reached), "not_dialled")
		m.must(m.use(m.leave()))
	})
	t.Run("not what nobody accepted, nor with another's permit", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		g := m.leave()
		_, err := m.routing.End(m.ctx, m.ana, m.item)
		m.must(err)
		m.wantCode(m.use(g), "not_accepted")
		_, err = m.callbacks.Leave(m.ctx, m.by, m.id)
		m.wantCode(err, "not_accepted")
		if _, err := m.callbacks.Use(m.ctx, m.by, centre.NewID[centre.CallbackID](), g.PermitID); !centre.IsKind(err, centre.NotFound) {
			t.Errorf("with another's: %v", err)
		}
	})
	t.Run("not a customer who took their consent back since", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		g := m.leave()
		m.Exec(`UPDATE customers SET consent = '{"calls": "no"}'`)
		if err := m.use(g); !centre.IsCode(err, "opted_out") {
			t.Errorf("%v", err)
		}
		m.is(callback.Offered, 0)
	})
	t.Run("and when it cannot, it is tried again, and at last broken", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		for try, after := range []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, 0} {
			g := m.leave()
			m.must(m.use(g))
			m.must(m.report(g, callback.Failed))
			if after == 0 {
				m.is(callback.Broken, 4)
				break
			}
			c := m.is(callback.Scheduled, try+1)
			if !c.NextAt.Equal(m.Now().Add(after)) || c.Outcome != callback.Failed {
				t.Fatalf("it is tried next at %s", c.NextAt)
			}
			m.endsAndAcceptsAgain(after)
		}
	})
	t.Run("and when it falls silent, it is not dialling for ever", func(t *testing.T) {
		t.Parallel()
		m := newMachine(t)
		m.must(m.use(m.leave()))
		m.Pass(callback.SettleAfter)
		m.must(m.callbacks.Settle(m.ctx, m.id))
		m.is(callback.Scheduled, 1)
	})
}

// endsAndAcceptsAgain lets Ana put the work down, and take it up when it is due again.
func (m machine) endsAndAcceptsAgain(after time.Duration) {
	m.t.Helper()
	var live centre.ItemID
	m.must(m.DB.Get(&live, `SELECT id FROM items WHERE callback_id = $1 AND state = 'active'`, m.id))
	it, err := m.routing.End(m.ctx, m.ana, live)
	m.must(err)
	if it.State == routing.WrapUp {
		m.Pass(it.WrapUpUntil.Sub(m.Now()))
		m.must(m.routing.EndWrapUp(m.ctx, live))
	}
	c, err := m.callbacks.Callback(m.ctx, m.id)
	m.must(err)
	m.Pass(c.NextAt.Sub(m.Now()))
	m.must(m.callbacks.Due(m.ctx, m.id))
	m.decide()
	m.accepts(m.ana)
}

func TestAPermitIsUsedOnceHoweverOftenAtOnce(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	first, second := m.leave(), m.leave()
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for _, g := range []callback.Grant{first, first, second, second} {
		wg.Go(func() {
			if m.use(g) == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d of four dialled", won)
	}
	m.is(callback.Dialing, 1)
}
