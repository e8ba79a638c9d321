package customer

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
)

// AddIdentity notes by an agent's hand what a customer is known by.
func (s *Service) AddIdentity(ctx context.Context, by centre.Actor, id centre.CustomerID, i Identity) (Customer, error) {
	value, err := Normal(i.Kind, i.Value, s.region)
	if err != nil {
		return Customer{}, err
	}
	i.Value = value
	return s.change(ctx, by, id, "customer.identified", func(w Store, c *Customer) error {
		return s.attach(ctx, w, c, i)
	})
}

// RemoveIdentity takes away what a customer was known by.
func (s *Service) RemoveIdentity(ctx context.Context, by centre.Actor, id centre.CustomerID, identity IdentityID) (Customer, error) {
	return s.change(ctx, by, id, "customer.identity_removed", func(w Store, c *Customer) error {
		if !slices.ContainsFunc(c.Identities, func(i Identity) bool { return i.ID == identity }) {
			return centre.Faultf(centre.NotFound, "the customer is not known by this")
		}
		return w.RemoveIdentity(ctx, identity)
	})
}

// AddLink gives a person a place in an organisation; id may be either of the
// two. Since is a date; empty is today.
func (s *Service) AddLink(ctx context.Context, by centre.Actor, id, other centre.CustomerID, l Link) (Customer, error) {
	if err := s.tidyLink(&l); err != nil {
		return Customer{}, err
	}
	return s.change(ctx, by, id, "customer.linked", func(w Store, c *Customer) error {
		o, err := single(w.Customers(ctx, []centre.CustomerID{other}))
		switch {
		case err != nil:
			return err
		case o.MergedInto != nil:
			return merged(o)
		case c.Kind == o.Kind:
			return centre.Field("customer_id", "a link joins a person and an organisation")
		case c.Kind == Person:
			return w.AddLink(ctx, c.ID, o.ID, l)
		}
		return w.AddLink(ctx, o.ID, c.ID, l)
	})
}

// RemoveLink ends a person's place in an organisation.
func (s *Service) RemoveLink(ctx context.Context, by centre.Actor, id centre.CustomerID, link LinkID) (Customer, error) {
	return s.change(ctx, by, id, "customer.unlinked", func(w Store, c *Customer) error {
		if !slices.ContainsFunc(c.Links, func(l Link) bool { return l.ID == link }) {
			return centre.Faultf(centre.NotFound, "the customer has no such link")
		}
		return w.RemoveLink(ctx, link)
	})
}

func (s *Service) tidyLink(l *Link) error {
	l.ID, l.Role = centre.NewID[LinkID](), strings.TrimSpace(l.Role)
	if l.Role == "" || utf8.RuneCountInString(l.Role) > 80 {
		return centre.Field("role", "must have 1 to 80 characters")
	}
	if l.Since == "" {
		l.Since = s.clock().UTC().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, l.Since); err != nil {
		return centre.Field("since", "must be a date such as 2026-11-23")
	}
	return nil
}
