package routing

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// FieldRule sends arriving work another way because of what one of the company's own
// fields holds. It does at least one of four things.
type FieldRule struct {
	Entity    field.Entity   `json:"entity" enum:"customer,contact,ticket" doc:"whose field"`
	Key       string         `json:"key" doc:"the field's name in custom"`
	Values    []string       `json:"values" doc:"one of these, whatever the case; numbers and true or false as they are written in JSON"`
	Require   *Need          `json:"require,omitempty" doc:"a skill that the agent must have besides the queue's own"`
	Priority  int            `json:"priority,omitempty" doc:"1 first … 9 last; left out: as it was"`
	Emergency bool           `json:"emergency,omitempty" doc:"at priority 1, before everybody, and at any hour"`
	QueueID   centre.QueueID `json:"queue_id,omitempty" format:"uuid" doc:"the queue in which it waits instead; that queue's own field rules are not asked"`
}

// Held are the values of the company's own fields that arriving work brings with it.
type Held map[field.Entity]field.Values

// Match gives the first rule that fits what is held, and the value that it met. Fields
// that are not, or no longer, defined fit no rule.
func Match(rules []FieldRule, defs []field.Definition, held Held) (FieldRule, Applied, bool) {
	for _, r := range rules {
		at := slices.IndexFunc(defs, func(d field.Definition) bool { return d.Entity == r.Entity && d.Key == r.Key })
		if at < 0 {
			continue
		}
		for _, v := range r.Values {
			if same(v, held[r.Entity][r.Key]) {
				return r, Applied{Entity: r.Entity, Key: r.Key, Label: defs[at].Label, Value: v, Priority: r.Priority, Emergency: r.Emergency}, true
			}
		}
	}
	return FieldRule{}, Applied{}, false
}

// same reports whether a rule's value is what a field holds.
func same(value string, held any) bool {
	switch h := held.(type) {
	case string:
		return strings.EqualFold(strings.TrimSpace(value), strings.TrimSpace(h))
	case bool:
		return value == strconv.FormatBool(h)
	case float64:
		n, err := strconv.ParseFloat(value, 64)
		return err == nil && n == h
	}
	return false
}

// Applied is the rule that applied to an item when it arrived, as people read it. Value
// is the rule's own, not a text of the customer's.
type Applied struct {
	Package  string       `json:"package,omitempty"` // the name of the service package; empty: a field rule of the queue
	Entity   field.Entity `json:"entity"`
	Key      string       `json:"key"`
	Label    string       `json:"label"`
	Value    string       `json:"value"`
	Skill    string       `json:"skill,omitempty"` // its name
	Min      int          `json:"min,omitempty"`
	Priority int          `json:"priority,omitempty"`
	From     string       `json:"from,omitempty"`     // the name of the queue where it arrived, when it waits in another
	TargetS  int          `json:"target_s,omitempty"` // seconds in which it is to be answered; 0: as its queue says
	Prefer   Channel      `json:"prefer,omitempty"`   // what is offered to the customer instead of their channel

	Emergency bool `json:"emergency,omitempty"`
}

// offered is what a channel is called when it is offered to a customer.
var offered = map[Channel]string{
	Call: "a call", Callback: "a call back", Chat: "a chat", Email: "an answer by e-mail", Ticket: "an answer in writing",
	Social: "an answer by message", WalkIn: "an appointment",
}

// Text says what applied, and what it did.
func (a Applied) Text() string {
	var did []string
	if a.Skill != "" {
		did = append(did, fmt.Sprintf("asks for %s, level %d", a.Skill, a.Min))
	}
	if a.Emergency {
		did = append(did, "goes before everybody, as an emergency")
	} else if a.Priority != 0 {
		did = append(did, fmt.Sprintf("goes at priority %d", a.Priority))
	}
	if a.From != "" {
		did = append(did, "comes from "+a.From)
	}
	if a.TargetS != 0 {
		did = append(did, "is to be answered in "+seconds(a.TargetS).String())
	}
	if a.Prefer != "" {
		did = append(did, "is offered "+offered[a.Prefer])
	}
	if a.Package != "" {
		return strings.Join(append([]string{"Service package " + a.Package}, did...), ", ")
	}
	return fmt.Sprintf("The %s's %s is %s: %s", a.Entity, a.Label, a.Value, strings.Join(did, ", "))
}

// divert lets the field rules of the queue where work arrives have their say, once. It
// gives the rules of the queue in which it waits, and what applied, if anything did.
func divert(ctx context.Context, w Arrivals, rules Rules, a *Arrival) (Rules, *Applied, error) {
	if len(rules.Fields) == 0 {
		return rules, nil, nil
	}
	defs, err := w.Fields(ctx, "")
	if err != nil {
		return rules, nil, err
	}
	held, err := w.Held(ctx, a.CustomerID, a.ContactID, a.TicketID)
	if err != nil {
		return rules, nil, err
	}
	rule, applied, found := Match(rules.Fields, defs, held)
	if !found {
		return rules, nil, nil
	}
	if rule.Require != nil {
		a.Required = append(a.Required, *rule.Require)
		applied.Min = rule.Require.Min
		if applied.Skill, err = w.SkillName(ctx, rule.Require.SkillID); err != nil {
			return rules, nil, err
		}
	}
	if rule.Priority != 0 {
		a.Priority = rule.Priority
	}
	if rule.Emergency {
		a.Priority, a.Emergency = 1, true
	}
	if rule.QueueID != "" {
		applied.From = rules.Name
		rules, err = w.Rules(ctx, rule.QueueID)
	}
	return rules, &applied, err
}
