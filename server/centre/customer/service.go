package customer

import (
	"cmp"
	"context"
	"maps"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// Service is the use cases around customers.
type Service struct {
	tx     centre.Transactor[Store]
	read   Reader
	clock  centre.Clock
	region string
}

// New makes the service; telephone numbers without a country code are read as
// the region's (ISO 3166, "US").
func New(tx centre.Transactor[Store], read Reader, clock centre.Clock, region string) *Service {
	return &Service{tx: tx, read: read, clock: clock, region: region}
}

// Customer gives a customer, whole; the survivor for one who was merged.
func (s *Service) Customer(ctx context.Context, id centre.CustomerID) (Customer, error) {
	current, err := s.read.Survivor(ctx, id)
	if err != nil {
		return Customer{}, err
	}
	return single(s.read.Customers(ctx, []centre.CustomerID{current}))
}

// Draft is a customer to be; kind and tier default to a person of tier C.
type Draft struct {
	Kind       Kind
	Edit       Edit
	Identities []Identity // as typed; ids are given here
}

// Create adds a customer. An identity that another holds is a Conflict that
// names the other: an agent who types one should see the record there is.
func (s *Service) Create(ctx context.Context, by centre.Actor, d Draft) (Customer, error) {
	var made Customer
	err := s.tx.Do(ctx, func(w Store) (err error) {
		made, err = s.CreateWithin(ctx, w, by, d)
		return err
	})
	return made, err
}

// CreateWithin is Create in the transaction of who met the customer: what they came for and they
// themselves are kept together, or neither is.
func (s *Service) CreateWithin(ctx context.Context, w Store, by centre.Actor, d Draft) (Customer, error) {
	c, err := s.drafted(ctx, w, d)
	if err != nil {
		return Customer{}, err
	}
	if err := w.AddCustomer(ctx, c); err != nil {
		return Customer{}, err
	}
	for _, i := range c.Identities {
		if err := s.attach(ctx, w, &c, i); err != nil {
			return Customer{}, err
		}
	}
	if err := w.Append(ctx, happened("customer.created", by, c, s.clock(), nil)); err != nil {
		return Customer{}, err
	}
	return single(w.Customers(ctx, []centre.CustomerID{c.ID}))
}

// drafted is the customer that a draft describes; a phone number tells the zone
// when nothing else does.
func (s *Service) drafted(ctx context.Context, w Store, d Draft) (Customer, error) {
	defs, err := w.Fields(ctx, field.Customer)
	if err != nil {
		return Customer{}, err
	}
	c := Customer{ID: centre.NewID[centre.CustomerID](), CreatedAt: s.clock(), Version: 1}
	blank := Profile{Kind: cmp.Or(d.Kind, Person), Tier: "C"}
	if c.Profile, err = d.Edit.apply(blank, defs); err != nil {
		return Customer{}, err
	}
	for _, i := range d.Identities {
		if i.Value, err = Normal(i.Kind, i.Value, s.region); err != nil {
			return Customer{}, err
		}
		c.Identities = append(c.Identities, i)
		c.learnZone(i, c.CreatedAt)
	}
	return c, nil
}

// Update changes a customer as it is known by its version; who knows an older
// one gets a Conflict with the current.
func (s *Service) Update(ctx context.Context, by centre.Actor, id centre.CustomerID, version int, e Edit) (Customer, error) {
	return s.change(ctx, by, id, "customer.changed", func(w Store, c *Customer) error {
		if c.Version != version {
			return centre.Outdated(ctx, w, string(c.ID), version, *c)
		}
		defs, err := w.Fields(ctx, field.Customer)
		if err != nil {
			return err
		}
		c.Profile, err = e.apply(c.Profile, defs)
		return err
	})
}

// change locks a customer who is not merged, lets do change it, saves it as the
// next version, notes the event that do names, and gives it as it is now.
func (s *Service) change(ctx context.Context, by centre.Actor, id centre.CustomerID, event string, do func(Store, *Customer) error) (Customer, error) {
	var changed Customer
	err := s.tx.Do(ctx, func(w Store) error {
		c, err := lockOne(ctx, w, id)
		if err != nil {
			return err
		}
		was := c
		if err := do(w, &c); err != nil {
			return err
		}
		fields, err := centre.Differences(was, c)
		if err != nil {
			return err
		}
		c.Version++
		if err := w.SaveCustomer(ctx, c); err != nil {
			return err
		}
		if err := w.Append(ctx, happened(event, by, c, s.clock(), centre.Data{"fields": fields})); err != nil {
			return err
		}
		changed, err = single(w.Customers(ctx, []centre.CustomerID{id}))
		return err
	})
	return changed, err
}

// lockOne gives a customer who may be changed, locked.
func lockOne(ctx context.Context, w Store, id centre.CustomerID) (Customer, error) {
	c, err := single(w.LockCustomers(ctx, id))
	if err == nil && c.MergedInto != nil {
		return c, merged(c)
	}
	return c, err
}

// lockSurvivor follows merges to a customer who may be changed, locked.
func lockSurvivor(ctx context.Context, w Store, id centre.CustomerID) (Customer, error) {
	for {
		c, err := single(w.LockCustomers(ctx, id))
		if err != nil || c.MergedInto == nil {
			return c, err
		}
		id = *c.MergedInto
	}
}

// merged is what those hear who would change a record that was given up.
func merged(c Customer) error {
	return centre.Raced("merged", "this customer was merged into another", Ref{ID: *c.MergedInto})
}

func single(list []Customer, err error) (Customer, error) {
	if err == nil && len(list) == 0 {
		return Customer{}, centre.Faultf(centre.NotFound, "no such customer")
	}
	if err != nil {
		return Customer{}, err
	}
	return list[0], nil
}

// happened makes an event about a customer for everybody who has it on screen.
func happened(kind string, by centre.Actor, c Customer, at time.Time, data centre.Data) centre.Event {
	e := centre.Event{
		At: at, Kind: kind, Actor: by,
		Subject: centre.Subject{Kind: "customer", ID: string(c.ID)},
		Topics:  []string{topic(c.ID)},
		Data:    centre.Data{"version": c.Version},
	}
	maps.Copy(e.Data, data)
	return e
}

func topic(id centre.CustomerID) string { return "customer:" + string(id) }
