package call

import (
	"context"
	"errors"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Store is what calls need kept.
type Store interface {
	contact.Store
	// QueueNamed finds a queue by its name, whatever the case.
	QueueNamed(ctx context.Context, name string) (centre.QueueID, error)
	// LastSpoke names the agent who last spoke with a customer by telephone about a queue's
	// matters since then; empty if nobody did.
	LastSpoke(ctx context.Context, id centre.CustomerID, queue centre.QueueID, since time.Time) (centre.AgentID, error)
	// AgentByEmail finds an agent by the address they sign in with.
	AgentByEmail(ctx context.Context, email string) (centre.AgentID, error)
}

// spokeFor is how long after a call its customer goes back to the same agent first.
const spokeFor = 24 * time.Hour

// Callers are the customers who call.
type Callers struct {
	// Known finds who calls from a number; NotFound when nobody knows them yet.
	Known func(ctx context.Context, phone string) (Caller, error)
	// Add makes a customer of whom nobody knows yet, in the transaction of their call; a Conflict
	// of code identity_taken when somebody knows them by now.
	Add func(ctx context.Context, w Store, by centre.Actor, phone string) (Caller, error)
}

// Caller is the customer who calls; their number is no proof of who they are.
type Caller struct {
	ID   centre.CustomerID
	Tier string
}

// Service is the use cases of the door.
type Service struct {
	tx      centre.Transactor[Store]
	clock   centre.Clock
	routing *routing.Service
	callers Callers
	rejoin  contact.Rejoin
}

// New makes the service.
func New(tx centre.Transactor[Store], clock centre.Clock, r *routing.Service, callers Callers, rejoin contact.Rejoin) *Service {
	return &Service{tx: tx, clock: clock, routing: r, callers: callers, rejoin: rejoin}
}

// Ringing is a call that waits in the telephone system.
type Ringing struct {
	ExternalID string // how that system names it
	From       string // the caller's number
	QueueID    centre.QueueID
	QueueName  string       // instead of QueueID
	Subject    string       // what the caller chose in a menu
	Custom     field.Values // what the menu learned, by the contact's own fields
}

// Announce puts a call in line. Announced again it gives what it is by now. Of a call that is
// refused nothing is kept, nor of who made it.
func (s *Service) Announce(ctx context.Context, by centre.Actor, r Ringing) (routing.Item, error) {
	if r.ExternalID == "" || len(r.ExternalID) > 200 {
		return routing.Item{}, centre.Field("external_id", "must have 1 to 200 characters")
	}
	caller, err := s.callers.Known(centre.Beforehand(ctx), r.From)
	if err != nil && !centre.IsKind(err, centre.NotFound) {
		return routing.Item{}, ofCaller(err)
	}
	var item routing.Item
	err = s.tx.Do(ctx, func(w Store) error {
		known, err := w.ContactNamed(ctx, r.ExternalID)
		if err == nil {
			item, err = latest(ctx, w, known)
			return err
		}
		if !centre.IsKind(err, centre.NotFound) {
			return err
		}
		item, err = s.begin(ctx, w, by, r, caller, s.clock())
		return err
	})
	if centre.IsCode(err, "already_known") || centre.IsCode(err, "identity_taken") { // announced twice, or calling twice, at the same moment
		return s.Announce(ctx, by, r)
	}
	return item, err
}

// ofCaller says of the caller's number what is wrong with a telephone number.
func ofCaller(err error) error {
	var f *centre.Fault
	if !errors.As(err, &f) {
		return err
	}
	told := *f
	told.Fields = slices.Clone(f.Fields)
	for i := range told.Fields {
		if told.Fields[i].Field == "phone" {
			told.Fields[i].Field = "from"
		}
	}
	return &told
}

func (s *Service) begin(ctx context.Context, w Store, by centre.Actor, r Ringing, caller Caller, now time.Time) (routing.Item, error) {
	queue := r.QueueID
	if queue == "" {
		var err error
		if queue, err = w.QueueNamed(ctx, r.QueueName); err != nil {
			return routing.Item{}, centre.Field("queue_name", "there is no queue of this name")
		}
	}
	if caller.ID == "" {
		var err error
		if caller, err = s.callers.Add(ctx, w, by, r.From); err != nil {
			return routing.Item{}, err
		}
	}
	last, err := w.LastSpoke(ctx, caller.ID, queue, now.Add(-spokeFor))
	if err != nil {
		return routing.Item{}, err
	}
	_, item, err := contact.Open(ctx, w, by, contact.Opening{
		Channel: routing.Call, CustomerID: caller.ID, Tier: caller.Tier, QueueID: queue, Subject: r.Subject, Custom: r.Custom, ExternalID: r.ExternalID, Phone: r.From, Preferred: last,
	}, s.rejoin, now)
	return item, err
}

// latest is the item of a call as it stands, ended or not.
func latest(ctx context.Context, w Store, id centre.ContactID) (routing.Item, error) {
	it, err := w.LockLiveItem(ctx, id)
	if err != nil {
		return it, &centre.Fault{Kind: centre.Conflict, Code: "call_over", Message: "this call is over"}
	}
	return it, nil
}

// Answered reports that the agent who signs in with email took the call on their telephone:
// the same as accepting its offer here.
func (s *Service) Answered(ctx context.Context, externalID, email string) (routing.Item, error) {
	var offer routing.Offer
	var agent centre.AgentID
	err := s.tx.Do(centre.Beforehand(ctx), func(w Store) error {
		var err error
		if agent, err = w.AgentByEmail(ctx, email); err != nil {
			return centre.Field("agent", "nobody signs in with this address")
		}
		id, err := w.ContactNamed(ctx, externalID)
		if err != nil {
			return err
		}
		live, err := w.LiveItem(ctx, id)
		if err != nil {
			return &centre.Fault{Kind: centre.Conflict, Code: "call_over", Message: "this call is over"}
		}
		if offer, err = w.OpenOffer(ctx, live); err != nil {
			return centre.Raced("not_offered", "this call is not on offer to anybody", nil)
		}
		return nil
	})
	if err != nil {
		return routing.Item{}, err
	}
	return s.routing.Accept(ctx, agent, offer.ID)
}

// Named gives the contact of a call that was announced.
func (s *Service) Named(ctx context.Context, externalID string) (id centre.ContactID, err error) {
	err = s.tx.Do(centre.Beforehand(ctx), func(w Store) error {
		id, err = w.ContactNamed(ctx, externalID)
		return err
	})
	return id, err
}

// Ended reports that the caller hung up, or was hung up on.
func (s *Service) Ended(ctx context.Context, by centre.Actor, externalID string) error {
	return s.tx.Do(ctx, func(w Store) error {
		id, err := w.ContactNamed(ctx, externalID)
		if err != nil {
			return err
		}
		return s.routing.Leave(ctx, w, by, id, s.clock())
	})
}
