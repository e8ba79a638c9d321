package floor

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"switchboard/server/centre"
)

// referred names whatever was given that speaks of what there is not: nobody could serve a
// queue that asks for such a skill. What was saved before may outlive what it speaks of.
func referred(ctx context.Context, w RuleStore, q *Queue, c QueueChange) error {
	var wrong faults
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

// skill names a skill that there is not.
func (f *faults) skill(ctx context.Context, w RuleStore, at string, id centre.SkillID) error {
	return f.sought(string(id), at, "no such skill", func() error { _, err := w.SkillName(ctx, id); return err })
}

// sought looks for what has the id. What is no id is not looked for: Postgres would end the
// transaction in which it is.
func (f *faults) sought(id, at, message string, look func() error) error {
	isID := uuid.Validate(id) == nil
	if f.Unless(isID, at, message); !isID {
		return nil
	}
	return f.missing(look(), at, message)
}

// missing turns not finding something into a fault about a field; other errors stay.
func (f *faults) missing(err error, at, message string) error {
	if centre.IsKind(err, centre.NotFound) {
		f.Unless(false, at, message)
		return nil
	}
	return err
}
