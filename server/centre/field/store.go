package field

import (
	"context"

	"switchboard/server/centre"
)

// Reader gives the definitions; every service that changes custom values needs it.
type Reader interface {
	// Fields gives an entity's definitions by position, then key; of every
	// entity when it is empty.
	Fields(ctx context.Context, entity Entity) ([]Definition, error)
}

// Store is what the service keeps.
type Store interface {
	Reader
	centre.Journal
	// LockField gives a definition, locked until the transaction ends.
	LockField(ctx context.Context, id ID) (Definition, error)
	AddField(ctx context.Context, d Definition) error
	SaveField(ctx context.Context, d Definition) error
	RemoveField(ctx context.Context, id ID) error
}
