package routing

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// BlockID names a block.
type BlockID string

// BlockReason is why an agent and a customer are kept apart.
type BlockReason string

// The reasons: the customer asked for it; the agent was threatened or insulted; they know
// each other, or are on two sides of something.
const (
	Asked    BlockReason = "asked"
	Threat   BlockReason = "threat"
	Conflict BlockReason = "conflict"
)

// BlockReasons are all that there are.
var BlockReasons = []BlockReason{Asked, Threat, Conflict}

// Block keeps an agent and a customer apart: whatever the agent serves, knows or promised,
// the customer's work is never offered to them.
type Block struct {
	ID         BlockID           `json:"id"`
	CustomerID centre.CustomerID `json:"customer_id"`
	Agent      Named             `json:"agent"`
	Reason     BlockReason       `json:"reason" enum:"asked,threat,conflict"`
	Note       string            `json:"note"`
	Until      *time.Time        `json:"until" doc:"null: for good"`
	At         time.Time         `json:"at"`
	By         Named             `json:"by"`
}

// Blocks are blocks as they are kept.
type Blocks interface {
	// Blocked says which agents are kept from which of a pool's waiting items.
	Blocked(ctx context.Context, pool centre.SiteID, now time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
	// BlockedFrom reports whether an agent is kept from a customer.
	BlockedFrom(ctx context.Context, agent centre.AgentID, customer centre.CustomerID, now time.Time) (bool, error)
	AddBlock(ctx context.Context, b *Block) error
	// LockBlock reads a block of a customer that was not ended; NotFound if there is none.
	LockBlock(ctx context.Context, id BlockID, customer centre.CustomerID) (Block, error)
	// EndBlock ends a block, and any other that keeps the same two apart; it names them.
	EndBlock(ctx context.Context, id BlockID, by centre.Actor, now time.Time) ([]BlockID, error)
	// BlocksOf gives a customer's blocks that hold, the oldest first.
	BlocksOf(ctx context.Context, id centre.CustomerID, now time.Time) ([]Block, error)
}

func (b *Block) check(now time.Time) error {
	b.Note = strings.TrimSpace(b.Note)
	switch {
	case !slices.Contains(BlockReasons, b.Reason):
		return centre.Field("reason", "is not one of %v", BlockReasons)
	case utf8.RuneCountInString(b.Note) > MaxNote:
		return centre.Field("note", "is longer than %d characters", MaxNote)
	case b.Until != nil && !b.Until.After(now):
		return centre.Field("until", "is over")
	}
	return nil
}

// Block keeps an agent and a customer apart from now on. What rings at the agent's desk of
// the customer's goes back to its place; what they have in hand stays theirs. Two who are kept
// apart for as long already are given as they are; one that ends sooner gives way to this one.
func (s *Service) Block(ctx context.Context, by centre.Actor, b Block) (Block, error) {
	now := s.clock()
	if err := b.check(now); err != nil {
		return b, err
	}
	b.ID, b.At, b.By.ID = centre.NewID[BlockID](), now, by.ID
	err := untilStill(func() error {
		return s.tx.Do(ctx, func(w Batch) error {
			kept, err := s.block(ctx, w, by, b)
			if err == nil {
				b = kept
			}
			return err
		})
	})
	return b, err
}

// block gives the one block that keeps the two apart now. The agent's desk is locked, so that
// there is no other of the two meanwhile.
func (s *Service) block(ctx context.Context, w Batch, by centre.Actor, b Block) (Block, error) {
	items, desk, err := lockWithWork(ctx, w, centre.AgentID(b.Agent.ID))
	if err != nil {
		return b, err
	}
	before, err := between(ctx, w, b, b.At)
	if err == nil && before.lastsAsLongAs(b) {
		return before, nil
	}
	if err == nil {
		err = before.end(ctx, w, by, desk.SiteID, b.At)
	}
	if err != nil && !centre.IsKind(err, centre.NotFound) {
		return b, err
	}
	if err := s.part(ctx, w, by, b, items, desk); err != nil {
		return b, err
	}
	return between(ctx, w, b, b.At)
}

// between gives the block that keeps the same two apart as another would; NotFound if none does.
func between(ctx context.Context, w Blocks, b Block, now time.Time) (Block, error) {
	all, err := w.BlocksOf(ctx, b.CustomerID, now)
	if err != nil {
		return Block{}, err
	}
	for _, other := range all {
		if other.Agent.ID == b.Agent.ID {
			return other, nil
		}
	}
	return Block{}, centre.Faultf(centre.NotFound, "nothing keeps them apart")
}

func (b *Block) lastsAsLongAs(other Block) bool {
	return b.Until == nil || other.Until != nil && !b.Until.Before(*other.Until)
}

// part keeps the block, and takes what rings at its agent's desk of its customer's.
func (s *Service) part(ctx context.Context, w Batch, by centre.Actor, b Block, items []Item, desk presence.Desk) error {
	if err := w.AddBlock(ctx, &b); err != nil {
		return err
	}
	agent := centre.AgentID(b.Agent.ID)
	for _, it := range items {
		if it.State != Offered || it.AgentID != agent || it.CustomerID != b.CustomerID {
			continue
		}
		var err error
		if desk, err = s.takeFrom(ctx, w, it, desk, by, b.At); err != nil {
			return err
		}
	}
	return w.Append(ctx, b.event("agent.blocked", by, desk.SiteID, b.At))
}

// takeFrom takes what rings off a desk, and gives the desk as it is then.
func (s *Service) takeFrom(ctx context.Context, w Batch, it Item, desk presence.Desk, by centre.Actor, now time.Time) (presence.Desk, error) {
	h := held{item: it, desk: desk}
	var err error
	if h.offer, err = w.OpenOffer(ctx, it.ID); err != nil {
		return desk, err
	}
	h.desk.Unring(h.offer.Weight, now)
	err = s.giveBack(ctx, w, &h, by, OfferCancelled, "it is not for them any more", "offer.withdrawn", now)
	return h.desk, err
}

// Unblock ends a block.
func (s *Service) Unblock(ctx context.Context, by centre.Actor, id BlockID, customer centre.CustomerID) error {
	return s.tx.Do(ctx, func(w Batch) error {
		b, err := w.LockBlock(ctx, id, customer)
		if err != nil {
			return err
		}
		desk, err := w.LockDesk(ctx, centre.AgentID(b.Agent.ID))
		if err != nil {
			return err
		}
		now := s.clock()
		return b.end(ctx, w, by, desk.SiteID, now)
	})
}

// end lets the two meet again, however many blocks keep them apart.
func (b Block) end(ctx context.Context, w Batch, by centre.Actor, pool centre.SiteID, now time.Time) error {
	ended, err := w.EndBlock(ctx, b.ID, by, now)
	if err != nil {
		return err
	}
	var events []centre.Event
	for _, b.ID = range ended {
		events = append(events, b.event("agent.unblocked", by, pool, now))
	}
	return w.Append(ctx, events...)
}

// event is something that happened to the block, told of its agent. No screen shows it.
func (b *Block) event(kind string, by centre.Actor, pool centre.SiteID, now time.Time) centre.Event {
	data := centre.Data{"block_id": b.ID, "customer_id": b.CustomerID, "reason": b.Reason, "pool": pool}
	if b.Until != nil {
		data["until"] = *b.Until
	}
	return centre.Event{At: now, Kind: kind, Actor: by, Subject: centre.Subject{Kind: "agent", ID: b.Agent.ID}, Data: data}
}

// untilStill does again what found that an offer was made meanwhile.
func untilStill(do func() error) error {
	for range 5 {
		if err := do(); !errors.Is(err, errMoved) {
			return err
		}
	}
	return &centre.Fault{Kind: centre.Busy, Code: "locked", Message: "somebody else is changing this right now", RetryAfter: time.Second}
}
