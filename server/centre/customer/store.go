package customer

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
)

// Store is what the service keeps.
type Store interface {
	Records
	Identities
	Links
	Merges
	field.Reader
	centre.Journal
	centre.History
}

// Records are the customers themselves.
type Records interface {
	// Customers gives those of the customers that exist, whole, in the order asked for.
	Customers(ctx context.Context, ids []centre.CustomerID) ([]Customer, error)
	// LockCustomers gives the customers in the order asked for, locked until the
	// transaction ends; NotFound when one is missing.
	LockCustomers(ctx context.Context, ids ...centre.CustomerID) ([]Customer, error)
	AddCustomer(ctx context.Context, c Customer) error
	// SaveCustomer writes profile, merged_into and version.
	SaveCustomer(ctx context.Context, c Customer) error
}

// Identities are what customers are known by.
type Identities interface {
	// HolderOf gives who holds an identity, its row locked; NotFound when nobody does.
	HolderOf(ctx context.Context, kind IdentityKind, value string) (Holder, error)
	AddIdentity(ctx context.Context, h Holder, at time.Time) error
	// SaveIdentity writes the holder and whether it is proven.
	SaveIdentity(ctx context.Context, h Holder) error
	RemoveIdentity(ctx context.Context, id IdentityID) error
	// SuggestMatch notes that customer may be other; once is enough.
	SuggestMatch(ctx context.Context, customer, other centre.CustomerID, kind IdentityKind, at time.Time) error
}

// Links are persons' places in organisations.
type Links interface {
	// AddLink is a Conflict when they are linked in this role already.
	AddLink(ctx context.Context, person, organisation centre.CustomerID, l Link) error
	// RemoveLink removes a link and those that say the same.
	RemoveLink(ctx context.Context, id LinkID) error
}

// Merges are the records given up, and how to take them up again.
type Merges interface {
	// LockBelongings locks, in lock order, what comes before customers in it.
	LockBelongings(ctx context.Context, id centre.CustomerID) error
	// MoveBelongings moves all that can move.
	MoveBelongings(ctx context.Context, from, into centre.CustomerID) (Handover, error)
	// GiveBack moves those of b that are still at into back to from.
	GiveBack(ctx context.Context, from, into centre.CustomerID, b Belongings) ([]Live, error)
	AddMerge(ctx context.Context, m Merge) error
	// LockMerge gives a merge, locked until the transaction ends.
	LockMerge(ctx context.Context, id MergeID) (Merge, error)
	EndMerge(ctx context.Context, id MergeID, at time.Time) error
	// StandingMerges gives the merges into a customer that are not undone, oldest first.
	StandingMerges(ctx context.Context, into centre.CustomerID) ([]Merge, error)
	// SaveMoved writes what a merge changed.
	SaveMoved(ctx context.Context, id MergeID, moved Moved) error
}

// Handover is what changed hands; Live are those of them that are on somebody's
// screen.
type Handover struct {
	Belongings
	Live []Live
}

// Live is something open that now has another customer.
type Live struct {
	Kind    string         `json:"kind"` // item, contact, ticket, callback
	ID      string         `json:"id"`
	Agent   centre.AgentID `json:"agent"`
	Version int            `json:"version"`
}

// Reader is what lists and searches read, outside transactions.
type Reader interface {
	Customers(ctx context.Context, ids []centre.CustomerID) ([]Customer, error)
	// Survivor follows merges to who is served now.
	Survivor(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error)
	// RecentCustomers gives limit ids in reach after the key, newest first.
	RecentCustomers(ctx context.Context, r centre.Reach, after centre.Key, limit int) ([]centre.CustomerID, error)
	// CustomerHistory gives limit entries in reach after the key, newest first.
	CustomerHistory(ctx context.Context, r centre.Reach, id centre.CustomerID, after centre.Key, limit int) ([]Entry, error)
	Finder
}

// Finder is what answers a search. Each gives at most limit of those in reach, best first.
type Finder interface {
	// CustomersNamed finds names that hold every pattern's text; see Question.
	CustomersNamed(ctx context.Context, r centre.Reach, n NameQuestion, limit int) ([]centre.CustomerID, error)
	// CustomersKnownBy finds customers by the beginning of an identity, then,
	// for inside, by any part of it.
	CustomersKnownBy(ctx context.Context, r centre.Reach, text string, inside bool, limit int) ([]centre.CustomerID, error)
	// CustomersAtDomain finds customers by the beginning of their e-mail's domain.
	CustomersAtDomain(ctx context.Context, r centre.Reach, domain string, limit int) ([]centre.CustomerID, error)
	TicketsNumbered(ctx context.Context, r centre.Reach, digits string, limit int) ([]FoundTicket, error)
	TicketsAbout(ctx context.Context, r centre.Reach, text string, limit int) ([]FoundTicket, error)
}
