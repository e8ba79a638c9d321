package sql_test

import (
	"context"
	stdsql "database/sql"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// smallSite is a site with one queue (New York, target 20 s), an agent and a customer.
const smallSite = `
INSERT INTO sites (id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'Here'), ('00000000-0000-7000-8000-000000000002', 'There');
INSERT INTO agents (id, site_id, email, name, role, created_at)
VALUES ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000001', 'mia@example.com', 'Mia', 'agent', now());
INSERT INTO presence (agent_id, status, status_since, state, state_since, link, link_since, last_idle_at)
VALUES ('00000000-0000-7000-8000-00000000000a', 'available', now(), 'ready', now(), 'connected', now(), now());
INSERT INTO calendars (id, name, zone, weekly) VALUES ('00000000-0000-7000-8000-00000000000c', 'NY', 'America/New_York', '[{"day":1,"from":"00:00","to":"24:00"}]');
INSERT INTO queues (id, site_id, calendar_id, name, target_s)
VALUES ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-00000000000c', 'Billing', 20);
INSERT INTO queue_members VALUES ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-00000000000a');
INSERT INTO customers (id, name, created_at) VALUES ('00000000-0000-7000-8000-0000000000c1', 'Ada', now());
INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at)
VALUES ('00000000-0000-7000-8000-0000000000d1', 'chat', '00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000f1', now());
`

const addItem = `
INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, weight, state, enqueued_at, accepted_at, ended_at)
VALUES ($1, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000f1', $2, '00000000-0000-7000-8000-0000000000d1',
        '00000000-0000-7000-8000-0000000000c1', 33, $3, $4, $5, $6)`

// came is an item of the floor's queue: when it came, and how long after that it
// was answered or ended, in seconds.
type came struct {
	channel, state string
	at             time.Time
	answered       any
	ended          any
}

func TestBoardFoldsTheDay(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	url := sqltest.URL(t)
	store := sqltest.Open(t, url, sql.Options{})
	db, err := stdsql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec(smallSite); err != nil {
		t.Fatal(err)
	}
	// A Monday noon in New York; the day there began at 05:00 UTC.
	now := time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)
	morning := now.Add(-3 * time.Hour)
	items := []came{
		{"chat", "abandoned", morning, nil, 4}, {"chat", "abandoned", morning, nil, 12}, {"call", "abandoned", morning, nil, 45},
		{"chat", "completed", now.Add(-13 * time.Hour), 1, 60}, // yesterday in New York
		{"ticket", "queued", now.Add(-2 * time.Hour), nil, nil},
		{"chat", "queued", now.Add(-10 * time.Second), nil, nil}, // not to be judged yet
		{"chat", "cancelled", morning, nil, 1},
	}
	for range 7 {
		items = append(items, came{"chat", "completed", morning, 10, 100})
	}
	for _, it := range items {
		if _, err := db.Exec(addItem, centre.NewID[string](), it.channel, it.state, it.at, after(it.at, it.answered), after(it.at, it.ended)); err != nil {
			t.Fatal(err)
		}
	}
	service := board.New(store.Read(), wait.New(store.Read(), func() time.Time { return now }), store, func() time.Time { return now })

	b, err := service.Board(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Queues) != 1 || len(b.Agents) != 1 {
		t.Fatalf("board %+v", b)
	}
	q := b.Queues[0]
	if q.SL == nil || *q.SL != .875 || q.ASA == nil || *q.ASA != 10 {
		t.Errorf("SL %v, ASA %v, want .875 and 10", q.SL, q.ASA)
	}
	if q.OfferedToday != 11 || q.AnsweredToday != 7 || q.AbandonedToday != 3 || q.InTargetToday != 7 {
		t.Errorf("today %+v", q)
	}
	if q.Waiting != 2 || q.LongestS != 7200 || !q.OpenNow || q.Ready != 1 {
		t.Errorf("now %+v", q)
	}
	if b.Agents[0].Name != "Mia" || b.Agents[0].Current == nil {
		t.Errorf("agent %+v", b.Agents[0])
	}

	t.Run("another site sees none of it", func(t *testing.T) {
		b, err := service.Board(ctx, "00000000-0000-7000-8000-000000000002")
		if err != nil || len(b.Queues)+len(b.Agents)+len(b.Alerts) != 0 {
			t.Errorf("board %+v, %v", b, err)
		}
	})
}

func after(at time.Time, seconds any) any {
	if s, ok := seconds.(int); ok {
		return at.Add(time.Duration(s) * time.Second)
	}
	return nil
}

// Nobody was missing from a queue before it was made, however long its agents are gone.
func TestNobodyIsMissedBeforeThereIsTheQueue(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	ana := s.Hire("Ana").SignedOut(s.Now())
	s.Pass(time.Hour)
	made, name := s.Now(), "New"
	queues := floor.New(sql.Transact[floor.Store](s.Store), s.Store.Read(), s.Now)
	_, err := queues.CreateQueue(s.ctx, agent.Caller{Role: agent.RoleAdmin, Actor: centre.System}, s.Site, floor.QueueChange{Name: &name, Members: &[]centre.AgentID{ana}})
	s.must(err)
	s.Pass(time.Minute)
	b, err := board.New(s.Store.Read(), s.waits, s.Store, s.Now).Board(s.ctx, s.Site)
	s.must(err)
	if len(b.Alerts) != 1 || b.Alerts[0].Kind != board.NobodyStaffed || !b.Alerts[0].Since.Equal(made) {
		t.Errorf("made at %v: %+v", made, b.Alerts)
	}
}
