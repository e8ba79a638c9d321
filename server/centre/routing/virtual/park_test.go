package virtual

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre/routing"
)

func TestATicketStandsStillWhileItsAgentHasACall(t *testing.T) {
	t.Parallel()
	tickets := &Class{QueueID: "support", Channel: routing.Ticket, Tier: "C"}
	d := day([]Agent{one("ana", 0)}, comes(tickets, 0, 100), comes(ofTier("C"), 40, 60), comes(tickets, 50, 10))
	f, done := open(d)
	defer done()
	for f.happen() {
		f.decide()
	}
	if took := f.now.Sub(opening).Seconds(); took != 160 {
		t.Errorf("the day took %v s: the ticket was worked on for 40 s, parked for 60, and taken up again for 60", took)
	}
	want := []string{"0 1 active ana", "40 2 active ana", "50 3 queued ", "100 3 active ana"}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A day on which two agents who never run out of tickets also have the calls: with tickets that
// do not give way every caller waits until both hands happen to be empty, which they never are.
func TestCallsDoNotStarveBehindTickets(t *testing.T) {
	t.Parallel()
	run := func(firm bool) (calls, tickets Tally) {
		call := &Class{Name: "calls", QueueID: "support", Channel: routing.Call, Tier: "C", WrapUp: 30 * time.Second}
		ticket := &Class{Name: "tickets", QueueID: "support", Channel: routing.Ticket, Tier: "C", Firm: firm}
		var arrivals []Arrival
		for i := range 480 { // eight hours
			at := float64(60 * i)
			if arrivals = append(arrivals, comes(ticket, at, 300)); i%5 == 0 {
				arrivals = append(arrivals, comes(call, at+7, 180, patience(300)))
			}
		}
		r := Run(Day{Opens: opening, Agents: team(2), Arrivals: slices.Values(arrivals)})
		return r.Total("calls", func(c string) bool { return c == "calls" }), r.Total("tickets", func(c string) bool { return c == "tickets" })
	}
	firm, _ := run(true)
	calls, tickets := run(false)
	t.Logf("firm: %d of %d callers hung up; giving way: %d, mean wait %v, and %d tickets were done", len(firm.Abandoned), firm.Offered, len(calls.Abandoned), calls.Mean(), len(tickets.Answered))
	if lost := len(firm.Abandoned); 2*lost < firm.Offered {
		t.Errorf("%d of %d callers hung up where tickets hold their agents: this proves nothing", lost, firm.Offered)
	}
	if calls.Level(20*time.Second) < 0.95 || len(calls.Abandoned) > 0 {
		t.Errorf("service level %.3f, %d of %d callers hung up", calls.Level(20*time.Second), len(calls.Abandoned), calls.Offered)
	}
	if len(tickets.Answered) != 480 {
		t.Errorf("%d of 480 tickets were begun", len(tickets.Answered))
	}
}
