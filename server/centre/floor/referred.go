package floor

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"switchboard/server/centre"
)

// referred names whatever was given that speaks of what there is not: nobody could serve a
// queue that asks for such a skill. What was saved before may outlive what it speaks of.
func referred(ctx context.Context, w RuleStore, q *Queue, c QueueChange) error {
	var wrong faults
	if c.CalendarID != nil && *c.CalendarID != "" {
		look := func() error { _, err := w.Calendar(ctx, *c.CalendarID); return err }
		if err := wrong.sought(string(*c.CalendarID), "calendar_id", "no such calendar", look); err != nil {
			return err
		}
	}
	if c.Members != nil {
		if err := wrong.members(ctx, w, *c.Members); err != nil {
			return err
		}
	}
	if c.Required != nil {
		for i, n := range *c.Required {
			if err := wrong.skill(ctx, w, fmt.Sprintf("required[%d].skill_id", i), n.SkillID); err != nil {
				return err
			}
		}
	}
	if c.Rings != nil {
		for i, r := range q.Rings {
			for _, id := range slices.Sorted(maps.Keys(r.Min)) {
				if err := wrong.skill(ctx, w, fmt.Sprintf("rings[%d].min.%s", i, id), id); err != nil {
					return err
				}
			}
		}
	}
	if c.FieldRules != nil {
		if err := wrong.fieldRules(ctx, w, q); err != nil {
			return err
		}
	}
	if c.Overflow != nil {
		if err := wrong.ways(ctx, w, q); err != nil {
			return err
		}
	}
	return wrong.Err("this queue")
}

// members names those who are nobody, each at their place.
func (f *faults) members(ctx context.Context, w RuleStore, ids []centre.AgentID) error {
	known, err := w.Existing(ctx, slices.DeleteFunc(slices.Clone(ids), func(id centre.AgentID) bool { return !isID(string(id)) }))
	for i, id := range ids {
		f.Unless(slices.Contains(known, centre.AgentID(strings.ToLower(string(id)))), fmt.Sprintf("members[%d]", i), "no such agent")
	}
	return err
}

// skill names a skill that there is not.
func (f *faults) skill(ctx context.Context, w RuleStore, at string, id centre.SkillID) error {
	return f.sought(string(id), at, "no such skill", func() error { _, err := w.SkillName(ctx, id); return err })
}

// sought looks for what has the id. What is no id is not looked for: Postgres would end the
// transaction in which it is.
func (f *faults) sought(id, at, message string, look func() error) error {
	known := isID(id)
	if f.Unless(known, at, message); !known {
		return nil
	}
	return f.missing(look(), at, message)
}

// isID reports whether the text is an id as Postgres reads and writes it.
func isID(text string) bool { return len(text) == 36 && uuid.Validate(text) == nil }

// missing turns not finding something into a fault about a field; other errors stay.
func (f *faults) missing(err error, at, message string) error {
	if centre.IsKind(err, centre.NotFound) {
		f.Unless(false, at, message)
		return nil
	}
	return err
}
