package callback

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/telephone"
)

// Store is what promises need kept, in one transaction.
type Store interface {
	routing.Work
	contact.Contacts
	Promises
	Permits
	People
}

// Promises are promises as they are kept.
type Promises interface {
	// AddCallback keeps a new promise and fills in its names.
	AddCallback(ctx context.Context, c *Callback) error
	Callback(ctx context.Context, id centre.CallbackID) (Callback, error)
	// LockCallback reads a promise and holds it until the transaction ends.
	LockCallback(ctx context.Context, id centre.CallbackID) (Callback, error)
	// SaveCallback keeps a promise as changed, with its next version.
	SaveCallback(ctx context.Context, c *Callback) error
	// SaveNumber keeps whom to call, by which clock and until when, with the next version; a
	// Conflict of code already_promised when the number has a callback in the queue already.
	SaveNumber(ctx context.Context, c *Callback) error
	// OpenCallback names the promise that is open for a number, queue and time; NotFound if none.
	OpenCallback(ctx context.Context, phone telephone.Number, queue centre.QueueID, due time.Time) (centre.CallbackID, error)
	// CallbackInLine names the open callback in queue of a number; NotFound if none.
	CallbackInLine(ctx context.Context, phone telephone.Number, queue centre.QueueID) (centre.CallbackID, error)
	// CallbackPlace names the item with which a customer waits for a call in a queue, by who they
	// are or by their number, empty if it is not known; NotFound if none.
	CallbackPlace(ctx context.Context, customer centre.CustomerID, queue centre.QueueID, phone telephone.Number) (centre.ItemID, error)
	// LiveCallbackItem names the promise's item that waits or is at an agent's desk; NotFound if none.
	LiveCallbackItem(ctx context.Context, id centre.CallbackID) (centre.ItemID, error)
}

// Permits are permits as they are kept.
type Permits interface {
	AddPermit(ctx context.Context, p Permit) error
	// LockPermit reads a callback's permit and holds it until the transaction ends.
	LockPermit(ctx context.Context, of centre.CallbackID, id centre.PermitID) (Permit, error)
	// UsePermit notes when a permit was dialled with.
	UsePermit(ctx context.Context, id centre.PermitID, at time.Time) error
	// LockPhone makes whoever wants to dial the number wait until the transaction ends.
	LockPhone(ctx context.Context, phone telephone.Number) error
	// DialsTo gives when the number was dialled since then.
	DialsTo(ctx context.Context, phone telephone.Number, since time.Time) ([]time.Time, error)
}

// People are those whom promises name, and where visitors may turn to.
type People interface {
	// CurrentCustomer follows merges to the survivor, and keeps them from being
	// merged away until the transaction ends.
	CurrentCustomer(ctx context.Context, id centre.CustomerID) (centre.CustomerID, error)
	// WhoToCall gives what the rules ask about a customer.
	WhoToCall(ctx context.Context, id centre.CustomerID) (Who, error)
	// PublicQueue gives the queue asked for, or the first that is offered to the public.
	PublicQueue(ctx context.Context, id centre.QueueID) (centre.QueueID, error)
	AgentName(ctx context.Context, id centre.AgentID) (string, error)
	// WorksHere is NotFound for who does not exist or was shut out.
	WorksHere(ctx context.Context, id centre.AgentID) error
}

// Reader reads promises outside any transaction.
type Reader interface {
	Callback(ctx context.Context, id centre.CallbackID) (Callback, error)
	// LiveItem names the item of a contact that has not ended; NotFound if none.
	LiveItem(ctx context.Context, id centre.ContactID) (centre.ItemID, error)
	// Callbacks gives a page, the first due first.
	Callbacks(ctx context.Context, f Filter, p centre.Page) (centre.List[Callback], error)
}

// Filter narrows a list of promises; what is empty does not, but for the reach.
type Filter struct {
	Reach   centre.Reach
	States  []State
	OwnerID centre.AgentID
	From    time.Time // due then or later
	To      time.Time // due before then
}
