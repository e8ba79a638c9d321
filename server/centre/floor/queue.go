package floor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

// Queue is a line of waiting work as its supervisor sets it up.
type Queue struct {
	ID         centre.QueueID     `json:"id"`
	SiteID     centre.SiteID      `json:"site_id"`
	CalendarID *centre.CalendarID `json:"calendar_id" doc:"when it is open; null: always"`
	Name       string             `json:"name"`
	Priority   int                `json:"priority" doc:"1 first … 9 last"`
	TargetS    int                `json:"target_s" doc:"seconds within which contacts should be answered"`
	OfferS     int                `json:"offer_s" doc:"seconds an agent has to accept"`
	WrapMode   routing.WrapMode   `json:"wrap_mode" enum:"none,optional,timed,mandatory"`
	WrapS      int                `json:"wrap_s" doc:"seconds of wrap-up"`
	WrapMaxS   int                `json:"wrap_max_s" doc:"seconds to which wrap-up can be extended"`
	Required   []routing.Need     `json:"required" doc:"skills that an agent must have, however long somebody waits"`
	Rings      []routing.Ring     `json:"rings" doc:"what is asked for beside them at first, and less and less"`
	Choice     routing.Choice     `json:"choice" enum:"auto,longest_idle,least_occupied,most_skilled,narrowest_first,round_robin" doc:"who is picked of those who could; auto: the longest idle, or with several skills the least occupied"`
	Members    []centre.AgentID   `json:"members"`
	Public     bool               `json:"public" doc:"customers can choose it in the chat widget"`
	OpenNow    bool               `json:"open_now"`
	Version    int                `json:"version"`

	WhenClosed routing.WhenClosed  `json:"when_closed" enum:"refuse,defer" doc:"what becomes of chats that come while it is closed: they are refused, or wait until it opens; tickets wait and calls are refused in any case"`
	FieldRules []routing.FieldRule `json:"field_rules" doc:"the first that fits applies to what arrives"`
	Overflow   []routing.Overflow  `json:"overflow" doc:"what becomes of work that waits too long: the first that fits applies"`
	Surge      *routing.Surge      `json:"surge" doc:"that more comes to it than it can serve; null: none is on"`
	SurgeAuto  bool                `json:"surge_auto" doc:"a surge begins by itself when who comes now is expected to wait more than three times as long as is usual, for two minutes"`
	SurgeText  string              `json:"surge_text" doc:"what customers who wait are told of a surge; empty: the usual"`

	StickyS        *int `json:"sticky_s" doc:"seconds that work waits for the agent who knows its customer, of tickets and e-mail in the queue's hours; 0: not at all; null: calls 20 s, chats 60 s, tickets and e-mail 4 hours"`
	Reserve        int  `json:"reserve" doc:"idle agents kept free for tiers A and B: a C is served only when more are idle, or once it has waited into the guard band; 0: nobody is"`
	Interruptible  bool `json:"interruptible" doc:"its tickets and e-mails give way to calls: an agent of a team that does not mix may be offered a call beside them, and who takes it parks them until it is over"`
	Bias           int  `json:"bias" doc:"points that its work has before that of other queues, for who serves several: a point is a second of a C's waiting"`
	CallbackAfterS int  `json:"callback_after_s" doc:"seconds: who waits and is expected to wait longer than that may be called instead, in their turn; in a surge whoever waits may; 0: nobody is offered it"`
	BackAfterS     int  `json:"back_after_s" doc:"seconds after which who missed an offer is asked again; 0: when they say that they are there"`
	DeclinesAnHour int  `json:"declines_an_hour" doc:"offers that somebody may decline in an hour before their supervisor hears of it; 0: any number"`

	SilenceWarnS  int `json:"silence_warn_s" doc:"seconds after which a customer who does not answer in a chat is warned; 0: never"`
	SilenceCloseS int `json:"silence_close_s" doc:"seconds after which such a chat is closed; 0: never"`
}

// NewQueue is a queue with what a chat queue usually has.
func NewQueue() Queue {
	return Queue{
		Priority: 5, TargetS: 30, OfferS: 20, WrapMode: routing.WrapOptional, WrapS: 30, WrapMaxS: 120,
		Required: []routing.Need{}, Rings: []routing.Ring{}, FieldRules: []routing.FieldRule{}, Overflow: []routing.Overflow{}, Choice: routing.Auto, Members: []centre.AgentID{}, OpenNow: true, Version: 1,
		Interruptible: true, WhenClosed: routing.Refuse, CallbackAfterS: 120, SilenceWarnS: 180, SilenceCloseS: 300,
	}
}

// QueueChange is what is to become different about a queue; nil leaves a field.
type QueueChange struct {
	CalendarID *centre.CalendarID // empty: always open
	Name       *string
	Priority   *int
	TargetS    *int
	OfferS     *int
	WrapMode   *routing.WrapMode
	WrapS      *int
	WrapMaxS   *int
	Required   *[]routing.Need
	Rings      *[]routing.Ring
	Choice     *routing.Choice
	Members    *[]centre.AgentID
	Public     *bool

	WhenClosed *routing.WhenClosed
	FieldRules *[]routing.FieldRule
	Overflow   *[]routing.Overflow
	SurgeAuto  *bool
	SurgeText  *string

	StickyS        **int // to nil: as is usual
	Reserve        *int
	Interruptible  *bool
	Bias           *int
	CallbackAfterS *int
	BackAfterS     *int
	DeclinesAnHour *int

	SilenceWarnS  *int
	SilenceCloseS *int
}

func (q *Queue) apply(c QueueChange) error {
	centre.Set(&q.Name, c.Name)
	centre.Set(&q.Priority, c.Priority)
	centre.Set(&q.TargetS, c.TargetS)
	centre.Set(&q.OfferS, c.OfferS)
	centre.Set(&q.WrapMode, c.WrapMode)
	centre.Set(&q.WrapS, c.WrapS)
	centre.Set(&q.WrapMaxS, c.WrapMaxS)
	centre.Set(&q.Required, c.Required)
	centre.Set(&q.Rings, c.Rings)
	centre.Set(&q.Choice, c.Choice)
	centre.Set(&q.Members, c.Members)
	centre.Set(&q.FieldRules, c.FieldRules)
	centre.Set(&q.Overflow, c.Overflow)
	centre.Set(&q.SurgeAuto, c.SurgeAuto)
	centre.Set(&q.SurgeText, c.SurgeText)
	centre.Set(&q.Public, c.Public)
	centre.Set(&q.WhenClosed, c.WhenClosed)
	centre.Set(&q.Bias, c.Bias)
	centre.Set(&q.Reserve, c.Reserve)
	centre.Set(&q.StickyS, c.StickyS)
	centre.Set(&q.Interruptible, c.Interruptible)
	centre.Set(&q.CallbackAfterS, c.CallbackAfterS)
	centre.Set(&q.BackAfterS, c.BackAfterS)
	centre.Set(&q.DeclinesAnHour, c.DeclinesAnHour)
	centre.Set(&q.SilenceWarnS, c.SilenceWarnS)
	centre.Set(&q.SilenceCloseS, c.SilenceCloseS)
	if c.CalendarID != nil {
		if q.CalendarID = c.CalendarID; *c.CalendarID == "" {
			q.CalendarID = nil
		}
	}
	return q.check()
}

// check tidies a queue and names every field that is wrong.
func (q *Queue) check() error {
	q.Name = strings.TrimSpace(q.Name)
	var wrong faults
	wrong.Text("name", q.Name, 1, 100)
	wrong.Between("priority", q.Priority, 1, 9)
	wrong.Between("target_s", q.TargetS, 1, 7*24*3600)
	wrong.Between("offer_s", q.OfferS, 5, 600)
	wrong.Between("wrap_s", q.WrapS, 1, 3600)
	wrong.Between("wrap_max_s", q.WrapMaxS, q.WrapS, 4*3600)
	wrong.Between("bias", q.Bias, -1000, 1000)
	if q.StickyS != nil {
		wrong.Between("sticky_s", *q.StickyS, 0, int(routing.MaxSticky/time.Second))
	}
	wrong.Between("reserve", q.Reserve, 0, routing.MaxReserve)
	wrong.Between("callback_after_s", q.CallbackAfterS, 0, 24*3600)
	wrong.Between("back_after_s", q.BackAfterS, 0, 3600)
	wrong.Between("declines_an_hour", q.DeclinesAnHour, 0, 1000)
	wrong.Between("silence_warn_s", q.SilenceWarnS, 0, 24*3600)
	wrong.Between("silence_close_s", q.SilenceCloseS, 0, 24*3600)
	wrong.Unless(q.SilenceCloseS == 0 || q.SilenceCloseS > q.SilenceWarnS, "silence_close_s", "must be 0 or more than silence_warn_s")
	modes := []routing.WrapMode{routing.WrapNone, routing.WrapOptional, routing.WrapTimed, routing.WrapMandatory}
	wrong.Unless(slices.Contains(modes, q.WrapMode), "wrap_mode", "must be none, optional, timed or mandatory")
	wrong.Unless(q.WhenClosed == routing.Refuse || q.WhenClosed == routing.Defer, "when_closed", "must be refuse or defer")
	wrong.Unless(q.SiteID != "", "site_id", "must be given")
	seen := map[centre.SkillID]bool{}
	for i, n := range q.Required {
		wrong.Between(fmt.Sprintf("required[%d].min", i), n.Min, 1, 10)
		wrong.Unless(!seen[n.SkillID], fmt.Sprintf("required[%d].skill_id", i), "stands here twice")
		seen[n.SkillID] = true
	}
	wrong.rings(q.Rings)
	for i, r := range q.FieldRules {
		wrong.rule(fmt.Sprintf("field_rules[%d]", i), r)
	}
	wrong.overflow(q.Overflow)
	q.SurgeText = strings.TrimSpace(q.SurgeText)
	wrong.Text("surge_text", q.SurgeText, 0, longestWord)
	wrong.Unless(slices.Contains(routing.Choices, q.Choice), "choice", fmt.Sprintf("must be one of %v", routing.Choices))
	q.Required = slices.Clone(q.Required) // the fields that are wrong are named in the order in which they came
	slices.SortFunc(q.Required, func(a, b routing.Need) int { return cmp.Compare(a.SkillID, b.SkillID) })
	q.Members = slices.Clone(q.Members)
	slices.Sort(q.Members)
	q.Members = slices.Compact(q.Members)
	return wrong.Err("this queue")
}

// faults are those of the fields of a queue and of what it refers to.
type faults struct{ centre.Faults }
