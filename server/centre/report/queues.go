package report

import (
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/board"
)

// Queues is one day of every queue, by name.
type Queues struct {
	Day  string     `json:"day" doc:"2006-01-02"`
	At   time.Time  `json:"at" doc:"when it was counted: of today, what happened until then"`
	Rows []QueueDay `json:"rows"`
}

// QueueDay is one queue's day: the whole of it, and each half hour in which somebody
// came or something ended.
type QueueDay struct {
	ID      centre.QueueID `json:"id"`
	Name    string         `json:"name"`
	Zone    string         `json:"zone" doc:"its day's midnights are this zone's"`
	TargetS int            `json:"target_s"`
	Figures
	Intervals []Interval `json:"intervals"`
}

// Interval is a half hour.
type Interval struct {
	At time.Time `json:"at" doc:"its beginning"`
	Figures
}

// Figures are what was counted, and what follows from it. All but others speak of people who wait
// in person: calls, chats, walk-ins.
type Figures struct {
	Offered    int      `json:"offered" doc:"came in this time, those taken elsewhere by overflow included"`
	Answered   int      `json:"answered"`
	InTarget   int      `json:"in_target" doc:"answered within the target"`
	Abandoned  int      `json:"abandoned"`
	Overflowed int      `json:"overflowed" doc:"taken out of the queue by its overflow rules"`
	SL         *float64 `json:"sl" doc:"answered within target, of all offered but those who left within target; 0…1"`
	Lost       *float64 `json:"lost" doc:"abandoned, of offered; 0…1"`
	ASA        *float64 `json:"asa_s" doc:"mean wait of those answered, seconds"`
	LongestS   int      `json:"longest_s" doc:"longest wait of one answered or abandoned"`
	Handled    int      `json:"handled" doc:"ended in this time, after an agent had accepted"`
	AHT        *float64 `json:"aht_s" doc:"from acceptance to the end of wrap-up, mean of those handled"`
	Others     int      `json:"others" doc:"tickets, e-mails and callbacks that were finished in this time"`
}

// Sums is what is counted of a queue's half hour.
type Sums struct {
	board.Sums
	At       time.Time `db:"at"`
	Zone     string    `db:"zone"`
	LongestS int       `db:"longest_s"`
	Handled  int       `db:"handled"`
	HandleS  float64   `db:"handle_s"`
	Others   int       `db:"others"`
}

func (s *Sums) add(o Sums) {
	s.Offered += o.Offered
	s.Answered += o.Answered
	s.InTarget += o.InTarget
	s.Abandoned += o.Abandoned
	s.AbandonedIn += o.AbandonedIn
	s.Late += o.Late
	s.Expired += o.Expired
	s.Overflowed += o.Overflowed
	s.WaitS += o.WaitS
	s.LongestS = max(s.LongestS, o.LongestS)
	s.Handled += o.Handled
	s.HandleS += o.HandleS
	s.Others += o.Others
}

func (s Sums) figures() Figures {
	return Figures{
		Offered: s.Offered, Answered: s.Answered, InTarget: s.InTarget, Abandoned: s.Abandoned, Overflowed: s.Overflowed,
		SL: s.Level(), Lost: board.Ratio(float64(s.Abandoned), s.Offered), ASA: board.Ratio(s.WaitS, s.Answered),
		LongestS: s.LongestS, Handled: s.Handled, AHT: board.Ratio(s.HandleS, s.Handled), Others: s.Others,
	}
}

// fold makes days of half hours that come by queue and time; a queue that had none comes
// with one that is empty, of no time.
func fold(sums []Sums) []QueueDay {
	days := []QueueDay{}
	var whole Sums
	for i, s := range sums {
		if i == 0 || s.QueueID != sums[i-1].QueueID {
			days, whole = append(days, QueueDay{ID: s.QueueID, Name: s.Name, Zone: s.Zone, TargetS: s.TargetS, Intervals: []Interval{}}), Sums{}
		}
		day := &days[len(days)-1]
		if !s.At.IsZero() {
			day.Intervals = append(day.Intervals, Interval{At: s.At, Figures: s.figures()})
		}
		whole.add(s)
		day.Figures = whole.figures()
	}
	return days
}
