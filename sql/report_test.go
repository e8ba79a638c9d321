package sql_test

import (
	"context"
	stdsql "database/sql"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/report"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

const mia = "00000000-0000-7000-8000-00000000000a"

// reported is a small site with some items of a Monday in New York, looked at in the evening there.
func reported(t *testing.T, items ...came) (*stdsql.DB, *sql.Store, func() time.Time) {
	t.Helper()
	url := sqltest.URL(t)
	store := sqltest.Open(t, url, sql.Options{})
	db, err := stdsql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	run := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	run(smallSite)
	for _, it := range items {
		run(addItem, centre.NewID[string](), it.channel, it.state, it.at, after(it.at, it.answered), after(it.at, it.ended))
	}
	now := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	return db, store, func() time.Time { return now }
}

// midday is noon on a Monday in New York.
var midday = time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)

func mondays() []came {
	items := []came{
		{"chat", "abandoned", midday, nil, 4}, {"chat", "abandoned", midday, nil, 12}, {"call", "abandoned", midday.Add(29 * time.Minute), nil, 45},
		{"chat", "completed", midday.Add(-13 * time.Hour), 1, 60}, // the day before there
		{"ticket", "completed", midday.Add(-2 * time.Hour), 60, 10000},
		{"chat", "cancelled", midday, nil, 1},
		{"chat", "queued", midday.Add(30 * time.Minute), nil, nil},
		{"call", "completed", midday.Add(25 * time.Minute), 30, 600}, // came before half past, ended after
	}
	for range 6 {
		items = append(items, came{"chat", "completed", midday, 10, 110})
	}
	return items
}

func TestAQueuesDayByTheHalfHour(t *testing.T) {
	t.Parallel()
	_, store, clock := reported(t, mondays()...)
	r, err := report.New(store.Read(), clock).Queues(t.Context(), report.Ask{Date: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rows) != 1 || r.Rows[0].Zone != "America/New_York" || len(r.Rows[0].Intervals) != 2 {
		t.Fatalf("%+v", r)
	}
	first, second := r.Rows[0].Intervals[0], r.Rows[0].Intervals[1]
	if !first.At.Equal(midday) || first.Offered != 10 || first.Answered != 7 || first.InTarget != 6 || first.Abandoned != 3 || first.Handled != 6 || first.Others != 0 {
		t.Errorf("the first half hour: %+v", first)
	}
	if *first.SL != 6.0/8 || *first.Lost != 0.3 || *first.ASA != 90.0/7 || first.LongestS != 45 || *first.AHT != 100 {
		t.Errorf("its level %v, lost %v, wait %v, longest %d, handling %v", *first.SL, *first.Lost, *first.ASA, first.LongestS, *first.AHT)
	}
	if second.Offered != 1 || second.Answered != 0 || second.Handled != 1 || second.Others != 1 || *second.SL != 0 || second.ASA != nil || *second.AHT != 570 {
		t.Errorf("the second: %+v", second)
	}
	if whole := r.Rows[0].Figures; whole.Offered != 11 || whole.Handled != 7 || *whole.AHT != 1170.0/7 || *whole.SL != 6.0/9 {
		t.Errorf("the day: %+v", whole)
	}
}

// What the board says of today the report says of it, too.
func TestAReportOfTodaySaysWhatTheBoardSays(t *testing.T) {
	t.Parallel()
	db, store, clock := reported(t, mondays()...)
	if _, err := db.Exec(`UPDATE items SET overflowed = '[{"queue_id": "00000000-0000-7000-8000-0000000000f1", "action": "queue"}]' WHERE state = 'abandoned'`); err != nil {
		t.Fatal(err)
	}
	r, err := report.New(store.Read(), clock).Queues(t.Context(), report.Ask{Date: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := board.New(store.Read(), wait.New(store.Read(), clock), store, clock).Board(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	said, counted := b.Queues[0], r.Rows[0]
	if said.OfferedToday != counted.Offered || said.AnsweredToday != counted.Answered || said.InTargetToday != counted.InTarget ||
		said.AbandonedToday != counted.Abandoned || said.Overflowed != counted.Overflowed || *said.SL != *counted.SL || *said.ASA != *counted.ASA {
		t.Errorf("the board says %+v, the report %+v", said, counted.Figures)
	}
	if counted.Overflowed != 3 {
		t.Errorf("%d overflowed", counted.Overflowed)
	}
}

// A day on which clocks are put back has fifty half hours, one on which they are put forward forty-six.
func TestADayIsAsLongAsItIs(t *testing.T) {
	t.Parallel()
	back := time.Date(2026, 11, 2, 4, 45, 0, 0, time.UTC) // 23:45 on Sunday the 1st: the fiftieth half hour
	ahead := time.Date(2026, 3, 9, 3, 45, 0, 0, time.UTC) // 23:45 on Sunday the 8th: the forty-sixth
	_, store, clock := reported(t, came{"chat", "completed", back, 1, 10}, came{"chat", "completed", ahead, 1, 10})
	for date, at := range map[string]time.Time{"2026-11-01": back, "2026-03-08": ahead} {
		r, err := report.New(store.Read(), clock).Queues(t.Context(), report.Ask{Date: date})
		if err != nil {
			t.Fatal(err)
		}
		got := r.Rows[0].Intervals
		if len(got) != 1 || !got[0].At.Equal(at.Add(-15*time.Minute)) {
			t.Errorf("%s: %+v", date, got)
		}
	}
}

func TestAnAgentsHoursAddUp(t *testing.T) {
	t.Parallel()
	db, store, clock := reported(t)
	for i, s := range []struct {
		at            time.Time
		state, reason string
	}{
		{midday.Add(-14 * time.Hour), "ready", ""}, // since the evening before
		{midday.Add(-12*time.Hour - 30*time.Minute), "offline", ""},
		{midday, "ready", ""},
		{midday.Add(time.Hour), "on_contact", ""},
		{midday.Add(90 * time.Minute), "wrap_up", ""},
		{midday.Add(95 * time.Minute), "away", "lunch"},
		{midday.Add(140 * time.Minute), "away", "meeting"},
		{midday.Add(150 * time.Minute), "ready", ""},
	} {
		if _, err := db.Exec(`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load) VALUES ($1, $2, $3, '', $4, $5, 'connected', 0)`,
			mia, i+1, s.at, s.reason, s.state); err != nil {
			t.Fatal(err)
		}
	}
	ask := report.Ask{Date: "2026-11-23", Zone: "America/New_York"}
	reports := report.New(store.Read(), clock)
	r, err := reports.Hours(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	// Midnight there is 05:00 UTC: nothing of the evening before; the log goes on until 01:00 UTC, now.
	mias := r.Rows[0]
	if len(r.Rows) != 1 || mias.Name != "Mia" || mias.First == nil || !mias.First.Equal(midday) || mias.Last != nil {
		t.Fatalf("%+v", r)
	}
	if mias.ReadyS != 3600+(8*60-150)*60 || mias.OnContactS != 1800 || mias.WrapUpS != 300 || mias.AwayS != 3300 || mias.Away["lunch"] != 2700 || mias.Away["meeting"] != 600 ||
		mias.SignedInS != 8*3600 {
		t.Errorf("%+v", mias)
	}
	eve, err := reports.Hours(t.Context(), report.Ask{Date: "2026-11-22", Zone: "America/New_York"})
	if err != nil {
		t.Fatal(err)
	}
	if len(eve.Rows) != 1 || eve.Rows[0].SignedInS != 5400 || eve.Rows[0].Last == nil || !eve.Rows[0].Last.Equal(midday.Add(-12*time.Hour-30*time.Minute)) {
		t.Errorf("the day before: %+v", eve.Rows)
	}
	checkAgents(t.Context(), t, db, reports, ask)
}

func checkAgents(ctx context.Context, t *testing.T, db *stdsql.DB, reports *report.Service, ask report.Ask) {
	t.Helper()
	var item string
	if err := db.QueryRow(`
		INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, weight, state, enqueued_at)
		SELECT gen_random_uuid(), site_id, id, 'chat', '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000c1', 33, 'completed', $1
		  FROM queues RETURNING id`, midday).Scan(&item); err != nil {
		t.Fatal(err)
	}
	for channel, state := range map[string]string{"call": "accepted", "chat": "timeout", "ticket": "accepted", "walkin": "rejected"} {
		if _, err := db.Exec(`INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, offered_at, expires_at, waited_ms, trace)
			VALUES (gen_random_uuid(), $1, $2, $3, 33, $4, false, $5, $5, 0, '{}')`, item, mia, channel, state, midday); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`INSERT INTO transfers (item_id, leg, at, agent_id) VALUES ($1, 2, $2, $3)`, item, midday, mia); err != nil {
		t.Fatal(err)
	}
	r, err := reports.Agents(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rows) != 1 {
		t.Fatalf("%+v", r)
	}
	a := r.Rows[0]
	if a.Offered != 4 || a.Accepted != 2 || a.Missed != 1 || a.Declined != 1 || a.Calls != 1 || a.Chats != 0 || a.Others != 1 || a.Transferred != 1 {
		t.Errorf("%+v", a)
	}
	if a.HandleS != 2100 || *a.PerItemS != 1050 || *a.Occupancy != 2100.0/(2100+3600+19800) {
		t.Errorf("handled %d s, %v each, occupied %v", a.HandleS, *a.PerItemS, *a.Occupancy)
	}
}
