package callback

import (
	"fmt"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/permit"
	"switchboard/server/centre/telephone"
	"switchboard/server/centre/zone"
)

// region is whose numbers are written without a country code.
const region = "US"

// Ask is when and where somebody wants to be called.
type Ask struct {
	Phone string // as a person writes it
	Local string // on the clock of Zone: 2026-11-23T10:15
	Zone  string // the customer's, by its IANA name
}

// Answer says whether a callback can be promised, and when else it could be.
type Answer struct {
	Allowed     bool            `json:"allowed"`
	Reason      permit.Reason   `json:"reason" doc:"empty when it can be promised"`
	Explanation string          `json:"explanation" doc:"for people"`
	Windows     []calendar.Span `json:"windows" doc:"lawful hours of that day"`
	Zones       []string        `json:"zones" doc:"where the customer may be"`

	Phone  telephone.Number `json:"phone" doc:"in E.164"`
	DueAt  time.Time        `json:"due_at"`
	Window calendar.Span    `json:"-"`
}

// Who is what is known about the customer to be called.
type Who struct {
	Zone    string // of their own record; empty when unknown
	Consent string // to be called: yes, no or unknown
	Tier    string
}

// Check says whether a callback may be promised. What makes no sense at all (no
// number, no zone, a time that does not exist or is over) is Invalid instead.
func Check(a Ask, who Who, now time.Time) (Answer, error) {
	number, err := telephone.Parse(a.Phone, region)
	if err != nil {
		return Answer{}, err
	}
	due, twice, err := a.instant(now)
	if err != nil {
		return Answer{}, err
	}
	callee := permit.Callee{Phone: number, DeclaredZone: a.Zone, AddressZone: who.Zone, Consent: who.Consent}
	d := permit.US(due).Decide(permit.CallbackRequested, callee, due, nil)
	answer := Answer{
		Allowed: d.Allowed, Reason: d.Reason, Explanation: d.Reason.Text(), Windows: d.Windows, Zones: d.Zones,
		Phone: number, DueAt: due,
	}
	if twice && d.Allowed {
		answer.Explanation = "clocks are put back at that time, so it comes twice: the earlier one still to come is meant"
	}
	answer.Window, _ = window(due, d.Windows)
	return answer, nil
}

// instant gives when clocks in the zone show the local time, and whether they do
// so twice.
func (a Ask) instant(now time.Time) (due time.Time, twice bool, err error) {
	loc, err := zone.Load(a.Zone)
	if err != nil {
		return time.Time{}, false, err
	}
	wall, err := zone.ParseLocal(a.Local)
	if err != nil {
		return time.Time{}, false, err
	}
	instants := zone.Instants(wall, loc)
	if len(instants) == 0 {
		return time.Time{}, false, notThere(a)
	}
	due = instants[0]
	if last := instants[len(instants)-1]; !due.After(now) {
		due = last
	}
	switch {
	case !due.After(now):
		return due, false, centre.Field("local", "%s in %s is over", a.Local, a.Zone)
	case due.After(now.Add(farthest)):
		return due, false, centre.Field("local", "is more than a year ahead")
	}
	return due, len(instants) > 1, nil
}

func notThere(a Ask) error {
	f := centre.Field("local", "clocks in %s are put forward over %s on that day, so there is no such time", a.Zone, a.Local[len("2006-01-02T"):])
	f.Code = "no_such_time"
	return f
}

// refusal is the fault of a promise that may not be made; its detail is the answer.
func (a Answer) refusal() error {
	return &centre.Fault{
		Kind: centre.Invalid, Code: string(a.Reason), Message: a.Explanation, Detail: a,
		Fields: []centre.FieldFault{{Field: "local", Message: fmt.Sprintf("cannot be promised: %s", a.Explanation)}},
	}
}
