package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
	"switchboard/sql"
)

// head is a supervisor of the shift's site.
func (s *shift) head() agent.Caller {
	id := s.Hire("Marcus").SignedOut(s.Now())
	return agent.Caller{ID: id, Actor: centre.Agent(id), Role: agent.RoleSupervisor, Site: s.Site}
}

func (s *shift) floor() *floor.Service {
	return floor.New(sql.Transact[floor.Store](s.Store), s.Store.Read(), s.Now)
}

// told gives what the machine said in a chat.
func (s *shift) told(id centre.ContactID) []string {
	s.t.Helper()
	all, err := s.Store.Read().Messages(s.ctx, id, chat.Stretch{Limit: 100})
	s.must(err)
	var texts []string
	for _, m := range all {
		if m.From.Kind == chat.Machine {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

func TestASurgeLeavesAgentsToWhoWaits(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing := s.Queue("Support"), s.Queue("Billing")
	ana := s.Hire("Ana").Serving(support, billing).Ready(s.Now())
	ticket := s.Arrives(routing.Ticket, billing, "C", s.Now())
	layout, by := s.floor(), s.head()
	q, err := layout.Surge(s.ctx, by, support, 30*time.Minute, "the site is down")
	s.must(err)
	if q.Surge == nil || q.Surge.Reason != "the site is down" || q.Surge.By.Name != "Marcus" || !q.Surge.Until.Equal(s.Now().Add(30*time.Minute)) {
		t.Fatalf("the surge is %+v", q.Surge)
	}
	if s.decideAsPure() != 0 {
		t.Fatal("the ticket goes to an agent in a surge")
	}
	call := s.Arrives(routing.Call, support, "C", s.Pass(time.Minute))
	if s.decideAsPure() != 1 || s.item(call.Item).AgentID != ana {
		t.Fatal("the call waits")
	}
	s.must(s.routing.Reject(s.ctx, ana, s.ring(ana), "busy"))
	s.leaves(call.Contact)

	s.must(layout.LapseSurge(s.ctx, support)) // early
	s.Pass(29*time.Minute - time.Millisecond)
	if s.decideAsPure() != 0 {
		t.Fatal("the surge ends before its time")
	}
	s.Pass(time.Millisecond)
	if s.decideAsPure() != 1 || s.item(ticket.Item).AgentID != ana {
		t.Fatal("a surge whose end was not noted goes on")
	}
	for range 2 {
		if err := layout.LapseSurge(s.ctx, support); err != nil && !centre.IsKind(err, centre.NotFound) {
			t.Fatal(err)
		}
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'queue.surge_ended' AND subject_id = $1`, support); n != 1 {
		t.Errorf("its end was noted %d times", n)
	}
}

func TestASurgeIsReplacedAndEnded(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	layout, by := s.floor(), s.head()
	for _, bad := range []time.Duration{4 * time.Minute, 9 * time.Hour} {
		if _, err := layout.Surge(s.ctx, by, support, bad, "x"); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	elsewhere := by
	elsewhere.Site = centre.NewID[centre.SiteID]()
	if _, err := layout.Surge(s.ctx, elsewhere, support, time.Hour, "x"); !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("from elsewhere: %v", err)
	}
	_, err := layout.Surge(s.ctx, by, support, 5*time.Minute, "first")
	s.must(err)
	s.Pass(time.Minute)
	q, err := layout.Surge(s.ctx, by, support, time.Hour, "second")
	s.must(err)
	if q.Surge.Reason != "second" {
		t.Errorf("the surge is %+v", q.Surge)
	}
	s.Pass(4 * time.Minute)
	s.must(layout.LapseSurge(s.ctx, support)) // the first one's end
	if q, err = layout.Queue(s.ctx, support); err != nil || q.Surge == nil {
		t.Errorf("the end of the first ends the second: %v", err)
	}
	for range 2 {
		if q, err = layout.EndSurge(s.ctx, by, support); err != nil || q.Surge != nil {
			t.Errorf("it goes on: %+v %v", q.Surge, err)
		}
	}
	if n := s.Count(`SELECT count(*) FROM surges WHERE ended_by = $1`, by.Actor.ID); n != 2 {
		t.Errorf("%d surges were ended by Marcus", n)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind LIKE 'queue.surge%' AND actor_id = $1`, by.Actor.ID); n != 4 {
		t.Errorf("%d switches are in the journal", n)
	}
}

func TestWhoWaitsIsToldOfASurgeOnce(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.Exec(`UPDATE queues SET public = true, surge_text = 'It is busy.' WHERE id = $1`, support)
	layout, by := s.floor(), s.head()
	open := func() centre.ContactID {
		v, _, err := s.chats.NewVisit(s.ctx)
		s.must(err)
		c, _, err := s.chats.Start(s.ctx, v.VisitorID, chat.Opening{QueueID: support, Text: "hello", ClientID: "c1"})
		s.must(err)
		return c.ContactID
	}
	look := func() {
		s.must(s.chats.Announce(s.ctx))
		_, err := s.spills.Pass(s.ctx)
		s.must(err)
	}
	before := open()
	look()
	if told := s.told(before); len(told) != 0 {
		t.Fatalf("told %q without a surge", told)
	}
	_, err := layout.Surge(s.ctx, by, support, time.Hour, "x")
	s.must(err)
	during := open()
	look()
	look()
	_, err = layout.EndSurge(s.ctx, by, support)
	s.must(err)
	after := open()
	_, err = layout.Surge(s.ctx, by, support, time.Hour, "again")
	s.must(err)
	look()
	for _, id := range []centre.ContactID{before, during, after} {
		if told := s.told(id); len(told) != 1 || told[0] != "It is busy." {
			t.Errorf("told %q, want of the surge, once", told)
		}
	}
}

func TestAPartnerQueueIsSwitchedOnInASurge(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, partner := s.Queue("Support"), s.Queue("Partner")
	s.Exec(`UPDATE queues SET overflow = $2 WHERE id = $1`, support, `[{"when":"unstaffed","action":"queue","queue_id":"`+string(partner)+`","surge":true}]`)
	call := s.Arrives(routing.Call, support, "C", s.Now())
	_, err := s.spills.Pass(s.ctx)
	s.must(err)
	if q := s.item(call.Item).Queue.ID; q != string(support) {
		t.Fatal("the call goes to the partner without a surge")
	}
	_, err = s.floor().Surge(s.ctx, s.head(), support, time.Hour, "x")
	s.must(err)
	_, err = s.spills.Pass(s.ctx)
	s.must(err)
	if q := s.item(call.Item).Queue.ID; q != string(partner) {
		t.Error("the call waits in vain")
	}
}

func TestASurgeLeavesAgentsToWhoWaitsAtAnotherSite(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, away := s.Queue("Support"), s.Queue("Away")
	other := centre.NewID[centre.SiteID]()
	s.Exec(`INSERT INTO sites (id, name) VALUES ($1, 'Elsewhere')`, other)
	s.Exec(`UPDATE queues SET site_id = $2 WHERE id = $1`, away, other)
	ana := s.Hire("Ana").Serving(support, away).Ready(s.Now())
	ticket := s.Arrives(routing.Ticket, away, "C", s.Now())
	decide := func() int {
		n, err := s.routing.Round(s.ctx, other)
		s.must(err)
		return n
	}
	layout, by := s.floor(), s.head()
	_, err := layout.Surge(s.ctx, by, support, time.Hour, "x")
	s.must(err)
	if decide() != 0 {
		t.Fatal("the ticket goes to an agent whom a surge at another site needs")
	}
	_, err = layout.EndSurge(s.ctx, by, support)
	s.must(err)
	if decide() != 1 || s.item(ticket.Item).AgentID != ana {
		t.Error("the ticket waits on when the surge is over")
	}
}

func TestACallIsOfferedOnceInAWait(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		after  int           // of expected waiting that the queue offers a call, seconds
		begins time.Duration // of the surge, after the rules were looked at; 0: before
		place  wait.Called   // in the surge
		told   int           // by the rule
	}{
		"in a surge at once":                   {600, 0, wait.CallOffered, 0},
		"not again, after the rule did":        {600, time.Second, "", 1},
		"never, where the queue has none":      {0, 0, "", 1},
		"by the queue before the surge and in": {120, time.Second, wait.CallOffered, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolding(t)
			h.Exec(`UPDATE queues SET callback_after_s = $2 WHERE id = $1`, h.queue, c.after)
			h.Overflows(h.queue, routing.Overflow{When: routing.Waited, Action: routing.OfferCallback})
			id := h.chats(h.visitor())
			surge := func() {
				_, err := h.floor().Surge(h.ctx, h.head(), h.queue, time.Hour, "x")
				h.must(err)
			}
			if c.begins == 0 {
				surge()
			}
			_, err := h.spills.Pass(h.ctx)
			h.must(err)
			h.Pass(c.begins)
			if c.begins > 0 {
				surge()
			}
			_, err = h.spills.Pass(h.ctx)
			h.must(err)
			if p := h.place(id); p.WaitS == nil || p.Call != c.place {
				t.Errorf("they are told %+v, want %q", p, c.place)
			}
			if n := len(h.told(id)); n != c.told {
				t.Errorf("the rule speaks %d times, want %d", n, c.told)
			}
			_, err = h.callbacks.CallInstead(h.ctx, centre.System, id, callback.Instead{Phone: herNumber})
			if c.after == 0 {
				h.wantCode(err, "no_callback")
			} else {
				h.must(err)
			}
		})
	}
}

// surgesAlone lets surges begin by themselves in the queue.
func (h *holding) surgesAlone() *floor.Surger {
	h.Exec(`UPDATE queues SET surge_auto = true, callback_after_s = 0 WHERE id = $1`, h.queue)
	return floor.NewSurger(h.floor(), h.waits)
}

func (h *holding) switches(kind string) int {
	return h.Count(`SELECT count(*) FROM journal WHERE kind = $1 AND subject_id = $2 AND actor_kind = 'system'`, kind, h.queue)
}

func TestASurgeBeginsByItselfOnce(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	nodes := []*floor.Surger{h.surgesAlone(), h.surgesAlone(), h.surgesAlone()}
	look := func() {
		t.Helper()
		done := make(chan error)
		for _, node := range nodes {
			for range 2 {
				go func() { done <- node.Look(h.ctx) }()
			}
		}
		for range 2 * len(nodes) {
			h.must(<-done)
		}
	}
	waits := h.Arrives(routing.Call, h.queue, "C", h.Now())
	look()
	h.Pass(floor.OverFor - time.Millisecond)
	look()
	if h.switches("queue.surge_began") != 0 {
		t.Fatal("it begins too early")
	}
	nodes = nodes[:2] // one ended, and takes nothing with it
	h.Pass(time.Millisecond)
	look()
	q, err := h.floor().Queue(h.ctx, h.queue)
	h.must(err)
	if n := h.switches("queue.surge_began"); n != 1 || q.Surge == nil || !q.Surge.Automatic || q.Surge.By.ID != "" || q.Surge.Until.Sub(h.Now()) != floor.UsualSurge {
		t.Fatalf("it began %d times: %+v", n, q.Surge)
	}
	t.Log(q.Surge.Reason)

	_, err = h.floor().EndSurge(h.ctx, h.head(), h.queue)
	h.must(err)
	h.Pass(time.Hour)
	look()
	if n := h.switches("queue.surge_began"); n != 1 {
		t.Fatal("what somebody ended comes back")
	}
	h.leaves(waits.Contact)
	h.ends()
	look() // short, once
	h.Exec(`UPDATE surges SET ended_by = ''`)
	h.Arrives(routing.Call, h.queue, "C", h.Now())
	h.decide()
	h.served = h.accepts(h.agent)
	h.Arrives(routing.Call, h.queue, "C", h.Now())
	look()
	h.Pass(floor.OverFor)
	look()
	if n := h.switches("queue.surge_began"); n != 2 {
		t.Fatalf("it began %d times, want once more", n)
	}
}

func TestASurgeEndsByItself(t *testing.T) {
	t.Parallel()
	h := newHolding(t)
	surger := h.surgesAlone()
	waits := h.Arrives(routing.Call, h.queue, "C", h.Now())
	look := func(later time.Duration) {
		t.Helper()
		h.Pass(later)
		h.must(surger.Look(h.ctx))
	}
	look(0)
	look(floor.OverFor)
	h.leaves(waits.Contact)
	h.ends()
	look(time.Minute)
	look(floor.CalmFor - time.Millisecond)
	if h.switches("queue.surge_ended") != 0 {
		t.Fatal("it ends too early")
	}
	look(time.Millisecond)
	if h.switches("queue.surge_ended") != 1 {
		t.Fatal("it goes on")
	}
}

func TestTheUsualWaitIsOfThisHour(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	week := func(n int) time.Time { return s.Now().AddDate(0, 0, -7*n) }
	came := func(at time.Time, waited time.Duration) {
		a := s.Arrives(routing.Call, support, "C", at)
		s.Exec(`UPDATE items SET state = 'completed', accepted_at = $2, ended_at = $2 WHERE id = $1`, a.Item, at.Add(waited))
	}
	usual := func() time.Duration {
		wait, err := s.Store.Read().UsualWait(s.ctx, support, s.Now())
		s.must(err)
		return wait
	}
	for n := range 9 {
		came(week(1+n%4).Add(time.Duration(n-4)*time.Minute), time.Minute)
	}
	came(week(1).Add(time.Hour), time.Hour)
	came(week(5), time.Hour)
	came(s.Now().AddDate(0, 0, -1), time.Hour)
	s.Exec(`INSERT INTO surges (id, queue_id, reason, automatic, began_at, began_by, until, ended_at) VALUES ($1, $2, 'x', false, $3, '', $4, $4)`,
		centre.NewID[routing.SurgeID](), support, week(3).Add(10*time.Minute), week(3).Add(20*time.Minute))
	came(week(3).Add(15*time.Minute), time.Hour)
	if wait := usual(); wait != 0 {
		t.Fatalf("nine are enough: %s", wait)
	}
	came(week(4), 11*time.Minute)
	if wait := usual(); wait != 2*time.Minute {
		t.Errorf("usual is %s, want 2 min", wait)
	}
}
