package sql_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// backlog is a floor with as many agents, who have no room, as waiting items, in five queues.
func backlog(t *testing.T, size int, now time.Time) *sqltest.Floor {
	t.Helper()
	f := sqltest.NewFloor(t)
	for _, name := range []string{"0", "1", "2", "3", "4"} {
		f.Queue(name)
	}
	f.Exec(`INSERT INTO agents (id, site_id, email, name, role, created_at)
	        SELECT gen_random_uuid(), $1, n || '@example.com', n::text, 'agent', $3 FROM generate_series(1, $2::int) n`, f.Site, size, now)
	f.Exec(`INSERT INTO queue_members (queue_id, agent_id) SELECT q.id, a.id FROM queues q, agents a`)
	f.Exec(`INSERT INTO presence (agent_id, status, state, link, load, status_since, state_since, link_since, last_idle_at)
	        SELECT id, 'available', 'on_contact', 'connected', 100, $1, $1, $1, $1 FROM agents`, now)
	f.Exec(`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load)
	        SELECT agent_id, version, $1, status, reason, state, link, load FROM presence`, now)
	f.Exec(`INSERT INTO customers (id, name, created_at) SELECT gen_random_uuid(), n::text, $2 FROM generate_series(1, $1::int) n`, size, now)
	f.Exec(`INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at)
	        SELECT gen_random_uuid(), 'chat', c.id, q.id, $1 FROM customers c JOIN queues q ON q.name::int = c.name::int % 5`, now)
	f.Exec(`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, weight, state, enqueued_at)
	        SELECT gen_random_uuid(), $1, queue_id, 'chat', id, customer_id, 33, 'queued', opened_at FROM contacts`, f.Site)
	return f
}

// A decision asks the database as often for a thousand who wait and a thousand agents as
// for ten, and as often for a batch of offers as for one.
func TestADecisionAsksTheDatabaseAsOftenWhateverWaits(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	round := func(size, free int) (asked int) {
		f := backlog(t, size, now)
		f.Exec(`UPDATE presence SET load = 0, state = 'ready' WHERE agent_id IN (SELECT id FROM agents WHERE name::int <= $1)`, free)
		router := routing.New(sql.Transact[routing.Batch](f.Store), func() time.Time { return now }, routing.Follows{})
		made := 0
		asked = sqltest.Counted(t, f.DSN, func() {
			var err error
			if made, err = router.Round(context.Background(), f.Site); err != nil {
				t.Fatal(err)
			}
		})
		if made < free || free == 0 && made > 0 {
			t.Fatalf("%d offers were made where %d were free", made, free)
		}
		return asked
	}
	one := round(10, 1)
	t.Logf("a decision takes %d statements", one)
	for _, c := range []struct{ size, free int }{{1000, 1}, {10, 8}, {1000, 150}} {
		if asked := round(c.size, c.free); asked != one {
			t.Errorf("with %d waiting, as many agents and %d of them free a decision takes %d statements, with 10 and one %d", c.size, c.free, asked, one)
		}
	}
	if few, many := round(10, 0), round(1000, 0); few != many {
		t.Errorf("with nobody free a decision takes %d statements where 10 wait and %d where 1,000 do", few, many)
	}
}

// What a chat costs is mostly how often the database is asked. These are the numbers now, with
// what begins and ends each transaction; who asks less lowers them here.
func TestHowOftenAChatAsksTheDatabase(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	offer := func() (id centre.OfferID) {
		k.must(k.DB.Get(&id, `SELECT id FROM offers WHERE open`))
		return id
	}
	steps := []struct {
		what string
		most int
		do   func(offer centre.OfferID) error
	}{
		{"is begun by a visitor", 19, func(centre.OfferID) error {
			_, _, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
			return err
		}},
		{"is offered", 18, func(centre.OfferID) error {
			_, err := k.routing.Round(k.ctx, k.Site)
			return err
		}},
		{"is accepted", 12, func(id centre.OfferID) error {
			_, err := k.routing.Accept(k.ctx, k.ana, id)
			return err
		}},
		{"goes on", 8, func(centre.OfferID) error {
			_, err := k.chats.Say(k.ctx, k.visitor, saying("second", "still there?"))
			return err
		}},
		{"is left by the visitor", 14, func(centre.OfferID) error { return k.chats.Leave(k.ctx, k.visitor) }},
	}
	var known centre.OfferID
	for _, s := range steps {
		asked := sqltest.Counted(t, k.DSN, func() { k.must(s.do(known)) })
		if asked > s.most {
			t.Errorf("a chat that %s asks %d times, not %d", s.what, asked, s.most)
		}
		t.Logf("a chat that %s: %d", s.what, asked)
		if s.what == "is offered" {
			known = offer()
		}
	}
}
