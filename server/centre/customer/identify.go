package customer

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Introduction is what a customer says about themself.
type Introduction struct {
	Name     string
	Email    string
	Phone    string
	Verified bool // proven: by a code, a signed link or a trusted system
}

// Identify lets a customer say who they are, and gives who they are from now
// on: another id when the proof shows that they are somebody known already.
func (s *Service) Identify(ctx context.Context, by centre.Actor, id centre.CustomerID, in Introduction) (centre.CustomerID, error) {
	current := id
	err := s.tx.Do(ctx, func(w Store) (err error) {
		current, err = s.IdentifyWithin(ctx, w, by, id, in)
		return err
	})
	return current, err
}

// IdentifyWithin is Identify as a part of a larger use case.
func (s *Service) IdentifyWithin(ctx context.Context, w Store, by centre.Actor, id centre.CustomerID, in Introduction) (centre.CustomerID, error) {
	claims, err := in.claims(s.region)
	if err != nil {
		return id, err
	}
	c, err := lockSurvivor(ctx, w, id)
	if err != nil {
		return id, err
	}
	id = c.ID
	if err := s.introduce(ctx, w, by, c, in.Name, claims); err != nil {
		return id, err
	}
	for _, claim := range claims {
		if id, err = s.claim(ctx, w, by, id, claim); err != nil {
			return id, err
		}
	}
	return id, nil
}

// introduce notes the name, and the zone that a number tells. A name is believed
// of somebody who is nobody yet; a known customer's changes by an agent's hand.
func (s *Service) introduce(ctx context.Context, w Store, by centre.Actor, c Customer, name string, claims []Identity) error {
	before := c.Profile
	if name != "" && (c.Name == "" || c.Anonymous()) {
		c.Name = name
	}
	for _, i := range claims {
		c.learnZone(i, s.clock())
	}
	if c.Name == before.Name && c.Zone == before.Zone {
		return nil
	}
	profile, err := c.Profile.tidy()
	if err != nil {
		return err
	}
	c.Profile = profile
	c.Version++
	if err := w.SaveCustomer(ctx, c); err != nil {
		return err
	}
	return w.Append(ctx, happened("customer.changed", by, c, s.clock(), nil))
}

// claim carries out what Claim says about one identity.
func (s *Service) claim(ctx context.Context, w Store, by centre.Actor, id centre.CustomerID, i Identity) (centre.CustomerID, error) {
	c, err := lockOne(ctx, w, id)
	if err != nil {
		return id, err
	}
	holder, err := holderOf(ctx, w, i)
	if err != nil {
		return id, err
	}
	switch Claim(c, holder, i.Verified) {
	case Keep:
		return id, nil
	case Attach:
		err = s.attach(ctx, w, &c, i)
	case Prove:
		holder.Verified = true
		err = w.SaveIdentity(ctx, *holder)
	case Pass:
		err = s.pass(ctx, w, by, c, *holder)
	case Suggest:
		return id, s.suggest(ctx, w, by, c, *holder)
	case Absorb:
		_, err := s.merge(ctx, w, by, id, holder.CustomerID)
		return holder.CustomerID, err
	}
	if err != nil {
		return id, err
	}
	c.Version++
	if err := w.SaveCustomer(ctx, c); err != nil {
		return id, err
	}
	return id, w.Append(ctx, happened("customer.identified", by, c, s.clock(), centre.Data{"kind": i.Kind, "verified": i.Verified}))
}

// pass gives an identity that its holder only claimed to who proved it.
func (s *Service) pass(ctx context.Context, w Store, by centre.Actor, c Customer, h Holder) error {
	loser := h.CustomerID
	h.CustomerID, h.Verified = c.ID, true
	if err := w.SaveIdentity(ctx, h); err != nil {
		return err
	}
	h.CustomerID = loser
	return s.suggest(ctx, w, by, c, h)
}

// suggest notes that c may be the one who holds an identity.
func (s *Service) suggest(ctx context.Context, w Store, by centre.Actor, c Customer, h Holder) error {
	if err := w.SuggestMatch(ctx, c.ID, h.CustomerID, h.Kind, s.clock()); err != nil {
		return err
	}
	return w.Append(ctx, happened("customer.match_suggested", by, c, s.clock(), centre.Data{"other_id": h.CustomerID, "kind": h.Kind}))
}

// attach gives c an identity that nobody holds; who holds it is named otherwise.
func (s *Service) attach(ctx context.Context, w Store, c *Customer, i Identity) error {
	holder, err := holderOf(ctx, w, i)
	if err != nil {
		return err
	}
	if holder != nil {
		other, err := single(w.Customers(ctx, []centre.CustomerID{holder.CustomerID}))
		if err != nil {
			return err
		}
		return centre.Raced("identity_taken", "another customer is known by this already", other.ref())
	}
	i.ID = centre.NewID[IdentityID]()
	c.learnZone(i, s.clock())
	return w.AddIdentity(ctx, Holder{Identity: i, CustomerID: c.ID}, s.clock())
}

// learnZone takes the zone of a phone number for the customer's own while none
// is known.
func (c *Customer) learnZone(i Identity, now time.Time) {
	if c.Zone == "" && i.Kind == Phone {
		c.Zone = ZoneOf(i.Value, now)
	}
}

// holderOf gives who holds an identity; nil, for the rule Claim, when nobody does.
func holderOf(ctx context.Context, w Store, i Identity) (*Holder, error) {
	h, err := w.HolderOf(ctx, i.Kind, i.Value)
	if centre.IsKind(err, centre.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &h, nil
}

// claims are the identities of an introduction in their normal form.
func (in Introduction) claims(region string) ([]Identity, error) {
	var claims []Identity
	for _, i := range []Identity{{Kind: Email, Value: in.Email}, {Kind: Phone, Value: in.Phone}} {
		if i.Value == "" {
			continue
		}
		value, err := Normal(i.Kind, i.Value, region)
		if err != nil {
			return nil, err
		}
		claims = append(claims, Identity{Kind: i.Kind, Value: value, Verified: in.Verified})
	}
	return claims, nil
}
