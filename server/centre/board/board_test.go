package board

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestServiceLevel(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		sums Sums
		want *float64
	}{
		{"the trade's own example", Sums{Answered: 1000, InTarget: 860, Abandoned: 60, AbandonedIn: 20}, new(.82692)},
		{"two of three left within target", Sums{Answered: 7, InTarget: 7, Abandoned: 3, AbandonedIn: 2}, new(.875)},
		{"who waits past target is missed already", Sums{Answered: 3, InTarget: 3, Late: 1}, new(.75)},
		{"nobody came", Sums{}, nil},
		{"all left within target", Sums{Abandoned: 2, AbandonedIn: 2}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.sums.queue(true, noon).SL
			if (got == nil) != (c.want == nil) || got != nil && math.Abs(*got-*c.want) > 1e-5 {
				t.Errorf("SL %v, want %v", got, c.want)
			}
		})
	}
}

func TestTotalsAreMadeOfSums(t *testing.T) {
	t.Parallel()
	sums := []Sums{
		{QueueID: "a", Answered: 90, InTarget: 90, Waiting: 2, OldestAt: ago(10 * time.Second)},
		{QueueID: "b", Answered: 10, InTarget: 0, Waiting: 1, OldestAt: ago(time.Minute)},
	}
	_, got := fold(sums, nil, Callbacks{Due: 3}, nil, noon)
	want := Totals{Waiting: 3, LongestS: 60, SL: new(.9), CallbacksDue: 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAlerts(t *testing.T) {
	t.Parallel()
	sums := []Sums{
		{QueueID: "calm", Name: "Calm", TargetS: 30, Staffed: 1, OldestAt: ago(time.Hour)}, // a ticket: nobody waits in person
		{QueueID: "late", Name: "Late", TargetS: 3600, Staffed: 1, LatestAt: ago(91 * time.Second), LatestDueS: 30},
		{QueueID: "empty", Name: "Empty", TargetS: 30, StaffedAt: ago(time.Minute)},
		{QueueID: "early", Name: "Early", TargetS: 30, StaffedAt: ago(15 * time.Hour)}, // since its opening, not since last night
		{QueueID: "new", Name: "New", TargetS: 30, StaffedAt: ago(-time.Second)},       // by another node's clock
		{QueueID: "odd", Name: "Odd", TargetS: 30, Staffed: 1, UnroutableAt: ago(time.Second)},
		{QueueID: "closed", Name: "Closed", TargetS: 30},
	}
	open := map[centre.QueueID]opening{
		"calm": {now: true}, "late": {now: true}, "empty": {now: true, since: noon.Add(-time.Hour)},
		"early": {now: true, since: noon.Add(-2 * time.Second)}, "new": {now: true},
	}
	missed := []Missed{{AgentID: "m", Name: "Mia", Times: 2, LastAt: noon}}
	overdue := []Overdue{{CallbackID: "c", Queue: "Calm", DueAt: noon.Add(-65 * time.Minute)}}

	declined := []Declined{{AgentID: "d", Name: "Dan", Queue: "Calm", Times: 4, Allowed: 3, LastAt: noon}}
	handed := []Handed{{ItemID: "i", Customer: "Cara", Queue: "Calm", Times: 6, LastAt: noon}}
	got := alerts(sums, troubles{missed, declined, handed, overdue}, open, noon)
	want := []Alert{
		{LongestWait, About{Kind: "queue", ID: "late"}, "Late: somebody has waited 1:31, the target is 0:30", noon.Add(-time.Second)},
		{NobodyStaffed, About{Kind: "queue", ID: "empty"}, "Empty: open, and nobody is there", noon.Add(-time.Minute)},
		{NobodyStaffed, About{Kind: "queue", ID: "early"}, "Early: open, and nobody is there", noon.Add(-2 * time.Second)},
		{NobodyStaffed, About{Kind: "queue", ID: "new"}, "New: open, and nobody is there", noon},
		{Unroutable, About{Kind: "queue", ID: "odd"}, "Odd: somebody waits whom nobody on shift can serve", noon.Add(-time.Second)},
		{MissedTwice, About{Kind: "agent", ID: "m"}, "Mia let 2 offers pass in 30 minutes", noon},
		{DeclinedOften, About{Kind: "agent", ID: "d"}, "Dan declined 4 offers of Calm in an hour, where 3 are allowed", noon},
		{PassedOn, About{Kind: "item", ID: "i"}, "Calm: Cara was handed on 6 times", noon},
		{CallbackOverdue, About{Kind: "callback", ID: "c"}, "Calm: a callback is 1:05:00 late", noon.Add(-time.Hour)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func ago(d time.Duration) *time.Time {
	at := noon.Add(-d)
	return &at
}
