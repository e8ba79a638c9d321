package routing

import (
	"context"
	"slices"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// Package is one row of a site's service packages: to whom it is due, and what they get. The
// first row that fits arriving work applies, before the field rules of the queue where it
// arrives, which then have no say.
type Package struct {
	Name     string         `json:"name" maxLength:"80" doc:"as why tells it"`
	Tiers    []string       `json:"tiers" maxItems:"3" doc:"A, B or C; none: every one"`
	Channels []Channel      `json:"channels" maxItems:"7" doc:"none: every one"`
	Entity   field.Entity   `json:"entity,omitempty" enum:"customer,contact,ticket" doc:"whose field holds the need; left out: whatever they need"`
	Key      string         `json:"key,omitempty" doc:"the field's name in custom"`
	Values   []string       `json:"values,omitempty" maxItems:"50" doc:"one of these, as in field rules"`
	QueueID  centre.QueueID `json:"queue_id,omitempty" format:"uuid" doc:"where it waits; left out: where it arrived"`
	Priority int            `json:"priority,omitempty" doc:"1 first … 9 last; left out: as it was"`
	TargetS  int            `json:"target_s,omitempty" doc:"seconds in which it is to be answered; left out: its queue's target"`
	Prefer   Channel        `json:"prefer,omitempty" enum:"call,chat,ticket,email,social,callback,walkin" doc:"the channel that is offered to them; left out: none but theirs"`
}

// Comer is arriving work as packages look at it.
type Comer struct {
	Tier    string
	Channel Channel
	Held    Held
}

// suits reports whether the package is due to them, and the value of the field that it met.
func (p *Package) suits(c Comer, defs []field.Definition) (Applied, bool) {
	if len(p.Tiers) > 0 && !slices.Contains(p.Tiers, c.Tier) || len(p.Channels) > 0 && !slices.Contains(p.Channels, c.Channel) {
		return Applied{}, false
	}
	applied := Applied{}
	if p.Key != "" {
		var fits bool
		if _, applied, fits = Match([]FieldRule{{Entity: p.Entity, Key: p.Key, Values: p.Values}}, defs, c.Held); !fits {
			return Applied{}, false
		}
	}
	applied.Package, applied.Priority, applied.TargetS = p.Name, p.Priority, p.TargetS
	if p.Prefer != c.Channel {
		applied.Prefer = p.Prefer
	}
	return applied, true
}

// Due gives the first package that is due to them, by its place in the table from 0, and
// what to say of it; -1 when none is.
func Due(packages []Package, c Comer, defs []field.Definition) (int, Applied) {
	for i := range packages {
		if applied, fits := packages[i].suits(c, defs); fits {
			return i, applied
		}
	}
	return -1, Applied{}
}

// covers reports whether everybody to whom the other is due gets this one already.
func (p *Package) covers(other *Package) bool {
	needs := p.Key == "" || p.Entity == other.Entity && p.Key == other.Key && within(other.Values, p.Values)
	return needs && within(other.Tiers, p.Tiers) && within(other.Channels, p.Channels)
}

// within reports whether all of a list are in another; an empty one stands for everything.
func within[T comparable](few, many []T) bool {
	if len(many) == 0 {
		return true
	}
	return len(few) > 0 && !slices.ContainsFunc(few, func(x T) bool { return !slices.Contains(many, x) })
}

// Shadowed gives, for a row that no work can ever reach, the row before it that gets all of
// its work; -1 for a row that some can.
func Shadowed(packages []Package, row int) int {
	return slices.IndexFunc(packages[:row], func(p Package) bool { return p.covers(&packages[row]) })
}

// pack gives arriving work the first service package of its site that is due to it, if any.
// It gives the rules of the queue in which it waits.
func pack(ctx context.Context, w Arrivals, rules Rules, a *Arrival) (Rules, *Applied, error) {
	packages, err := w.Packages(ctx, rules.Pool)
	if err != nil || len(packages) == 0 {
		return rules, nil, err
	}
	c := Comer{Tier: tierOf(a.Tier), Channel: a.Channel}
	var defs []field.Definition
	if slices.ContainsFunc(packages, func(p Package) bool { return p.Key != "" }) {
		if defs, err = w.Fields(ctx, ""); err != nil {
			return rules, nil, err
		}
		if c.Held, err = w.Held(ctx, a.CustomerID, a.ContactID, a.TicketID); err != nil {
			return rules, nil, err
		}
	}
	row, applied := Due(packages, c, defs)
	if row < 0 {
		return rules, nil, nil
	}
	p := packages[row]
	if p.Priority != 0 {
		a.Priority = p.Priority
	}
	if p.QueueID != "" && p.QueueID != rules.QueueID {
		applied.From = rules.Name
		rules, err = w.Rules(ctx, p.QueueID)
	}
	return rules, &applied, err
}

func tierOf(tier string) string {
	if tier == "" {
		return "C"
	}
	return tier
}
