package sql_test

import (
	"encoding/json"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/calendar"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// rule gives a queue its field rules.
func (s *shift) rule(queue centre.QueueID, rules ...routing.FieldRule) {
	s.t.Helper()
	body, err := json.Marshal(rules)
	s.must(err)
	s.Exec(`UPDATE queues SET field_rules = $2 WHERE id = $1`, queue, string(body))
}

// field defines a text field.
func (s *shift) field(entity field.Entity, key, label string) {
	s.t.Helper()
	s.Exec(`INSERT INTO field_definitions (id, entity, key, label, type) VALUES ($1, $2, $3, $4, 'text')`, centre.NewID[field.ID](), entity, key, label)
}

func TestACustomersFieldAsksForASkill(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, german := s.Queue("Support"), s.Skill("German")
	s.field(field.Customer, "country", "Country")
	s.rule(support, routing.FieldRule{Entity: field.Customer, Key: "country", Values: []string{"AT", "DE"}, Require: &routing.Need{SkillID: german, Min: 5}})
	s.Hire("Ana").Serving(support).Ready(s.Now().Add(-time.Hour))
	bob := s.Hire("Bob").Serving(support).Knowing(german, 6).Ready(s.Now())
	eva := s.Customer("Eva", "C")
	s.Exec(`UPDATE customers SET custom = '{"country": "de"}' WHERE id = $1`, eva)

	a, err := sqltest.Arrive(s.ctx, s.Store, contact.Opening{Channel: routing.Call, CustomerID: eva, QueueID: support}, s.Now())
	s.must(err)
	s.decide()
	s.wantItem(a.Item, routing.Offered, bob, s.Now())
	all, err := s.Store.Read().Decisions(s.ctx, a.Item, 100)
	s.must(err)
	if got := all[0].Trace.Explain().Because; got != "The customer's Country is DE: asks for German, level 5" {
		t.Errorf("told %q", got)
	}
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'item.queued' AND data->>'field_key' = 'country'`); n != 1 {
		t.Errorf("%d events name the field", n)
	}
}

func TestAContactsFieldSendsItToAnotherQueue(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support, billing := s.Queue("Support"), s.Queue("Billing")
	s.field(field.Contact, "topic", "Topic")
	s.rule(support, routing.FieldRule{Entity: field.Contact, Key: "topic", Values: []string{"invoice"}, QueueID: billing})
	// Rules are asked once, where work arrives.
	s.rule(billing, routing.FieldRule{Entity: field.Contact, Key: "topic", Values: []string{"invoice"}, QueueID: support})
	ana := s.Hire("Ana").Serving(billing).Ready(s.Now())

	a, err := sqltest.Arrive(s.ctx, s.Store, contact.Opening{
		Channel: routing.Call, CustomerID: s.Customer("Eva", "C"), QueueID: support, Custom: field.Values{"topic": "invoice"},
	}, s.Now())
	s.must(err)
	s.decide()
	s.wantItem(a.Item, routing.Offered, ana, s.Now())

	s.accepts(ana)
	it, err := s.routing.Transfer(s.ctx, ana, a.Item, routing.Destination{QueueID: support})
	s.must(err)
	if it.QueueID != support || it.Because != nil {
		t.Errorf("handed on it still says why it came: %+v", it)
	}
}

func TestATicketsFieldRaisesItsPriority(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.field(field.Ticket, "outage", "Outage")
	s.rule(support, routing.FieldRule{Entity: field.Ticket, Key: "outage", Values: []string{"total"}, Priority: 1})
	tickets := ticket.NewService(sql.Transact[ticket.Store](s.Store), s.Store.Read(), s.Now)
	open := func(custom field.Values) int {
		made, err := tickets.Begin(s.ctx, centre.System, ticket.Draft{Subject: "down", CustomerID: s.Customer("Eva", "C"), QueueID: support, Custom: custom})
		s.must(err)
		s.must(tickets.Route(s.ctx, made.ID))
		return s.Count(`SELECT priority FROM items WHERE ticket_id = $1`, made.ID)
	}
	if got := open(field.Values{"outage": "total"}); got != 1 {
		t.Errorf("goes at %d", got)
	}
	if got := open(field.Values{"outage": "partial"}); got == 1 {
		t.Error("raised without a reason")
	}
}

// An emergency goes before whoever waited longest and counts most, though its queue is closed.
func TestAFieldMakesAnEmergency(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	alarms := s.QueueWithHours("Alarms", calendar.Calendar{Zone: "UTC"})
	s.field(field.Contact, "danger", "Danger")
	s.rule(alarms, routing.FieldRule{Entity: field.Contact, Key: "danger", Values: []string{"gas"}, Emergency: true})
	eva := s.Customer("Eva", "C")
	call := func(custom field.Values) (sqltest.Arrival, error) {
		return sqltest.Arrive(s.ctx, s.Store, contact.Opening{Channel: routing.Call, CustomerID: eva, QueueID: alarms, Custom: custom}, s.Now())
	}
	early := s.Arrives(routing.Call, s.Queue("Support"), "A", s.Now())
	s.Exec(`UPDATE items SET queue_id = $1 WHERE id = $2`, alarms, early.Item) // it came while the queue was open
	if _, err := call(nil); err == nil {
		t.Error("the queue is open")
	}
	s.Pass(time.Hour)
	gas, err := call(field.Values{"danger": "gas"})
	s.must(err)

	ana := s.Hire("Ana").Serving(alarms).Ready(s.Now())
	s.decide()
	s.wantItem(gas.Item, routing.Offered, ana, s.Now())
	all, err := s.Store.Read().Decisions(s.ctx, gas.Item, 100)
	s.must(err)
	if got := all[0].Trace.Explain().Because; got != "The contact's Danger is gas: goes before everybody, as an emergency" {
		t.Errorf("told %q", got)
	}
}
