package virtual

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// of is an agent of a queue who comes at a second.
func of(queue centre.QueueID, id string, from float64) Agent {
	a := one(id, from)
	a.Queues = []centre.QueueID{queue}
	return a
}

func TestOverflowToAnotherQueueKeepsThePlace(t *testing.T) {
	t.Parallel()
	calls, bills := ofTier("C"), &Class{Name: "bills", QueueID: "billing", Channel: routing.Call, Tier: "C"}
	d := day([]Agent{of("support", "sue", 0), of("billing", "bob", 0)},
		comes(calls, 0, 100), comes(bills, 1, 100), // both are busy
		comes(calls, 2, 100), comes(bills, 10, 100))
	d.Overflow = map[centre.QueueID][]routing.Overflow{"support": {{When: routing.Waited, Over: 30, Action: routing.ToQueue, QueueID: "billing"}}}
	// Whom support sent on at 32 came before whoever waits in billing; sue, who is free first, may
	// serve them too.
	want := []string{
		"0 1 active sue", "1 2 active bob", "2 3 queued ", "10 4 queued ",
		"100 3 active sue", "101 4 active bob",
	}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d.Agents[0].Plan = []Step{{0, Come}, {Seconds(50), Leave}}
	want[4], want[5] = "101 3 active bob", "201 4 active bob"
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("without sue (-want +got):\n%s", diff)
	}
	r := Run(d)
	got := map[string][3]int{}
	for _, c := range r.Classes {
		got[c.Class] = [3]int{c.Offered, len(c.Answered), c.Overflow}
	}
	if diff := cmp.Diff(map[string][3]int{"C": {2, 1, 1}, "bills": {2, 2, 0}, "C in billing": {1, 1, 0}}, got); diff != "" {
		t.Errorf("offered, answered, sent on (-want +got):\n%s", diff)
	}
}

func TestTheLastToComeOverflowsWhenTooManyWait(t *testing.T) {
	t.Parallel()
	calls := ofTier("C")
	d := day([]Agent{one("sue", 0)}, comes(calls, 0, 100), comes(calls, 1, 100), comes(calls, 2, 100), comes(calls, 3, 100))
	d.Overflow = map[centre.QueueID][]routing.Overflow{"support": {{When: routing.Length, Over: 2, Action: routing.PlayClosed}}}
	want := []string{"0 1 active sue", "1 2 queued ", "2 3 queued ", "100 2 active sue", "200 3 active sue"}
	if diff := cmp.Diff(want, told(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABreakIsNoEndOfAShift(t *testing.T) {
	t.Parallel()
	sue := one("sue", 0)
	sue.Plan = append(sue.Plan,
		Step{Seconds(10), func(d *presence.Desk, now time.Time) error { return d.Declare(presence.Away, "break", false, now) }},
		Step{Seconds(60), Leave}, Step{Seconds(90), Come})
	calls := ofTier("C")
	d := day([]Agent{sue}, comes(calls, 20, 10), comes(calls, 61, 10))
	d.Overflow = map[centre.QueueID][]routing.Overflow{"support": {{When: routing.Unroutable, Action: routing.PlayClosed}}}
	if got := Run(d).Classes[0]; got.Overflow != 2 || len(got.Answered) != 0 {
		t.Errorf("at 60 the shift ends for both: %+v", got)
	}
	sue.Plan = []Step{sue.Plan[0], sue.Plan[1], {Seconds(90), Come}}
	d.Agents[0] = sue
	if got := Run(d).Classes[0]; got.Overflow != 0 || len(got.Answered) != 2 {
		t.Errorf("on a break she is on shift: %+v", got)
	}
}
