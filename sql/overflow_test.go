package sql_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// spill has the overflow rules looked at, and gives how many acted.
func (s *shift) spill() int {
	s.t.Helper()
	acted, err := s.spills.Pass(s.ctx)
	s.must(err)
	return acted
}

// alerts gives the kinds of the board's alerts about queues.
func (s *shift) alerts() []string {
	s.t.Helper()
	b, err := board.New(s.Store.Read(), s.waits, s.Store, s.Now).Board(s.ctx, s.Site)
	s.must(err)
	kinds := []string{}
	for _, a := range b.Alerts {
		kinds = append(kinds, a.Kind)
	}
	return kinds
}

// sums gives what a queue's day came to: offered, answered, abandoned, overflowed, waiting.
func (s *shift) sums(queue centre.QueueID) [5]int {
	s.t.Helper()
	b, err := board.New(s.Store.Read(), s.waits, s.Store, s.Now).Board(s.ctx, s.Site)
	s.must(err)
	for _, q := range b.Queues {
		if q.ID == queue {
			return [5]int{q.OfferedToday, q.AnsweredToday, q.AbandonedToday, q.Overflowed, q.Waiting}
		}
	}
	s.t.Fatalf("queue %s is not on the board", queue)
	return [5]int{}
}

func TestACallThatWaitedTooLongIsOfferedToAnotherQueueToo(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing := s.Queue("Support"), s.Queue("Billing")
	sue, bob := s.Hire("Sue").Serving(support).Ready(s.Now()), s.Hire("Bob").Serving(billing).Ready(s.Now())
	s.Overflows(support, routing.Overflow{When: routing.Waited, Over: 30, Action: routing.ToQueue, QueueID: billing})
	first := s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	s.accepts(sue)
	came := s.Now()
	call := s.Arrives(routing.Call, support, "C", came)

	s.Pass(30*time.Second - time.Millisecond)
	if acted := s.spill(); acted != 0 || s.decide() != 0 {
		t.Fatal("it was sent on early")
	}
	s.Pass(time.Millisecond)
	var together sync.WaitGroup
	for range 4 { // its deadline, on two nodes, and their passes
		together.Go(func() { s.must(s.spills.Item(s.ctx, call.Item)) })
	}
	together.Wait()
	s.must(s.routing.Turn(s.ctx, call.Item))
	if n := s.Count(`SELECT jsonb_array_length(overflowed) FROM items WHERE id = $1`, call.Item); n != 1 {
		t.Fatalf("the rule acted %d times", n)
	}
	s.wantItem(call.Item, routing.Queued, "", came)
	if got := s.item(call.Item).Queue.ID; got != string(billing) {
		t.Errorf("it waits in %s", got)
	}
	if c, err := s.Store.Read().Contact(s.ctx, call.Contact); err != nil || c.QueueID != billing {
		t.Errorf("its contact is in %s, %v", c.QueueID, err)
	}
	for queue, want := range map[centre.QueueID][5]int{support: {2, 1, 0, 1, 0}, billing: {1, 0, 0, 0, 1}} {
		if got := s.sums(queue); got != want {
			t.Errorf("offered, answered, abandoned, overflowed, waiting are %v, want %v", got, want)
		}
	}

	why, err := routing.NewExplainer(s.Store.Read(), s.Store.Read(), s.Now).Item(s.ctx, call.Item)
	s.must(err)
	if len(why.Overflows) != 1 || why.Overflows[0].Text != "It had waited 30 s in Support, so Billing may serve it too, and it keeps its place." {
		t.Errorf("why: %+v", why.Overflows)
	}

	_, err = s.routing.End(s.ctx, sue, first.Item)
	s.must(err)
	s.must(s.routing.Declare(s.ctx, centre.Agent(bob), bob, presence.Declaration{Status: presence.Away, Reason: "break"}))
	s.Exec(`UPDATE presence SET load = 0`) // her wrap-up does not matter here
	s.Exec(`UPDATE offers SET open = false`)
	if s.decide() != 1 || s.item(call.Item).AgentID != sue {
		t.Errorf("who could serve it at home still can: it is %s with %s", s.item(call.Item).State, s.item(call.Item).AgentID)
	}
}

func TestWhatACustomerIsToldWhoWaitsTooLong(t *testing.T) {
	t.Parallel()
	for action, want := range map[routing.Action]struct {
		said  string
		state routing.State
		left  int // tickets
	}{
		routing.OfferCallback: {"call you back", routing.Queued, 0},
		routing.Deflect:       {"See the answers\nhttps://example.test/help", routing.Queued, 0},
		routing.ToTicket:      {"written down", routing.Ended, 1},
		routing.PlayClosed:    {"nobody can help", routing.Ended, 0},
	} {
		t.Run(string(action), func(t *testing.T) {
			t.Parallel()
			s := newShift(t)
			support := s.Queue("Support")
			s.Public(support)
			r := routing.Overflow{When: routing.Unstaffed, Action: action}
			if action == routing.Deflect {
				r.Text, r.URL = "See the answers", "https://example.test/help"
			}
			s.Overflows(support, r)
			v, _, err := s.chats.NewVisit(s.ctx)
			s.must(err)
			c, _, err := s.chats.Start(s.ctx, v.VisitorID, chat.Opening{Text: "Hello?", ClientID: "1"})
			s.must(err)
			if acted := s.spill(); acted != 1 {
				t.Fatalf("%d rules acted", acted)
			}
			if acted := s.spill(); acted != 0 {
				t.Error("it is told twice")
			}
			c, err = s.chats.Conversation(s.ctx, c.ContactID)
			s.must(err)
			if c.State != want.state || len(c.Messages) != 2 || !strings.Contains(c.Messages[1].Text, want.said) || c.Messages[1].From.Kind != chat.Machine {
				t.Errorf("the chat is %s and says %+v", c.State, c.Messages)
			}
			if n := s.Count(`SELECT count(*) FROM tickets WHERE contact_id = $1`, c.ContactID); n != want.left {
				t.Errorf("%d tickets", n)
			}
		})
	}
}

func TestWhatNobodyOnShiftCanServeRaisesAnAlert(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, spanish := s.Queue("Support"), s.Skill("Spanish")
	s.Rings(support, routing.Ring{Min: map[centre.SkillID]int{spanish: 8}}, routing.Ring{AfterS: 600, Min: map[centre.SkillID]int{spanish: 5}})
	s.Hire("Ana").Knowing(spanish, 4).Serving(support).Ready(s.Now())
	bea := s.Hire("Bea").Knowing(spanish, 5).Serving(support).Ready(s.Now())
	call := s.Arrives(routing.Call, support, "C", s.Now())
	s.spill()
	if diff := cmp.Diff([]string{}, s.alerts()); diff != "" {
		t.Errorf("Bea will serve it in the end (-want +got):\n%s", diff)
	}
	s.must(s.routing.Declare(s.ctx, centre.Agent(bea), bea, presence.Declaration{Status: presence.Away, Reason: "lunch"}))
	s.spill()
	if diff := cmp.Diff([]string{}, s.alerts()); diff != "" {
		t.Errorf("who is at lunch comes back (-want +got):\n%s", diff)
	}
	s.must(s.routing.Declare(s.ctx, centre.Agent(bea), bea, presence.Declaration{Status: presence.Offline}))
	s.spill()
	s.spill()
	if diff := cmp.Diff([]string{board.Unroutable}, s.alerts()); diff != "" {
		t.Errorf("nobody on shift can serve it (-want +got):\n%s", diff)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'queue.unroutable' AND subject_id = $1`, support); n != 1 {
		t.Errorf("it was noted %d times", n)
	}
	s.Overflows(support, routing.Overflow{When: routing.Unroutable, Action: routing.PlayClosed})
	s.spill()
	s.wantItem(call.Item, routing.Ended, "", shiftBegins)
	s.spill()
	if diff := cmp.Diff([]string{}, s.alerts()); diff != "" {
		t.Errorf("nothing waits any more (-want +got):\n%s", diff)
	}
}

func TestAnExpectedWaitThatIsTooLong(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing := s.Queue("Support"), s.Queue("Billing")
	sue := s.Hire("Sue").Serving(support).Ready(s.Now())
	s.Overflows(support, routing.Overflow{When: routing.Expected, Over: 200, Action: routing.ToQueue, QueueID: billing})
	s.WrapUp(support, routing.WrapNone, time.Second, time.Second)
	s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	done := s.accepts(sue)
	s.Pass(180 * time.Second) // calls take three minutes here, as far as is known
	_, err := s.routing.End(s.ctx, sue, done)
	s.must(err)
	s.Arrives(routing.Call, support, "C", s.Now())
	s.decide()
	s.accepts(sue)
	next := s.Arrives(routing.Call, support, "C", s.Now())
	second := s.Arrives(routing.Call, support, "C", s.Now().Add(time.Second))
	s.Pass(5 * time.Second)
	if acted := s.spill(); acted != 1 {
		t.Fatalf("%d were sent on", acted)
	}
	if s.item(next.Item).Queue.ID != string(support) || s.item(second.Item).Queue.ID != string(billing) {
		t.Error("the first waits three minutes, the second six: only the second was to be sent on")
	}
}
