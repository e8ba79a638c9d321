package sqltest

import (
	"context"
	"encoding/json"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/sql"
)

// Require makes a queue ask for a skill at a level or above.
func (f *Floor) Require(queue centre.QueueID, skill centre.SkillID, level int) {
	f.t.Helper()
	f.Exec(`UPDATE queues SET required = required || jsonb_build_array(jsonb_build_object('skill_id', $2::text, 'min', $3::int)) WHERE id = $1`, queue, skill, level)
}

// Rings makes a queue ask for less and less of who serves those who wait.
func (f *Floor) Rings(queue centre.QueueID, rings ...routing.Ring) {
	f.t.Helper()
	kept, err := json.Marshal(rings)
	if err != nil {
		f.t.Fatal(err)
	}
	f.Exec(`UPDATE queues SET rings = $2 WHERE id = $1`, queue, string(kept))
}

// Overflows gives a queue overflow rules.
func (f *Floor) Overflows(queue centre.QueueID, rules ...routing.Overflow) {
	f.t.Helper()
	kept, err := json.Marshal(rules)
	if err != nil {
		f.t.Fatal(err)
	}
	f.Exec(`UPDATE queues SET overflow = $2 WHERE id = $1`, queue, string(kept))
}

// WrapUp sets how wrap-up works in a queue: how long it lasts by itself, and at most.
func (f *Floor) WrapUp(queue centre.QueueID, mode routing.WrapMode, lasts, atMost time.Duration) {
	f.t.Helper()
	f.Exec(`UPDATE queues SET wrap_mode = $2, wrap_s = $3, wrap_max_s = $4 WHERE id = $1`, queue, mode, int(lasts.Seconds()), int(atMost.Seconds()))
}

// OfferFor sets how long an offer of a queue waits for its answer.
func (f *Floor) OfferFor(queue centre.QueueID, length time.Duration) {
	f.t.Helper()
	f.Exec(`UPDATE queues SET offer_s = $2 WHERE id = $1`, queue, int(length.Seconds()))
}

// Public offers a queue in the chat widget.
func (f *Floor) Public(queue centre.QueueID) {
	f.t.Helper()
	f.Exec(`UPDATE queues SET public = true WHERE id = $1`, queue)
}

// Arrival is a contact that came in, and its work item.
type Arrival struct {
	Contact centre.ContactID
	Item    centre.ItemID
}

// Arrives lets a customer of a tier reach a queue on a channel.
func (f *Floor) Arrives(channel routing.Channel, queue centre.QueueID, tier string, at time.Time) Arrival {
	f.t.Helper()
	return f.ArrivesFor(channel, queue, tier, "", at)
}

// ArrivesFor lets a customer arrive who is held for one agent first.
func (f *Floor) ArrivesFor(channel routing.Channel, queue centre.QueueID, tier string, agent centre.AgentID, at time.Time) Arrival {
	f.t.Helper()
	a, err := Arrive(context.Background(), f.Store, contact.Opening{
		Channel: channel, CustomerID: f.Customer("Customer", tier), Tier: tier, QueueID: queue, Subject: "help", Preferred: agent,
	}, at)
	if err != nil {
		f.t.Fatal(err)
	}
	return a
}

// Rejoin gives a contact that begins the place that is kept for its customer, as the program does.
func Rejoin(ctx context.Context, w contact.Store, by centre.Actor, c contact.Contact, phone string, now time.Time) (routing.Item, bool, error) {
	return callback.Rejoin(ctx, w.(callback.Store), by, c, phone, now)
}

// Arrive opens a contact; unlike Arrives it may be called from any goroutine.
func Arrive(ctx context.Context, s *sql.Store, o contact.Opening, at time.Time) (Arrival, error) {
	var a Arrival
	err := s.Do(ctx, func(w *sql.Work) error {
		c, it, err := contact.Open(ctx, w, centre.System, o, Rejoin, at)
		a = Arrival{c.ID, it.ID}
		return err
	})
	return a, err
}
