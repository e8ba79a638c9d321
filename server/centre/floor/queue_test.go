package floor

import (
	"errors"
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
)

func TestQueueNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	skill := centre.NewID[centre.SkillID]()
	tests := map[string]struct {
		spoil func(*Queue)
		field string // empty: nothing is wrong
	}{
		"the usual queue":        {func(*Queue) {}, ""},
		"no name":                {func(q *Queue) { q.Name = " " }, "name"},
		"no site":                {func(q *Queue) { q.SiteID = "" }, "site_id"},
		"no such priority":       {func(q *Queue) { q.Priority = 0 }, "priority"},
		"an offer too short":     {func(q *Queue) { q.OfferS = 4 }, "offer_s"},
		"a limit below the time": {func(q *Queue) { q.WrapMaxS = q.WrapS - 1 }, "wrap_max_s"},
		"no such mode":           {func(q *Queue) { q.WrapMode = "never" }, "wrap_mode"},
		"no such level":          {func(q *Queue) { q.Required = []routing.Need{{SkillID: skill, Min: 11}} }, "required[0].min"},
		"a field rule that does nothing": {func(q *Queue) {
			q.FieldRules = []routing.FieldRule{{Entity: "customer", Key: "plan", Values: []string{"gold"}}}
		}, "field_rules[0]"},
		"a field rule that fits nothing": {func(q *Queue) {
			q.FieldRules = []routing.FieldRule{{Entity: "customer", Key: "plan", Priority: 1}}
		}, "field_rules[0].values"},
		"the second field rule's level": {func(q *Queue) {
			fine := routing.FieldRule{Entity: "customer", Key: "plan", Values: []string{"gold"}, Priority: 1}
			wrong := fine
			wrong.Require = &routing.Need{SkillID: skill}
			q.FieldRules = []routing.FieldRule{fine, wrong}
		}, "field_rules[1].require.min"},
		"an overflow rule that waits for nothing": {func(q *Queue) {
			q.Overflow = []routing.Overflow{{When: routing.Waited, Action: routing.PlayClosed}}
		}, "overflow[0].over"},
		"an overflow rule to nowhere": {func(q *Queue) {
			q.Overflow = []routing.Overflow{{When: routing.Unstaffed, Action: routing.ToQueue}}
		}, "overflow[0].queue_id"},
		"an overflow rule that runs a script": {func(q *Queue) {
			q.Overflow = []routing.Overflow{{When: routing.Unstaffed, Action: routing.Deflect, URL: "javascript:alert(1)"}}
		}, "overflow[0].url"},
		"an overflow rule that says nothing": {func(q *Queue) {
			q.Overflow = []routing.Overflow{{When: routing.Unstaffed, Action: routing.Deflect}}
		}, "overflow[0].text"},
		"a skill that stands twice": {func(q *Queue) {
			q.Required = []routing.Need{{SkillID: skill, Min: 1}, {SkillID: skill, Min: 2}}
		}, "required[1].skill_id"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := NewQueue()
			q.Name, q.SiteID = "Billing", centre.NewID[centre.SiteID]()
			tt.spoil(&q)
			err := q.check()
			var f *centre.Fault
			if tt.field == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.As(err, &f) || f.Kind != centre.Invalid || len(f.Fields) != 1 || f.Fields[0].Field != tt.field {
				t.Errorf("got %+v", err)
			}
		})
	}
}

func TestQueueChangesWhatIsGiven(t *testing.T) {
	t.Parallel()
	hours, name := centre.NewID[centre.CalendarID](), "Billing"
	q := NewQueue()
	q.SiteID = centre.NewID[centre.SiteID]()
	members := []centre.AgentID{"b", "a", "b"}
	if err := q.apply(QueueChange{Name: &name, CalendarID: &hours, Members: &members}); err != nil {
		t.Fatal(err)
	}
	if q.Name != name || *q.CalendarID != hours || len(q.Members) != 2 || q.Members[0] != "a" || q.TargetS != 30 {
		t.Errorf("got %+v", q)
	}
	none := centre.CalendarID("")
	if err := q.apply(QueueChange{CalendarID: &none}); err != nil || q.CalendarID != nil || q.Name != name {
		t.Errorf("got %+v, %v", q, err)
	}
}
