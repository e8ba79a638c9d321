package board

import (
	"fmt"
	"time"

	"switchboard/server/centre"
)

// When somebody should look.
const (
	waitTimesTarget = 3                // somebody waits longer than this times their target: their service package's or the queue's
	overdueAfter    = 5 * time.Minute  // a callback is past its time
	missedWithin    = 30 * time.Minute // an agent let offers pass…
	missedTimes     = 2                // …this often
	mostTransfers   = 5                // of one contact
)

// The kinds of alert.
const (
	LongestWait     = "longest_wait"
	NobodyStaffed   = "nobody_staffed"
	Unroutable      = "unroutable"
	MissedTwice     = "missed_twice"
	DeclinedOften   = "declined_often"
	CallbackOverdue = "callback_overdue"
	PassedOn        = "passed_on"
)

// Alert is something that needs somebody's attention.
type Alert struct {
	Kind    string    `json:"kind"`
	Subject About     `json:"subject"`
	Text    string    `json:"text"`
	Since   time.Time `json:"since"`
}

// About is what an alert is about: "queue", "agent", "callback" or "item".
type About struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// Missed is an agent who let offers pass lately.
type Missed struct {
	AgentID centre.AgentID `db:"agent_id"`
	Name    string         `db:"name"`
	Times   int            `db:"times"`
	LastAt  time.Time      `db:"last_at"`
}

// Declined is an agent who declined more offers of a queue within the hour than it allows.
type Declined struct {
	AgentID centre.AgentID `db:"agent_id"`
	Name    string         `db:"name"`
	Queue   string         `db:"queue"`
	Times   int            `db:"times"`
	Allowed int            `db:"allowed"`
	LastAt  time.Time      `db:"last_at"`
}

// Handed is live work that was transferred more often than anybody should be.
type Handed struct {
	ItemID   centre.ItemID `db:"item_id"`
	Customer string        `db:"customer"`
	Queue    string        `db:"queue"`
	Times    int           `db:"times"`
	LastAt   time.Time     `db:"last_at"`
}

// Overdue is a callback past its time.
type Overdue struct {
	CallbackID centre.CallbackID `db:"callback_id"`
	Queue      string            `db:"queue"`
	DueAt      time.Time         `db:"due_at"`
}

// troubles is what alerts tell beside the queues' own.
type troubles struct {
	missed   []Missed
	declined []Declined
	handed   []Handed
	overdue  []Overdue
}

// alerts gives what needs attention, queues first.
func alerts(sums []Sums, t troubles, open map[centre.QueueID]opening, now time.Time) []Alert {
	all := []Alert{}
	for _, s := range sums {
		all = append(all, queueAlerts(s, open[s.QueueID], now)...)
	}
	for _, m := range t.missed {
		all = append(all, Alert{
			Kind: MissedTwice, Subject: About{Kind: "agent", ID: string(m.AgentID)}, Since: m.LastAt,
			Text: fmt.Sprintf("%s let %d offers pass in 30 minutes", m.Name, m.Times),
		})
	}
	for _, d := range t.declined {
		all = append(all, Alert{
			Kind: DeclinedOften, Subject: About{Kind: "agent", ID: string(d.AgentID)}, Since: d.LastAt,
			Text: fmt.Sprintf("%s declined %d offers of %s in an hour, where %d are allowed", d.Name, d.Times, d.Queue, d.Allowed),
		})
	}
	for _, h := range t.handed {
		all = append(all, Alert{
			Kind: PassedOn, Subject: About{Kind: "item", ID: string(h.ItemID)}, Since: h.LastAt,
			Text: fmt.Sprintf("%s: %s was handed on %d times", h.Queue, h.Customer, h.Times),
		})
	}
	for _, o := range t.overdue {
		all = append(all, Alert{
			Kind: CallbackOverdue, Subject: About{Kind: "callback", ID: string(o.CallbackID)}, Since: o.DueAt.Add(overdueAfter),
			Text: fmt.Sprintf("%s: a callback is %s late", o.Queue, clock(now.Sub(o.DueAt))),
		})
	}
	return all
}

func queueAlerts(s Sums, open opening, now time.Time) []Alert {
	var all []Alert
	subject := About{Kind: "queue", ID: string(s.QueueID)}
	target := time.Duration(s.LatestDueS) * time.Second
	if limit := waitTimesTarget * target; s.LatestAt != nil && now.Sub(*s.LatestAt) > limit {
		all = append(all, Alert{
			Kind: LongestWait, Subject: subject, Since: s.LatestAt.Add(limit),
			Text: fmt.Sprintf("%s: somebody has waited %s, the target is %s", s.Name, clock(now.Sub(*s.LatestAt)), clock(target)),
		})
	}
	if open.now && s.Staffed == 0 {
		since := now
		if s.StaffedAt != nil && s.StaffedAt.Before(now) {
			since = *s.StaffedAt
		}
		if open.since.After(since) {
			since = open.since
		}
		all = append(all, Alert{Kind: NobodyStaffed, Subject: subject, Since: since, Text: s.Name + ": open, and nobody is there"})
	}
	if s.UnroutableAt != nil {
		all = append(all, Alert{Kind: Unroutable, Subject: subject, Since: *s.UnroutableAt, Text: s.Name + ": somebody waits whom nobody on shift can serve"})
	}
	return all
}

// clock writes a span as m:ss, or h:mm:ss from an hour on.
func clock(d time.Duration) string {
	s := int(d / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
