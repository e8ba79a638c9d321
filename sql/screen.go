package sql

import (
	"context"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/screen"
)

var _ screen.Reader = (*Work)(nil)

type screenRow struct {
	ID             centre.CustomerID
	Name           string
	Kind           customer.Kind
	Tier           string
	Language       string
	Zone           string
	Needs          pq.StringArray
	CreatedAt      time.Time `db:"created_at"`
	Consent        doc[customer.Consents]
	Version        int
	Custom         doc[field.Values]
	Organisation   doc[*screen.Organisation]
	SuggestedMatch doc[*screen.Match] `db:"suggested_match"`
	Page           doc[*screen.OpenPage]
	Identities     doc[[]customer.Identity]
	Contacts       doc[[]screen.PastContact]
	Tickets        doc[[]screen.OpenTicket]
	Promises       doc[[]screen.Promise]
	Fields         doc[[]screen.Shown]
}

func (r screenRow) screen() screen.Screen {
	return screen.Screen{
		Customer: screen.Subject{
			ID: r.ID, Name: r.Name, Kind: r.Kind, Tier: r.Tier, Language: r.Language, Zone: r.Zone,
			Needs: r.Needs, Since: r.CreatedAt.UTC(), Custom: r.Custom.V,
		},
		Organisation: r.Organisation.V, SuggestedMatch: r.SuggestedMatch.V, Page: r.Page.V, Identities: r.Identities.V,
		Contacts: r.Contacts.V, Tickets: r.Tickets.V, Promises: r.Promises.V, Fields: r.Fields.V,
		Consent: r.Consent.V.Complete(), Version: r.Version,
	}
}

// Screens implements screen.Reader.
func (w *Work) Screens(ctx context.Context, r centre.Reach, requests []screen.Request) ([]screen.Screen, error) {
	customers, contacts, tickets := make(pq.StringArray, len(requests)), make(pq.StringArray, len(requests)), make(pq.StringArray, len(requests))
	for i, r := range requests {
		customers[i], contacts[i], tickets[i] = string(r.CustomerID), string(r.ContactID), string(r.TicketID)
	}
	by := seenBy(r)
	var rows []screenRow
	err := w.all(ctx, "screens", &rows, customers, contacts, screen.MostIdentities, screen.MostContacts, screen.MostTickets, screen.MostPromises,
		tickets, screen.MostFields, by.queues, by.own, by.site)
	if err != nil {
		return nil, err
	}
	screens := make([]screen.Screen, len(rows))
	for i, r := range rows {
		screens[i] = r.screen()
	}
	return screens, nil
}
