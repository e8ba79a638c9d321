package customer

import (
	"context"

	"switchboard/server/centre"
)

// Meet gives who is known by an identity, such as a caller's number, or a new
// customer who is. A number that calls is no proof: it attaches unproven.
func (s *Service) Meet(ctx context.Context, by centre.Actor, i Identity) (Customer, error) {
	value, err := Normal(i.Kind, i.Value, s.region)
	if err != nil {
		return Customer{}, err
	}
	i.Value = value
	met, err := s.known(ctx, i)
	if !centre.IsKind(err, centre.NotFound) {
		return met, err
	}
	met, err = s.Create(ctx, by, Draft{Identities: []Identity{i}})
	if centre.IsCode(err, "identity_taken") {
		// Two calls from one number at once: the other was first.
		return s.known(ctx, i)
	}
	return met, err
}

func (s *Service) known(ctx context.Context, i Identity) (Customer, error) {
	var c Customer
	err := s.tx.Do(ctx, func(w Store) error {
		h, err := w.HolderOf(ctx, i.Kind, i.Value)
		if err != nil {
			return err
		}
		c, err = single(w.Customers(ctx, []centre.CustomerID{h.CustomerID}))
		return err
	})
	return c, err
}
