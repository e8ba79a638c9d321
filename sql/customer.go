package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
)

var (
	_ customer.Store  = (*Work)(nil)
	_ customer.Reader = (*Work)(nil)
)

type customerRow struct {
	ID          centre.CustomerID
	SiteID      *centre.SiteID `db:"site_id"`
	Kind        customer.Kind
	Name        string
	Tier        string
	Language    string
	Zone        string
	Needs       pq.StringArray
	Preferences doc[map[string]string]
	Consent     doc[customer.Consents]
	Custom      doc[field.Values]
	Identities  doc[[]customer.Identity]
	Links       doc[[]customer.Link]
	MergedInto  *centre.CustomerID `db:"merged_into"`
	CreatedAt   time.Time          `db:"created_at"`
	Version     int
}

func (r customerRow) customer() customer.Customer {
	return customer.Customer{
		ID: r.ID,
		Profile: customer.Profile{
			SiteID: r.SiteID, Kind: r.Kind, Name: r.Name, Tier: r.Tier, Language: r.Language, Zone: r.Zone,
			Needs: texts(r.Needs), Preferences: r.Preferences.V, Consent: r.Consent.V.Complete(), Custom: r.Custom.V,
		},
		Identities: r.Identities.V,
		Links:      r.Links.V,
		MergedInto: r.MergedInto,
		CreatedAt:  r.CreatedAt.UTC(),
		Version:    r.Version,
	}
}

// Customers implements customer.Records.
func (w *Work) Customers(ctx context.Context, ids []centre.CustomerID) ([]customer.Customer, error) {
	var rows []customerRow
	if err := w.all(ctx, "customers", &rows, idArray(ids)); err != nil {
		return nil, err
	}
	list := make([]customer.Customer, len(rows))
	for i, r := range rows {
		list[i] = r.customer()
	}
	return list, nil
}

// LockCustomers implements customer.Records.
func (w *Work) LockCustomers(ctx context.Context, ids ...centre.CustomerID) ([]customer.Customer, error) {
	var locked []centre.CustomerID
	if err := w.all(ctx, "lock-customers", &locked, idArray(ids)); err != nil {
		return nil, err
	}
	if len(locked) < len(ids) {
		return nil, centre.Faultf(centre.NotFound, "no such customer")
	}
	// A second statement: what was waited for is seen only by a new snapshot.
	return w.Customers(ctx, ids)
}

// CurrentCustomer implements ticket.Store.
func (w *Work) CurrentCustomer(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error) {
	for {
		var next centre.CustomerID
		if err := w.one(ctx, "share-customer", &next, string(id)); err != nil || next == id {
			return id, err
		}
		id = next
	}
}

// Survivor implements customer.Reader.
func (w *Work) Survivor(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error) {
	var current centre.CustomerID
	err := w.one(ctx, "survivor", &current, string(id))
	return current, err
}

// AddCustomer implements customer.Records.
func (w *Work) AddCustomer(ctx context.Context, c customer.Customer) error {
	_, err := w.exec(ctx, "add-customer", string(c.ID), c.SiteID, string(c.Kind), c.Name, c.Tier, c.Language, c.Zone,
		pq.Array(texts(c.Needs)), document(c.Preferences), doc[customer.Consents]{c.Consent}, document(c.Custom), c.CreatedAt, c.Version)
	return err
}

// SaveCustomer implements customer.Records.
func (w *Work) SaveCustomer(ctx context.Context, c customer.Customer) error {
	return w.change(ctx, "save-customer", string(c.ID), c.SiteID, c.Name, c.Tier, c.Language, c.Zone,
		pq.Array(texts(c.Needs)), document(c.Preferences), doc[customer.Consents]{c.Consent}, document(c.Custom), c.MergedInto, c.Version)
}

// RecentCustomers implements customer.Reader.
func (w *Work) RecentCustomers(ctx context.Context, r centre.Reach, after centre.Key, limit int) ([]centre.CustomerID, error) {
	return w.customersIn(ctx, r, "recent-customers", after.At, after.ID, limit)
}

// document writes a map as a jsonb object, also when it is nil.
func document[M ~map[string]V, V any](m M) doc[M] {
	if m == nil {
		m = M{}
	}
	return doc[M]{m}
}

// idArray writes ids as an array.
func idArray[T ~string](ids []T) pq.StringArray {
	list := make(pq.StringArray, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}
