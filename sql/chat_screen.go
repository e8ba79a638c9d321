package sql

import (
	"context"

	"github.com/lib/pq"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
)

var _ chat.Screens = (*Work)(nil)

// Ends says who is in a conversation.
func (w *Work) Ends(ctx context.Context, id centre.ContactID) (chat.Ends, error) {
	var e chat.Ends
	err := w.one(ctx, "chat-ends", &e, id)
	return e, err
}

// Marks says how far conversations got.
func (w *Work) Marks(ctx context.Context, ids []centre.ContactID) ([]chat.Marks, error) {
	var marks []chat.Marks
	err := w.all(ctx, "chat-marks", &marks, pq.Array(ids))
	return marks, err
}

// ContactsByID gives contacts by their ids, in no order.
func (w *Work) ContactsByID(ctx context.Context, ids []centre.ContactID) ([]contact.Contact, error) {
	var rows []contactRow
	if err := w.all(ctx, "contacts-by-id", &rows, pq.Array(ids)); err != nil {
		return nil, err
	}
	contacts := make([]contact.Contact, len(rows))
	for i, r := range rows {
		contacts[i] = r.contact()
	}
	return contacts, nil
}
