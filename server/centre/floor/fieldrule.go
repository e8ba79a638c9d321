package floor

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// rule names what is wrong about a field rule by itself.
func (f *faults) rule(at string, r routing.FieldRule) {
	f.Unless(len(r.Values) >= 1 && len(r.Values) <= 50, at+".values", "must be 1 to 50")
	for i, v := range r.Values {
		n := utf8.RuneCountInString(strings.TrimSpace(v))
		f.Unless(n >= 1 && n <= 500, fmt.Sprintf("%s.values[%d]", at, i), "must be 1 to 500 characters")
	}
	if r.Require != nil {
		f.Between(at+".require.min", r.Require.Min, 1, 10)
	}
	if r.Priority != 0 {
		f.Between(at+".priority", r.Priority, 1, 9)
	}
	f.Unless(!r.Emergency || r.Priority <= 1, at+".priority", "is 1 of an emergency")
	f.Unless(r.Require != nil || r.Priority != 0 || r.Emergency || r.QueueID != "", at, "must ask for a skill, a priority or another queue")
}

// fieldRules names every field rule that speaks of what there is not.
func (f *faults) fieldRules(ctx context.Context, w RuleStore, q *Queue) error {
	defs, err := w.Fields(ctx, "")
	if err != nil {
		return err
	}
	for i, r := range q.FieldRules {
		at := fmt.Sprintf("field_rules[%d]", i)
		f.condition(at, r, defs)
		if r.Require != nil {
			if err := f.skill(ctx, w, at+".require.skill_id", r.Require.SkillID); err != nil {
				return err
			}
		}
		if r.QueueID != "" {
			f.Unless(r.QueueID != q.ID, at+".queue_id", "is this queue itself")
			look := func() error { _, err := w.Queue(ctx, r.QueueID); return err }
			if err := f.sought(string(r.QueueID), at+".queue_id", "no such queue", look); err != nil {
				return err
			}
		}
	}
	return nil
}

// condition names what a rule asks of a field that the field cannot hold.
func (f *faults) condition(at string, r routing.FieldRule, defs []field.Definition) {
	i := slices.IndexFunc(defs, func(d field.Definition) bool { return d.Entity == r.Entity && d.Key == r.Key })
	if i < 0 {
		f.Unless(false, at+".key", "no such field of the "+string(r.Entity))
		return
	}
	for n, v := range r.Values {
		message := defs[i].Mistake(read(defs[i].Type, v))
		f.Unless(message == "", fmt.Sprintf("%s.values[%d]", at, n), message)
	}
}

// read is a value of a rule as JSON would give it to a field of the type; as text when
// it cannot be one.
func read(t field.Type, v string) any {
	switch t {
	case field.Number:
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			return n
		}
	case field.Bool:
		if v == "true" || v == "false" {
			return v == "true"
		}
	}
	return v
}
