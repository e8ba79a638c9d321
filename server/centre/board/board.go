package board

import (
	"math"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/wait"
)

// Board is everything a supervisor's screen shows, as of one instant.
type Board struct {
	Pos    int64      `json:"pos"` // the stream's head just before the figures were read
	At     time.Time  `json:"at"`
	Queues []QueueRow `json:"queues"`
	Agents []AgentRow `json:"agents"`
	Totals Totals     `json:"totals"`
	Alerts []Alert    `json:"alerts"`
	Audit  *Audit     `json:"audit" doc:"null until the auditor has looked for the first time"`
}

// Audit is what the auditor found, on all sites.
type Audit struct {
	Decisions  int64     `json:"decisions" db:"decisions"`   // that were checked so far
	Violations int       `json:"violations" db:"violations"` // that stand
	CheckedAt  time.Time `json:"checked_at" db:"checked_at"`
}

// QueueRow is one line of waiting work.
type QueueRow struct {
	ID             centre.QueueID `json:"id"`
	Name           string         `json:"name"`
	Waiting        int            `json:"waiting"`
	LongestS       int            `json:"longest_s"`
	OldestAt       *time.Time     `json:"oldest_at"`
	OfferedToday   int            `json:"offered_today"`
	AnsweredToday  int            `json:"answered_today"`
	AbandonedToday int            `json:"abandoned_today"`
	InTargetToday  int            `json:"in_target_today"`
	Overflowed     int            `json:"overflowed_today" doc:"taken out of this queue by its overflow rules: offered = answered + abandoned + overflowed + expired + waiting"`
	SL             *float64       `json:"sl"`         // 0…1
	ASA            *float64       `json:"asa_s"`      // seconds
	Expected       *int           `json:"expected_s"` // of somebody who comes now, seconds in the mean
	TargetS        int            `json:"target_s"`
	OpenNow        bool           `json:"open_now"`
	Ready          int            `json:"ready"`
	OnContact      int            `json:"on_contact"`
	Surge          *routing.Surge `json:"surge" doc:"that more comes to it than it can serve; null: none is on"`
}

// Totals are the figures over all queues and agents of the board.
type Totals struct {
	Waiting      int      `json:"waiting"`
	LongestS     int      `json:"longest_s"`
	Ready        int      `json:"ready"`
	OnContact    int      `json:"on_contact"`
	WrapUp       int      `json:"wrap_up"`
	Away         int      `json:"away"`
	SL           *float64 `json:"sl"`
	CallbacksDue int      `json:"callbacks_due"`
	Promises     Promises `json:"promises"`
}

// Promises are the callbacks whose word was settled today.
type Promises struct {
	Kept   int `json:"kept" db:"kept"`
	Moved  int `json:"moved" db:"moved"`
	Broken int `json:"broken" db:"broken"`
}

// Sums are what is counted of one queue; its row and the service level are made of them.
type Sums struct {
	QueueID     centre.QueueID `db:"queue_id"`
	Name        string         `db:"name"`
	TargetS     int            `db:"target_s"`
	Waiting     int            `db:"waiting"`
	OldestAt    *time.Time     `db:"oldest_at"`       // of all that waits
	LatestAt    *time.Time     `db:"latest_at"`       // since when waits who, of those there in person, has waited the most times their own target
	LatestDueS  int            `db:"latest_target_s"` // that target
	Offered     int            `db:"offered"`
	Answered    int            `db:"answered"`
	InTarget    int            `db:"in_target"`
	Abandoned   int            `db:"abandoned"`
	AbandonedIn int            `db:"abandoned_in"` // within target
	Late        int            `db:"late"`         // still waiting, past target
	Expired     int            `db:"expired"`
	Overflowed  int            `db:"overflowed"` // taken out of the queue by its rules
	WaitS       float64        `db:"wait_s"`     // of all answered
	Ready       int            `db:"ready"`
	OnContact   int            `db:"on_contact"`
	Staffed     int            `db:"staffed"`    // agents who are there, free or not
	StaffedAt   *time.Time     `db:"staffed_at"` // when one of them last came or went; not before there was the queue

	UnroutableAt *time.Time `db:"unroutable_at"` // since when something waits that nobody on shift can ever serve
}

// judged is the service level's denominator: all whose wait can be judged by now.
func (s Sums) judged() int {
	return s.Answered + s.Abandoned - s.AbandonedIn + s.Late + s.Expired
}

// Level is the service level, 0…1; nil where nothing can be judged.
func (s Sums) Level() *float64 { return Ratio(float64(s.InTarget), s.judged()) }

func (s Sums) queue(open bool, now time.Time) QueueRow {
	return QueueRow{
		ID: s.QueueID, Name: s.Name, TargetS: s.TargetS, OpenNow: open,
		Waiting: s.Waiting, OldestAt: s.OldestAt, LongestS: waited(s.OldestAt, now),
		OfferedToday: s.Offered, AnsweredToday: s.Answered, AbandonedToday: s.Abandoned, InTargetToday: s.InTarget, Overflowed: s.Overflowed,
		SL: s.Level(), ASA: Ratio(s.WaitS, s.Answered),
		Ready: s.Ready, OnContact: s.OnContact,
	}
}

// expect notes what somebody who comes now has before them, where that can be told.
func (q *QueueRow) expect(waits map[centre.QueueID]wait.Estimate) {
	if e, known := waits[q.ID]; known {
		s := int(math.Round(e.Mean))
		q.Expected = &s
	}
}

// Ratio is nothing where there is nothing to divide by.
func Ratio(of float64, by int) *float64 {
	if by == 0 {
		return nil
	}
	r := of / float64(by)
	return &r
}

func waited(since *time.Time, now time.Time) int {
	if since == nil {
		return 0
	}
	return max(0, int(now.Sub(*since)/time.Second))
}

// fold makes the queues and the totals of what was counted.
func fold(sums []Sums, agents []AgentRow, calls Callbacks, open map[centre.QueueID]opening, now time.Time) ([]QueueRow, Totals) {
	queues := make([]QueueRow, 0, len(sums))
	t := Totals{CallbacksDue: calls.Due, Promises: calls.Promises}
	inTarget, judged := 0, 0
	for _, s := range sums {
		q := s.queue(open[s.QueueID].now, now)
		queues = append(queues, q)
		t.Waiting += q.Waiting
		t.LongestS = max(t.LongestS, q.LongestS)
		inTarget += s.InTarget
		judged += s.judged()
	}
	t.SL = Ratio(float64(inTarget), judged)
	for _, a := range agents {
		switch a.State {
		case presence.Ready:
			t.Ready++
		case presence.OnContact:
			t.OnContact++
		case presence.WrapUp:
			t.WrapUp++
		case presence.SeenAway, presence.NotResponding:
			t.Away++
		}
	}
	return queues, t
}
