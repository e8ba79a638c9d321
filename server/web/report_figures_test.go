package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/calendar"
	"switchboard/sql/sqltest"
)

// noonNY is when everything happens on the day that is reported: noon in New York, on a Monday.
var noonNY = time.Date(2025, 3, 3, 17, 0, 0, 0, time.UTC)

// Every figure of every table, of a day small enough to be worked out by hand.
func TestTheFiguresOfASmallDay(t *testing.T) {
	t.Parallel()
	f := sqltest.NewFloor(t)
	supervised := newHouseOn(t, f.Store).signedIn(t, agent.RoleAdmin)
	smallDay(f)
	for name, want := range map[string]string{
		// Offered: six who stayed and one taken elsewhere. Service level: 3 of 4 answered and 1 who left after the
		// target; who left within it is of no account. Lost: 2 of 7. Mean wait (3 × 10 + 40) / 4. The call of 1800 s
		// ended in the second half hour, and so did the ticket.
		"queues": `queue,zone,begins,offered,answered,in_target,abandoned,overflowed,service_level,abandon_rate,average_wait_s,longest_wait_s,handled,average_handle_s,others,target_s
Billing,America/New_York,2025-03-03 12:00 -0500,7,4,3,2,1,0.6000,0.2857,17.5000,45,3,100.0000,0,30
Billing,America/New_York,2025-03-03 12:30 -0500,0,0,0,0,0,,,,0,1,1800.0000,1,30
Second,America/New_York,2025-03-03 12:00 -0500,1,1,1,0,0,1.0000,0.0000,15.0000,15,1,60.0000,0,30
`,
		// Of 3360 s signed in 600 with contacts and 30 in wrap-up: 630 / 11 accepted, and of 1160 ready and 10 ringing besides.
		"agents": `agent,team,offered,accepted,missed,declined,calls,chats,others,transferred,signed_in_s,handle_s,per_item_s,occupancy
Mia,Front,20,11,3,6,4,5,2,1,3360,630,57.2727,0.3500
`,
		"hours": `agent,team,first,last,state,reason,seconds
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,ready,,1160
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,ringing,,10
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,on_contact,,600
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,wrap_up,,30
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,not_responding,,60
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,away,lunch,1200
Mia,Front,2025-03-03T17:00:00Z,2025-03-03T17:56:00Z,away,meeting,300
`,
	} {
		w := supervised.send("GET", "/reports/"+name+".csv?day=2025-03-03&zone=America/New_York&site="+string(f.Site), nil)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
		if diff := cmp.Diff(cells(t, want), cells(t, strings.TrimPrefix(w.Body.String(), "\ufeff"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// cells are those of a table.
func cells(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// smallDay is the day that is reported, and something on the days around it.
func smallDay(f *sqltest.Floor) {
	hours := calendar.Calendar{Zone: "America/New_York", Weekly: []calendar.Weekly{}}
	billing, second := f.QueueWithHours("Billing", hours), f.QueueWithHours("Second", hours)
	mia := f.Hire("Mia").In(f.Team("Front")).SignedOut(noonNY.Add(-24 * time.Hour))
	ada, contact := f.Customer("Ada", "C"), centre.NewID[centre.ContactID]()
	f.Exec(`INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at) VALUES ($1, 'chat', $2, $3, $4)`, contact, ada, billing, noonNY)
	var last centre.ItemID
	came := func(queue centre.QueueID, at time.Time, channel, state string, answered, ended int, overflowed string) {
		last = centre.NewID[centre.ItemID]()
		f.Exec(`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, weight, state, enqueued_at, accepted_at, ended_at, overflowed)
		        VALUES ($1, $2, $3, $4, $5, $6, 33, $7, $8::timestamptz, $8 + make_interval(secs => nullif($9::int, 0)), $8 + make_interval(secs => $10::int), $11)`,
			last, f.Site, queue, channel, contact, ada, state, at, answered, ended, overflowed)
	}
	came(billing, noonNY, "chat", "completed", 10, 110, "[]")
	came(billing, noonNY, "chat", "completed", 10, 110, "[]")
	came(billing, noonNY, "chat", "completed", 10, 110, "[]")
	came(billing, noonNY, "call", "completed", 40, 1840, "[]")
	came(billing, noonNY, "chat", "abandoned", 0, 4, "[]")
	came(billing, noonNY, "call", "abandoned", 0, 45, "[]")
	came(billing, noonNY, "chat", "cancelled", 0, 5, "[]")                    // is nobody's fault, and counts nowhere
	came(billing, noonNY, "ticket", "completed", 60, 1860, "[]")              // does not wait in person; it ends at 12:31
	came(billing, noonNY.Add(-13*time.Hour), "chat", "completed", 1, 9, "[]") // the day before
	came(billing, noonNY.Add(12*time.Hour), "chat", "completed", 1, 9, "[]")  // the day after
	came(second, noonNY, "chat", "completed", 15, 75, `[{"queue_id": "`+string(billing)+`", "action": "queue"}]`)

	for _, o := range []struct {
		channel, state string
		times          int
	}{
		{"call", "accepted", 4}, {"chat", "accepted", 5}, {"ticket", "accepted", 1}, {"walkin", "accepted", 1}, {"chat", "timeout", 3}, {"call", "rejected", 6},
	} {
		f.Exec(`INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, offered_at, expires_at, waited_ms, trace)
		        SELECT gen_random_uuid(), $1, $2, $3, 33, $4, false, $5, $5, 0, '{}' FROM generate_series(1, $6::int)`, last, mia, o.channel, o.state, noonNY, o.times)
	}
	f.Exec(`INSERT INTO transfers (item_id, leg, at, agent_id) VALUES ($1, 2, $2, $3)`, last, noonNY, mia)
	for i, s := range []struct {
		after         time.Duration
		state, reason string
	}{
		{0, "ready", ""}, {10 * time.Minute, "ringing", ""}, {610 * time.Second, "on_contact", ""}, {1210 * time.Second, "wrap_up", ""},
		{1240 * time.Second, "ready", ""}, {30 * time.Minute, "not_responding", ""}, {31 * time.Minute, "away", "lunch"},
		{51 * time.Minute, "away", "meeting"}, {56 * time.Minute, "offline", ""},
	} {
		f.Exec(`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load) VALUES ($1, $2, $3, '', $4, $5, 'connected', 0)`,
			mia, i+2, noonNY.Add(s.after), s.reason, s.state)
	}
}
