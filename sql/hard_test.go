package sql_test

import (
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

func TestWhatIsHardGoesWithTheWork(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing, french := s.Queue("Support"), s.Queue("Billing"), s.Skill("French")
	s.field(field.Customer, "country", "Country")
	s.rule(support, routing.FieldRule{Entity: field.Customer, Key: "country", Values: []string{"FR"}, Require: &routing.Need{SkillID: french, Min: 5, Hard: true}})
	ana := s.Hire("Ana").Serving(support).Knowing(french, 7).Ready(s.Now().Add(-time.Hour))
	plain := s.Hire("Bob").Serving(billing).Knowing(french, 4).Ready(s.Now().Add(-time.Hour))
	eva := s.Customer("Eva", "C")
	s.Exec(`UPDATE customers SET custom = '{"country": "FR"}' WHERE id = $1`, eva)
	came := s.Now()
	a, err := sqltest.Arrive(s.ctx, s.Store, contact.Opening{Channel: routing.Chat, CustomerID: eva, QueueID: support}, came)
	s.must(err)
	s.decide()
	s.accepts(ana)

	refused := func(err error, want string) {
		t.Helper()
		if s.wantCode(err, "cannot_take"); err != nil && err.Error() != want {
			t.Errorf("told %q", err)
		}
	}
	_, err = s.routing.Transfer(s.ctx, ana, a.Item, routing.Destination{AgentID: plain})
	refused(err, "Bob lacks French at level 5, which this requires")
	s.wantItem(a.Item, routing.Active, ana, came)

	_, err = s.routing.Transfer(s.ctx, ana, a.Item, routing.Destination{QueueID: billing})
	s.must(err)
	s.decide()
	s.wantItem(a.Item, routing.Queued, "", came)
	_, err = s.routing.Pull(s.ctx, plain, true, a.Item)
	refused(err, "you cannot take this: Bob lacks French at level 5, which this requires")
	_, err = s.routing.Push(s.ctx, centre.Agent("marcus"), a.Item, plain)
	refused(err, "Bob lacks French at level 5, which this requires")

	able := s.Hire("Cleo").Serving(billing).Knowing(french, 5).Ready(s.Now())
	s.decide()
	s.wantItem(a.Item, routing.Offered, able, came)
	s.checkInvariants()
}
