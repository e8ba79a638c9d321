package contact

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/routing"
)

// Store is what contacts need kept.
type Store interface {
	routing.Batch
	Contacts
	field.Reader
}

// Contacts are contacts as they are kept.
type Contacts interface {
	AddContact(ctx context.Context, c *Contact) error
	// LockContact reads a contact and holds it until the transaction ends.
	LockContact(ctx context.Context, id centre.ContactID) (Contact, error)
	// ContactNamed finds a contact by the id that another system gave it.
	ContactNamed(ctx context.Context, externalID string) (centre.ContactID, error)
	// SaveContact keeps a contact as changed, with its next version.
	SaveContact(ctx context.Context, c *Contact) error
	// LastCall names the last contact that was to keep a promise; NotFound if none.
	LastCall(ctx context.Context, id centre.CallbackID) (centre.ContactID, error)
	DispositionCoded(ctx context.Context, code string) (centre.DispositionID, error)
	// Choosable finds a disposition among those that agents of a queue may choose; NotFound
	// when it is none of them.
	Choosable(ctx context.Context, id centre.DispositionID, in centre.QueueID) error
}

// Opener is what it takes to open a contact of which nobody has to be told.
type Opener interface {
	centre.Journal
	field.Reader
	AddContact(ctx context.Context, c *Contact) error
}

// Keeper is what it takes to keep a contact as changed.
type Keeper interface {
	centre.Journal
	SaveContact(ctx context.Context, c *Contact) error
}

// Reader reads contacts outside any transaction.
type Reader interface {
	Contact(ctx context.Context, id centre.ContactID) (Contact, error)
	// ContactsOf gives a page of a customer's contacts in reach, the latest first.
	ContactsOf(ctx context.Context, r centre.Reach, id centre.CustomerID, p centre.Page) (centre.List[Contact], error)
}
