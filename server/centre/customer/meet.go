package customer

import (
	"context"

	"switchboard/server/centre"
)

// KnownBy gives who is known by an identity, such as a caller's number; NotFound when nobody is.
func (s *Service) KnownBy(ctx context.Context, i Identity) (Customer, error) {
	value, err := Normal(i.Kind, i.Value, s.region)
	if err != nil {
		return Customer{}, err
	}
	var c Customer
	err = s.tx.Do(ctx, func(w Store) error {
		h, err := w.HolderOf(ctx, i.Kind, value)
		if err != nil {
			return err
		}
		c, err = single(w.Customers(ctx, []centre.CustomerID{h.CustomerID}))
		return err
	})
	return c, err
}
