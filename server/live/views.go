package live

import (
	"context"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
)

// Sources read what screens show, many at once.
type Sources struct {
	Work     Works          // routing's viewer
	Desks    presence.Desks // sql
	Chats    chat.Screens   // sql
	Contacts Contacts       // sql
}

// Works reads items and offers as screens show them.
type Works interface {
	Items(ctx context.Context, ids []centre.ItemID) ([]routing.Card, error)
	Offers(ctx context.Context, ids []centre.OfferID) ([]routing.OfferCard, error)
}

// Contacts reads contacts.
type Contacts interface {
	ContactsByID(ctx context.Context, ids []centre.ContactID) ([]contact.Contact, error)
}

// What a visitor may see of work and of a contact: no queue, tier, reason or note.
type (
	publicItem struct {
		ContactID centre.ContactID `json:"contact_id"`
		State     routing.State    `json:"state"`
		AgentName string           `json:"agent_name"`
	}
	publicContact struct {
		ContactID centre.ContactID `json:"contact_id"`
		Closed    bool             `json:"closed"`
		Outcome   string           `json:"outcome"`
		Rating    *int             `json:"rating"`
	}
)

// NewViews gives the views of work and conversations. A subject without a public
// part (an offer, a desk, an internal note) is never told to a visitor.
func NewViews(s Sources) Views {
	return Views{
		"offer": Show(s.Work.Offers, func(o routing.OfferCard) (string, State) {
			return string(o.ID), State{Version: o.Version, Personal: true, Body: o}
		}),
		"item": Show(s.Work.Items, func(i routing.Card) (string, State) {
			state := State{Version: i.Version, Queue: centre.QueueID(i.Queue.ID), Body: i}
			if i.ContactID != "" {
				state.Public = shownItem(i)
			}
			return string(i.ID), state
		}),
		"agent": Show(s.Desks.Desks, func(d presence.Desk) (string, State) {
			return string(d.AgentID), State{Version: d.Version, Personal: true, Body: d}
		}),
		"chat": Show(s.Chats.Marks, func(m chat.Marks) (string, State) {
			return string(m.ContactID), State{Version: m.Version, Queue: m.QueueID, Body: m, Public: m}
		}),
		"contact": Show(s.Contacts.ContactsByID, func(c contact.Contact) (string, State) {
			public := publicContact{c.ID, c.ClosedAt != nil, c.Outcome, c.Rating}
			return string(c.ID), State{Version: c.Version, Queue: c.QueueID, Body: c, Public: public}
		}),
		"message": messages(s.Chats),
	}
}

// shownItem names the agent once they have accepted: an offer may yet come to nothing.
func shownItem(i routing.Card) publicItem {
	p := publicItem{ContactID: i.ContactID, State: i.State}
	if i.AcceptedAt != nil {
		p.AgentName = i.AgentName
	}
	return p
}

// messages never change but for how far they came, which counts as their version.
func messages(from chat.Screens) View {
	return func(ctx context.Context, ids []string) (map[string]State, error) {
		found, err := from.MessagesByID(ctx, ids)
		states := make(map[string]State, len(found))
		for id, m := range found {
			state := State{Version: 1, Queue: m.QueueID, Body: m}
			if m.Delivered {
				state.Version = 2
			}
			if m.Read {
				state.Version = 3
			}
			if !m.Internal {
				state.Public = m
			}
			states[id] = state
		}
		return states, err
	}
}

// Show makes a view of how subjects are read and what is shown of each.
func Show[ID ~string, T any](read func(context.Context, []ID) ([]T, error), show func(T) (string, State)) View {
	return func(ctx context.Context, ids []string) (map[string]State, error) {
		typed := make([]ID, len(ids))
		for i, id := range ids {
			typed[i] = ID(id)
		}
		found, err := read(ctx, typed)
		states := make(map[string]State, len(found))
		for _, t := range found {
			id, state := show(t)
			states[id] = state
		}
		return states, err
	}
}
