package report

import (
	"math"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// Hours is how each agent spent one day, by name; who never signed in is not in it.
type Hours struct {
	Day  string     `json:"day" doc:"2006-01-02"`
	At   time.Time  `json:"at"`
	Rows []HoursDay `json:"rows"`
}

// HoursDay is one agent's seconds by state; they add up to those signed in.
type HoursDay struct {
	ID        centre.AgentID `json:"id"`
	Name      string         `json:"name"`
	Team      string         `json:"team" doc:"empty for none"`
	First     *time.Time     `json:"first" doc:"when they were first signed in on this day"`
	Last      *time.Time     `json:"last" doc:"when they were last; null while they are"`
	SignedInS int            `json:"signed_in_s"`

	ReadyS         int            `json:"ready_s"`
	RingingS       int            `json:"ringing_s"`
	OnContactS     int            `json:"on_contact_s"`
	WrapUpS        int            `json:"wrap_up_s"`
	NotRespondingS int            `json:"not_responding_s"`
	AwayS          int            `json:"away_s"`
	Away           map[string]int `json:"away" doc:"seconds by reason"`
}

// Spell is a time in one state: a stretch of the state log.
type Spell struct {
	AgentID  centre.AgentID `db:"agent_id"`
	Name     string         `db:"name"`
	Team     string         `db:"team"`
	State    presence.State `db:"state"`
	Reason   string         `db:"reason"`
	From, To time.Time
	Lasting  bool `db:"lasting"` // it is the last, and still goes on
}

// hours folds spells that come by name, agent and time.
func hours(spells []Spell) []HoursDay {
	days := []HoursDay{}
	var away map[string]time.Duration
	var by map[presence.State]time.Duration
	for i, s := range spells {
		if s.State == presence.SeenOffline {
			continue
		}
		if len(days) == 0 || days[len(days)-1].ID != s.AgentID {
			from := s.From
			days = append(days, HoursDay{ID: s.AgentID, Name: s.Name, Team: s.Team, First: &from, Away: map[string]int{}})
			by, away = map[presence.State]time.Duration{}, map[string]time.Duration{}
		}
		day, took := &days[len(days)-1], max(0, s.To.Sub(s.From))
		by[s.State] += took
		if s.State == presence.SeenAway {
			away[s.Reason] += took
		}
		if day.Last = nil; !s.Lasting {
			day.Last = &spells[i].To
		}
		day.spent(by, away)
	}
	return days
}

// spent notes whole seconds; signed in is their sum, so that they add up.
func (h *HoursDay) spent(by map[presence.State]time.Duration, away map[string]time.Duration) {
	for state, to := range map[presence.State]*int{
		presence.Ready: &h.ReadyS, presence.Ringing: &h.RingingS, presence.OnContact: &h.OnContactS,
		presence.WrapUp: &h.WrapUpS, presence.NotResponding: &h.NotRespondingS,
	} {
		*to = seconds(by[state])
	}
	h.AwayS = 0
	for reason, took := range away {
		h.Away[reason] = seconds(took)
		h.AwayS += h.Away[reason]
	}
	h.SignedInS = h.ReadyS + h.RingingS + h.OnContactS + h.WrapUpS + h.NotRespondingS + h.AwayS
}

func seconds(d time.Duration) int { return int(math.Round(d.Seconds())) }
