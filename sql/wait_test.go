package sql_test

import (
	"context"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
	"switchboard/sql/sqltest"
)

func TestWait(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	support, empty := f.Queue("Support"), f.Queue("Empty")
	ana := f.Hire("Ana").Serving(support).Ready(ago(time.Hour))
	waits := wait.New(f.Store.Read(), func() time.Time { return now })

	// handled puts a contact into the past: taken so long after it came, for so long.
	handled := func(came time.Time, after, length time.Duration) {
		a := f.Arrives(routing.Call, support, "C", came)
		f.Exec(`UPDATE items SET state = 'completed', accepted_at = $2, ended_at = $3 WHERE id = $1`, a.Item, came.Add(after), came.Add(after+length))
		f.Exec(`INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, offered_at, expires_at, decided_at, waited_ms, trace)
		        VALUES ($1, $2, $3, 'call', 100, 'accepted', false, $4, $4, $4, 0, '{}')`, centre.NewID[centre.OfferID](), a.Item, ana, came.Add(after))
	}
	place := func(a sqltest.Arrival) wait.Place {
		t.Helper()
		places, err := waits.Places(context.Background(), []centre.ContactID{a.Contact})
		if err != nil {
			t.Fatal(err)
		}
		return places[a.Contact]
	}

	first := f.Arrives(routing.Chat, support, "C", ago(50*time.Second))
	second := f.Arrives(routing.Chat, support, "C", ago(10*time.Second))
	lost := f.Arrives(routing.Chat, empty, "C", ago(time.Minute))

	if got := place(second); got.Position != 2 || got.WaitS != nil {
		t.Errorf("nothing is known yet: %+v, want the second place and no wait", got)
	}

	// One call was handled, for three minutes; nobody waited for it.
	handled(ago(50*time.Minute), 0, 3*time.Minute)
	now = now.Add(3 * time.Second)                                                       // the last look is not asked again
	if got := place(first); got.Position != 1 || got.WaitS == nil || *got.WaitS != 360 { // 180 + .84 × 180 s
		t.Errorf("by what the staff can do: %+v, want 360 s", got)
	}

	// Twelve people waited for two minutes each and were taken one a minute.
	for n := range 12 {
		handled(ago(time.Duration(20-n)*time.Minute), 2*time.Minute, time.Minute)
	}
	now = now.Add(3 * time.Second)
	if got := place(first); got.WaitS == nil || *got.WaitS < 90 || *got.WaitS > 150 { // 60 + .84 × 60 s
		t.Errorf("by what was seen: %+v, want about 120 s", got)
	}
	if got := place(lost); got.Position != 1 || got.WaitS != nil {
		t.Errorf("nobody serves the queue: %+v, want no wait", got)
	}
	newcomers, err := waits.Newcomers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if e, known := newcomers[support]; !known || e.Mean < 150 || e.Mean > 240 { // behind two, at a little over a minute each
		t.Errorf("a newcomer waits %+v, want about 200 s", e)
	}
	if _, known := newcomers[empty]; known {
		t.Error("a newcomer to the empty queue is told a wait")
	}
}

func TestPlacesGoByHeadStartsAndBlocks(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, sales := s.Queue("Support"), s.Queue("Sales")
	ana := s.Hire("Ana").Serving(support, sales).Ready(s.Now())
	s.Exec(`UPDATE queues SET bias = 500 WHERE id = $1`, sales)
	first := s.Arrives(routing.Chat, support, "C", s.Now())
	apart := s.Arrives(routing.Chat, support, "C", s.Pass(time.Second))
	third := s.Arrives(routing.Chat, support, "C", s.Pass(time.Second))
	ahead := s.Arrives(routing.Chat, sales, "C", s.Pass(time.Second))
	_, err := s.routing.Block(s.ctx, marcus, routing.Block{
		CustomerID: s.item(apart.Item).Customer.ID, Agent: routing.Named{ID: string(ana)}, Reason: routing.Asked,
	})
	s.must(err)
	places, err := s.waits.Places(s.ctx, []centre.ContactID{first.Contact, apart.Contact, third.Contact, ahead.Contact})
	s.must(err)
	for who, want := range map[centre.ContactID]int{ahead.Contact: 1, first.Contact: 2, apart.Contact: 1, third.Contact: 3} {
		if got := places[who].Position; got != want {
			t.Errorf("%s stands at %d, want %d", s.contact(who).Subject, got, want)
		}
	}
}
