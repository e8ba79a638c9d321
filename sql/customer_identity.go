package sql

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
)

type holderRow struct {
	customer.Identity
	CustomerID centre.CustomerID `db:"customer_id"`
}

// HolderOf implements customer.Identities.
func (w *Work) HolderOf(ctx context.Context, kind customer.IdentityKind, value string) (customer.Holder, error) {
	var row holderRow
	err := w.one(ctx, "identity-holder", &row, string(kind), value)
	return customer.Holder(row), err
}

// AddIdentity implements customer.Identities.
func (w *Work) AddIdentity(ctx context.Context, h customer.Holder, at time.Time) error {
	_, err := w.exec(ctx, "add-identity", string(h.ID), string(h.CustomerID), string(h.Kind), h.Value, h.Verified, at)
	return err
}

// SaveIdentity implements customer.Identities.
func (w *Work) SaveIdentity(ctx context.Context, h customer.Holder) error {
	return w.change(ctx, "save-identity", string(h.ID), string(h.CustomerID), h.Verified)
}

// RemoveIdentity implements customer.Identities.
func (w *Work) RemoveIdentity(ctx context.Context, id customer.IdentityID) error {
	return w.change(ctx, "remove-identity", string(id))
}

// SuggestMatch implements customer.Identities.
func (w *Work) SuggestMatch(ctx context.Context, id, other centre.CustomerID, kind customer.IdentityKind, at time.Time) error {
	_, err := w.exec(ctx, "suggest-match", string(id), string(other), string(kind), at)
	return err
}

// AddLink implements customer.Links.
func (w *Work) AddLink(ctx context.Context, person, organisation centre.CustomerID, l customer.Link) error {
	n, err := w.exec(ctx, "add-link", string(l.ID), string(person), string(organisation), l.Role, l.Since)
	if err == nil && n == 0 {
		return centre.Raced("linked", "they are linked in this role already", nil)
	}
	return err
}

// RemoveLink implements customer.Links.
func (w *Work) RemoveLink(ctx context.Context, id customer.LinkID) error {
	return w.change(ctx, "remove-link", string(id))
}
