package permit

import (
	"slices"
	"strings"
	"time"

	"switchboard/server/centre/calendar"
	"switchboard/server/centre/telephone"
	"switchboard/server/centre/zone"
)

// Callee is what is known about who would be called.
type Callee struct {
	Phone        telephone.Number
	DeclaredZone string // the zone that they named; empty when unknown
	AddressZone  string // the zone of their address; empty when unknown
	Consent      string // to be called: "yes", "no" or "unknown"
}

// Zones are all zones in which the callee may be: declared, by address, by
// prefix, each once and in this order.
func (c Callee) Zones() []string {
	zones := []string{}
	for _, z := range append([]string{c.DeclaredZone, c.AddressZone}, c.Phone.Zones()...) {
		if z != "" && !slices.Contains(zones, z) {
			zones = append(zones, z)
		}
	}
	return zones
}

// Reason is why a dial was refused; empty when it is allowed.
type Reason string

// The reasons, in the order in which they are looked at.
const (
	NoPurpose     Reason = "no_purpose"     // the pack has no rule for it
	InvalidNumber Reason = "invalid_number" // no numbering plan knows it
	OptedOut      Reason = "opted_out"      // the customer does not want calls
	NoConsent     Reason = "no_consent"     // the purpose needs a yes that is not there
	UnknownZone   Reason = "unknown_zone"   // nothing says where the callee is
	OutsideHours  Reason = "outside_hours"  // somewhere that they may be, it is too early or too late
	TooSoon       Reason = "too_soon"       // the dial before was a moment ago
	TooOftenDay   Reason = "too_often_day"  // the cap of 24 hours is reached
	TooOftenWeek  Reason = "too_often_week" // the cap of seven days is reached
)

var texts = map[Reason]string{
	NoPurpose:     "the rules know no call for this purpose",
	InvalidNumber: "this is no telephone number that can be called",
	OptedOut:      "the customer does not want to be called",
	NoConsent:     "the customer has not agreed to be called for this",
	UnknownZone:   "it is not known what time it is where this number rings",
	OutsideHours:  "it is outside lawful calling hours in a zone where the customer may be",
	TooSoon:       "this number was called a moment ago",
	TooOftenDay:   "this number was called as often in 24 hours as is allowed",
	TooOftenWeek:  "this number was called as often in seven days as is allowed",
}

// Text says the reason to a person.
func (r Reason) Text() string { return texts[r] }

// Decision is leave to dial, or why not.
type Decision struct {
	Allowed    bool            `json:"allowed"`
	Reason     Reason          `json:"reason"`
	Zones      []string        `json:"zones"`
	Windows    []calendar.Span `json:"windows" doc:"lawful hours of the day on which the instant falls for the callee"`
	Pack       string          `json:"rule_pack"`
	ValidUntil time.Time       `json:"-"`
}

// Decide says whether callee may be dialled at now for the purpose; before are
// the dials to the number so far.
func (p Pack) Decide(purpose Purpose, callee Callee, now time.Time, before []time.Time) Decision {
	d := Decision{Pack: p.ID, Zones: callee.Zones(), ValidUntil: now}
	rule, known := p.Purposes[purpose]
	if known {
		d.Windows = p.Windows(purpose, now, d.Zones)
	}
	d.Reason = rule.refuses(callee, d.Zones, now, before)
	if !known {
		d.Reason = NoPurpose
	}
	if d.Reason != "" {
		return d
	}
	end := now.Add(time.Duration(p.PermitS) * time.Second)
	d.Allowed, d.ValidUntil = true, rule.common(now, end, d.Zones)[0].To
	return d
}

// refuses gives the first rule that stands against the dial; none when it may be made.
func (r Rule) refuses(callee Callee, zones []string, now time.Time, before []time.Time) Reason {
	switch {
	case !callee.Phone.Valid():
		return InvalidNumber
	case strings.EqualFold(callee.Consent, "no"):
		return OptedOut
	case r.NeedsConsent && !strings.EqualFold(callee.Consent, "yes"):
		return NoConsent
	case !known(zones):
		return UnknownZone
	case len(r.common(now, now.Add(time.Second), zones)) == 0:
		return OutsideHours
	case since(before, now, time.Duration(r.PauseS)*time.Second) > 0:
		return TooSoon
	case r.Per24h > 0 && since(before, now, 24*time.Hour) >= r.Per24h:
		return TooOftenDay
	case r.Per7d > 0 && since(before, now, 7*24*time.Hour) >= r.Per7d:
		return TooOftenWeek
	}
	return ""
}

// known reports whether there are zones and each of them is real.
func known(zones []string) bool {
	for _, z := range zones {
		if _, err := zone.Load(z); err != nil {
			return false
		}
	}
	return len(zones) > 0
}

// since counts the dials less than d before now.
func since(before []time.Time, now time.Time, d time.Duration) int {
	n := 0
	for _, at := range before {
		if now.Sub(at) < d {
			n++
		}
	}
	return n
}
