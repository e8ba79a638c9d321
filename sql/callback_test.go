package sql_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// promiseDesk is a floor with the callback service on it and a clock that the test sets.
type promiseDesk struct {
	*sqltest.Floor
	*callback.Service
	now      time.Time
	ana, ben centre.AgentID
	queue    centre.QueueID
	customer centre.CustomerID
}

func newPromiseDesk(t *testing.T) *promiseDesk {
	f := sqltest.NewFloor(t)
	d := &promiseDesk{
		Floor: f, now: time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC), // 09:00 in New York
		ana: f.Agent("Ana"), ben: f.Agent("Ben"), queue: f.Queue("Callbacks"), customer: f.Customer("Cara", "B"),
	}
	d.Service = callback.New(sql.Transact[callback.Store](f.Store), f.Store.Read(), func() time.Time { return d.now }, callback.Click{}, wait.New(f.Store.Read(), func() time.Time { return d.now }))
	return d
}

func (d *promiseDesk) ask(local string) callback.Promise {
	return callback.Promise{
		Ask:        callback.Ask{Phone: "(212) 555-0100", Local: local, Zone: "America/New_York"},
		CustomerID: d.customer, QueueID: d.queue, OwnerID: d.ana, Topic: "The second invoice",
	}
}

func (d *promiseDesk) promise(t testing.TB, local string) callback.Callback {
	t.Helper()
	c, err := d.Promise(context.Background(), centre.Agent(d.ana), d.ask(local))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (d *promiseDesk) expect(t testing.TB, id centre.CallbackID, want callback.State) callback.Callback {
	t.Helper()
	c, err := d.Callback(context.Background(), id)
	if err != nil || c.State != want {
		t.Fatalf("it is %s (%v), want %s", c.State, err, want)
	}
	return c
}

func TestPromiseMadeTwiceIsOne(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	var wg sync.WaitGroup
	ids := make([]centre.CallbackID, 4)
	errs := make([]error, 4)
	for i := range ids {
		wg.Go(func() {
			c, err := d.Promise(ctx, centre.Agent(d.ana), d.ask("2026-11-23T10:15"))
			ids[i], errs[i] = c.ID, err
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("two promises: %v", ids)
		}
	}
	c := d.expect(t, ids[0], callback.Scheduled)
	if c.Phone != "+12125550100" || c.Owner.Name != "Ana" || !c.DueAt.Equal(time.Date(2026, 11, 23, 15, 15, 0, 0, time.UTC)) {
		t.Errorf("promised %+v", c)
	}
	var f *centre.Fault
	if _, err := d.Promise(ctx, centre.Agent(d.ana), d.ask("2026-11-24T21:00")); !errors.As(err, &f) || f.Code != "outside_hours" || len(f.Detail.(callback.Answer).Windows) != 1 {
		t.Errorf("outside lawful hours: %v", err)
	}
	d.Exec(`UPDATE customers SET consent = '{"calls": "no"}' WHERE id = $1`, d.customer)
	if _, err := d.Promise(ctx, centre.Agent(d.ana), d.ask("2026-11-24T11:00")); !centre.IsCode(err, "opted_out") {
		t.Errorf("to who wants no calls: %v", err)
	}
}

func TestPromiseToAVisitorGoesToAPublicQueue(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	p := d.ask("2026-11-23T10:15")
	p.QueueID, p.OwnerID = "", ""
	visitor := centre.Visitor(centre.NewID[centre.VisitorID]())
	if _, err := d.Promise(ctx, visitor, p); err == nil {
		t.Error("promised though nothing is public")
	}
	d.Public(d.queue)
	c, err := d.Promise(ctx, visitor, p)
	if err != nil || c.Queue.ID != string(d.queue) || c.By != visitor {
		t.Errorf("%+v, %v", c, err)
	}
	p.QueueID = d.Queue("Backoffice")
	if c, err := d.Promise(ctx, visitor, p); err == nil && c.Queue.ID == string(p.QueueID) {
		t.Error("a visitor chose a queue that is not public")
	}
}

func TestPromiseComesDueOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")

	d.now = c.DueAt.Add(-time.Second)
	if err := d.Due(ctx, c.ID); !centre.IsCode(err, "early") {
		t.Errorf("a second early: %v", err)
	}
	d.now = c.DueAt
	for range 3 {
		if err := d.Due(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
	}
	d.expect(t, c.ID, callback.Due)
	n := d.Count(`SELECT count(*) FROM items WHERE callback_id = $1 AND state = 'queued' AND tier = 'B' AND weight = 100
	               AND preferred_agent = $2 AND preferred_until = $3`, c.ID, d.ana, c.DueAt.Add(10*time.Minute))
	if n != 1 || d.Count(`SELECT count(*) FROM items`) != 1 {
		t.Errorf("%d items wait for its owner", n)
	}
}

func TestPromiseKeptAtTheThirdTry(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	for try, wait := range []time.Duration{5 * time.Minute, 15 * time.Minute, 0} {
		d.now = d.expect(t, c.ID, callback.Scheduled).NextAt
		if err := d.Due(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
		d.follow(t, callback.Accepted, c.ID)
		d.expect(t, c.ID, callback.Offered)
		dialled, err := d.Dial(ctx, centre.Agent(d.ben), c.ID)
		if err != nil || dialled.URL != "tel:+12125550100" {
			t.Fatalf("%+v, %v", dialled, err)
		}
		if _, err := d.Dial(ctx, centre.Agent(d.ben), c.ID); !centre.IsCode(err, "invalid_transition") {
			t.Errorf("dialled again before saying how it went: %v", err)
		}
		outcome := callback.Reached
		if wait > 0 {
			outcome = callback.NoAnswer
		}
		after, err := d.Outcome(ctx, centre.Agent(d.ben), c.ID, outcome, "")
		if err != nil || after.Attempts != try+1 || wait > 0 && !after.NextAt.Equal(d.now.Add(wait)) {
			t.Fatalf("%+v, %v", after, err)
		}
	}
	d.now = c.WindowTo.Add(time.Hour)
	if err := d.Break(ctx, c.ID); err != nil { // the task of the promise comes all the same
		t.Fatal(err)
	}
	d.expect(t, c.ID, callback.Kept)
	if n := d.Count(`SELECT count(*) FROM permits WHERE callback_id = $1 AND allowed AND used_at IS NOT NULL`, c.ID); n != 3 {
		t.Errorf("%d permits for three dials", n)
	}
}

// follow lets routing's hook run as if Ben had, or had had, the promise's item;
// the item itself ends, as routing would have it end.
func (d *promiseDesk) follow(t testing.TB, hook func(context.Context, callback.Store, routing.Item, time.Time) error, id centre.CallbackID) {
	t.Helper()
	ctx := context.Background()
	var item centre.ItemID
	if err := d.DB.Get(&item, `SELECT id FROM items WHERE callback_id = $1 ORDER BY enqueued_at DESC LIMIT 1`, id); err != nil {
		t.Fatal(err)
	}
	err := d.Store.Do(ctx, func(w *sql.Work) error {
		it, err := w.LockItem(ctx, item)
		if err != nil {
			return err
		}
		it.AgentID = d.ben
		return hook(ctx, w, it, d.now)
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Exec(`UPDATE items SET state = 'completed', agent_id = NULL WHERE callback_id = $1`, id)
}

func TestPromiseTriedInVainIsBroken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T20:50")
	d.now = c.DueAt
	for try := range 4 {
		if _, err := d.Dial(ctx, centre.Agent(d.ana), c.ID); err != nil {
			t.Fatal(err)
		}
		after, err := d.Outcome(ctx, centre.Agent(d.ana), c.ID, callback.Busy, "")
		if err != nil {
			t.Fatal(err)
		}
		want := callback.Scheduled
		if try == 3 {
			want = callback.Broken
		}
		if after.State != want {
			t.Fatalf("after try %d it is %s", try+1, after.State)
		}
		// The second retry, at 21:10, is no lawful hour: it waits for the morning.
		if try == 1 && !after.NextAt.Equal(time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)) {
			t.Errorf("it is tried again at %v", after.NextAt)
		}
		d.now = after.NextAt
	}
}

func TestPromiseNobodyTriedIsBroken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	d.now = c.DueAt
	if err := d.Due(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
	d.now = c.WindowTo.Add(-time.Second)
	if err := d.Break(ctx, c.ID); !centre.IsCode(err, "early") {
		t.Errorf("broken before its window ended: %v", err)
	}
	d.now = c.WindowTo
	for range 2 {
		if err := d.Break(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
	}
	d.expect(t, c.ID, callback.Broken)
	if n := d.Count(`SELECT count(*) FROM items WHERE state = 'cancelled'`); n != 1 {
		t.Error("its work still waits")
	}
	if n := d.Count(`SELECT count(*) FROM journal WHERE kind = 'callback.broken'`); n != 1 {
		t.Errorf("noted %d times", n)
	}
	if _, err := d.Dial(ctx, centre.Agent(d.ana), c.ID); !centre.IsCode(err, "invalid_transition") {
		t.Errorf("dialled after it was broken: %v", err)
	}
}

func TestPromiseMovedAndCancelled(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	next, err := d.Move(ctx, centre.Agent(d.ben), c.ID, "2026-11-23T15:00", "America/Chicago")
	if err != nil || next.MovedFrom != c.ID || next.Topic != c.Topic || next.Zone != "America/Chicago" || next.Owner.Name != "Ana" {
		t.Fatalf("%+v, %v", next, err)
	}
	d.expect(t, c.ID, callback.Moved)
	if _, err := d.Move(ctx, centre.Agent(d.ben), next.ID, "2026-11-23T23:00", "America/Chicago"); !centre.IsCode(err, "outside_hours") {
		t.Errorf("moved into the night: %v", err)
	}
	d.expect(t, next.ID, callback.Scheduled)

	d.now = next.DueAt
	if err := d.Due(ctx, next.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Cancel(ctx, centre.Agent(d.ben), next.ID, "they called us"); err != nil {
		t.Fatal(err)
	}
	d.expect(t, next.ID, callback.Cancelled)
	if n := d.Count(`SELECT count(*) FROM items WHERE state = 'cancelled'`); n != 1 {
		t.Error("its work still waits")
	}
}

func TestPromiseOfWhichNobodySaysHowItWent(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	d.now = c.DueAt
	if _, err := d.Dial(ctx, centre.Agent(d.ana), c.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.Settle(ctx, c.ID); err != nil { // as if for a dial before
		t.Fatal(err)
	}
	d.expect(t, c.ID, callback.Dialing)
	d.now = d.now.Add(callback.SettleAfter - time.Second)
	if err := d.Settle(ctx, c.ID); !centre.IsCode(err, "early") {
		t.Errorf("settled early: %v", err)
	}
	d.now = d.now.Add(time.Second)
	for range 2 {
		if err := d.Settle(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
	}
	if c := d.expect(t, c.ID, callback.Scheduled); c.Outcome != callback.NoAnswer || c.Attempts != 1 {
		t.Errorf("settled as %+v", c)
	}
}

func TestPromiseWhoseAgentDoesNotDialIsTriedAgain(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	d.now = c.DueAt
	if err := d.Due(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
	d.follow(t, callback.Accepted, c.ID)
	d.follow(t, callback.Released, c.ID)
	d.expect(t, c.ID, callback.Due)
	d.follow(t, callback.Accepted, c.ID)
	d.follow(t, callback.Ended, c.ID)
	if c := d.expect(t, c.ID, callback.Scheduled); !c.NextAt.Equal(d.now.Add(5 * time.Minute)) {
		t.Errorf("tried again at %v", c.NextAt)
	}
}

func TestTwoAgentsDialOnePromise(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	c := d.promise(t, "2026-11-23T10:15")
	d.now = c.DueAt
	if _, err := d.Dial(ctx, centre.Agent(d.ben), d.promise(t, "2026-11-23T10:45").ID); !centre.IsCode(err, "too_early") {
		t.Errorf("dialled half an hour early: %v", err)
	}
	if err := d.Due(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, agent := range []centre.AgentID{d.ana, d.ben} {
		wg.Go(func() { _, errs[i] = d.Dial(ctx, centre.Agent(agent), c.ID) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("got %v and %v, want one winner", errs[0], errs[1])
	}
	if n := d.Count(`SELECT count(*) FROM permits`); n != 1 {
		t.Errorf("%d permits", n)
	}
	if n := d.Count(`SELECT count(*) FROM items WHERE state = 'cancelled'`); n != 1 {
		t.Error("its work still waits though it is dialled")
	}

	t.Run("work in hand is the agent's own", func(t *testing.T) {
		c := d.promise(t, "2026-11-23T11:30")
		d.now = c.DueAt
		if err := d.Due(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
		d.Exec(`UPDATE items SET state = 'active', agent_id = $2 WHERE callback_id = $1`, c.ID, d.ben)
		var f *centre.Fault
		if _, err := d.Dial(ctx, centre.Agent(d.ana), c.ID); !errors.As(err, &f) || f.Code != "already_taken" || f.Detail.(map[string]any)["name"] != "Ben" {
			t.Errorf("somebody else dialled: %v", err)
		}
	})
}

func TestPromiseLists(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	for _, local := range []string{"2026-11-25T10:00", "2026-11-23T12:00", "2026-11-24T09:00"} {
		d.promise(t, local)
	}
	var seen []string
	p := centre.Page{Limit: 2}
	for range 3 {
		list, err := d.Callbacks(ctx, callback.Filter{Reach: everywhere, States: []callback.State{callback.Scheduled}, OwnerID: d.ana}, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list.Items {
			seen = append(seen, c.Local)
		}
		if list.NextCursor == nil {
			break
		}
		p.Cursor = *list.NextCursor
	}
	if diff := cmp.Diff([]string{"2026-11-23T12:00", "2026-11-24T09:00", "2026-11-25T10:00"}, seen); diff != "" {
		t.Error(diff)
	}
	day := callback.Filter{Reach: everywhere, From: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)}
	if list, err := d.Callbacks(ctx, day, centre.Page{}); err != nil || len(list.Items) != 1 {
		t.Errorf("of one day: %+v, %v", list, err)
	}
}

// TestNoDialWithoutAPermit does whatever comes to mind at whatever hour, and then
// asks the journal: each dial had a permit of its own, valid at that instant.
func TestNoDialWithoutAPermit(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newPromiseDesk(t)
	d.now = time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC) // clocks change in two days
	zones := []string{"America/New_York", "America/Los_Angeles", "Pacific/Honolulu"}
	numbers := []string{"+12125550100", "+13105550100", "+18085550100", "+18005550100"}
	var ids []centre.CallbackID
	step := func(t *rapid.T) {
		d.now = d.now.Add(time.Duration(rapid.IntRange(0, 1200).Draw(t, "seconds")) * time.Second)
		switch what := rapid.IntRange(0, 9).Draw(t, "what"); {
		case what < 3 || len(ids) == 0:
			p := d.ask(d.now.Add(time.Duration(rapid.IntRange(-600, 2000).Draw(t, "ahead")) * time.Minute).Format("2006-01-02T15:04"))
			p.Zone, p.Phone = rapid.SampledFrom(zones).Draw(t, "zone"), rapid.SampledFrom(numbers).Draw(t, "number")
			if c, err := d.Promise(ctx, centre.Agent(d.ana), p); err == nil {
				ids = append(ids, c.ID)
			}
		default:
			id := ids[len(ids)-1-rapid.IntRange(0, min(5, len(ids)-1)).Draw(t, "which")]
			var err error
			switch what {
			case 3, 4, 5:
				if c, readErr := d.Callback(ctx, id); readErr == nil && c.WindowFrom.After(d.now) && c.WindowFrom.Sub(d.now) < 20*time.Hour {
					d.now = c.WindowFrom
				}
				_, err = d.Dial(ctx, centre.Agent(d.ana), id)
			case 6, 7:
				_, err = d.Outcome(ctx, centre.Agent(d.ana), id, rapid.SampledFrom([]callback.Outcome{callback.Reached, callback.Busy, callback.NoAnswer}).Draw(t, "outcome"), "")
			case 8:
				err = d.Due(ctx, id)
			case 9:
				err = d.Settle(ctx, id)
			}
			var f *centre.Fault
			if err != nil && !errors.As(err, &f) {
				t.Fatal(err)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for range 8 {
			step(t)
		}
	})
	dials := d.Count(`SELECT count(*) FROM journal WHERE kind = 'callback.dialled'`)
	covered := d.Count(`SELECT count(DISTINCT p.id)
	                      FROM journal j
	                      JOIN permits p ON p.id = (j.data->>'permit_id')::uuid AND p.callback_id = j.subject_id
	                     WHERE j.kind = 'callback.dialled' AND p.allowed AND p.at <= j.at AND j.at < p.valid_until`)
	if dials != covered {
		t.Errorf("%d dials, %d valid permits", dials, covered)
	}
	unlawful := d.Count(`SELECT count(*) FROM permits p, unnest(p.zones) AS z
	                      WHERE p.allowed AND extract(hour FROM p.at AT TIME ZONE z) NOT BETWEEN 8 AND 20`)
	if unlawful > 0 {
		t.Errorf("%d permits outside lawful hours", unlawful)
	}
	t.Logf("%d promises, %d dials, %d permits refused", len(ids), dials, d.Count(`SELECT count(*) FROM permits WHERE NOT allowed`))
}
