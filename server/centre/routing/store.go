package routing

import (
	"context"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/field"
	"switchboard/server/centre/presence"
)

// Work is what a use case of routing needs kept, in one transaction.
type Work interface {
	Arrivals
	Items
	Offers
	presence.Store
}

// Arrivals is what it takes to put work in line; other packages embed it in
// their own stores to let work arrive in their own transactions.
type Arrivals interface {
	centre.Journal
	Hours
	FreeTimes
	field.Reader
	Rules(ctx context.Context, id centre.QueueID) (Rules, error)
	// Packages gives a site's service packages, in their order.
	Packages(ctx context.Context, site centre.SiteID) ([]Package, error)
	// Held gives the company's own fields of those that are named.
	Held(ctx context.Context, customer centre.CustomerID, contact centre.ContactID, ticket centre.TicketID) (Held, error)
	SkillName(ctx context.Context, id centre.SkillID) (string, error)
	AddItem(ctx context.Context, it *Item) error
}

// Items are items as they are kept.
type Items interface {
	// LockItem reads an item and holds it until the transaction ends.
	LockItem(ctx context.Context, id centre.ItemID) (Item, error)
	// LockItems does so for those of ids that still wait, in the order of their ids.
	LockItems(ctx context.Context, ids []centre.ItemID) ([]Item, error)
	// LockLiveItem does so for the item of a contact that has not ended; NotFound if none. It may
	// have ended while we waited for it.
	LockLiveItem(ctx context.Context, id centre.ContactID) (Item, error)
	// LockOffered does so for the item that an offer was made of, whatever became of that.
	LockOffered(ctx context.Context, id centre.OfferID) (Item, error)
	// LiveItem names the item of a contact that has not ended; NotFound if none.
	LiveItem(ctx context.Context, id centre.ContactID) (centre.ItemID, error)
	// HeldItems names the items that an agent has on offer or at work.
	HeldItems(ctx context.Context, id centre.AgentID) ([]centre.ItemID, error)
	// DeferredBy names the deferred items of a queue, or of all queues with a calendar.
	DeferredBy(ctx context.Context, queueOrCalendar string) ([]centre.ItemID, error)
	// SaveItems keeps items as changed, each with its next version.
	SaveItems(ctx context.Context, items ...*Item) error
	// SaveSubject keeps what an item is about now, and on which channel; the rest is SaveItems'.
	SaveSubject(ctx context.Context, it *Item) error
	// AddTransfer keeps how an item came to a leg, and where it stood before.
	AddTransfer(ctx context.Context, id centre.ItemID, leg int, h Handover, from Stood) error
	// AddLeg keeps a leg of an item that is over.
	AddLeg(ctx context.Context, l Leg) error
	// Stood gives where an item stood before the transfer that a leg began with.
	Stood(ctx context.Context, id centre.ItemID, leg int) (Stood, error)
}

// Offers are offers as they are kept.
type Offers interface {
	Offer(ctx context.Context, id centre.OfferID) (Offer, error)
	// OpenOffer gives the one open offer of an item; NotFound if none.
	OpenOffer(ctx context.Context, id centre.ItemID) (Offer, error)
	AddOffers(ctx context.Context, offers ...*Offer) error
	SaveOffer(ctx context.Context, o *Offer) error
	// Park parks what of an agent's work gives way to a call, or brings back what is parked; it
	// gives that work. The agent's desk is locked.
	Park(ctx context.Context, id centre.AgentID, parked bool) ([]Item, error)
}

// Batch is what the router needs kept for one round of decisions.
type Batch interface {
	Work
	Blocks
	// LockPool waits for the right to decide for a pool.
	LockPool(ctx context.Context, pool centre.SiteID) error
	// Lines gives the lines of those queues of a pool, and of all that hold what overflowed into them.
	Lines(ctx context.Context, pool centre.SiteID, queues []centre.QueueID) ([]PoolLine, error)
	// Heads gives the front of a pool; and of all of it what waits for one agent alone or was moved.
	Heads(ctx context.Context, pool centre.SiteID, f Front, now time.Time) ([]Item, error)
	// Candidates gives the agents who may be offered work of the pool and have room, if only for
	// a call that waits.
	Candidates(ctx context.Context, pool centre.SiteID) ([]Candidate, error)
	// Matchings gives how those queues of a pool match that do not in the usual way.
	Matchings(ctx context.Context, pool centre.SiteID) (map[centre.QueueID]Matching, error)
	// Tried says who let which of the pool's waiting items pass since then.
	Tried(ctx context.Context, pool centre.SiteID, since time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
	// Unchanged counts those of the proposals whose item came back from no offer since then, and
	// whose agent's desk did not change.
	Unchanged(ctx context.Context, proposals []Proposal, since time.Time) (int, error)
	// Terms gives on what terms each queue offers its work.
	Terms(ctx context.Context, queues []centre.QueueID) (map[centre.QueueID]Terms, error)
	AgentName(ctx context.Context, id centre.AgentID) (string, error)
	// CandidatesByID gives those of the agents that exist, there or not.
	CandidatesByID(ctx context.Context, ids []centre.AgentID) ([]Candidate, error)
	// LockDesks reads desks and holds them, in the order of their ids.
	LockDesks(ctx context.Context, ids []centre.AgentID) ([]presence.Desk, error)
	// SaveDesks keeps desks as changed, and their rows of the state log.
	SaveDesks(ctx context.Context, now time.Time, desks ...*presence.Desk) error
}
