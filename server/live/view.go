package live

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"switchboard/server/centre"
	"switchboard/server/centre/chat"
)

// State is a subject as it is now.
type State struct {
	Version  int
	Queue    centre.QueueID // whose work it is: told only to who reaches it; empty: to whoever watches
	Personal bool           // told to nobody but whose own it is, as an offer with its screen
	Body     any            // for agents: the shape that the HTTP API gives
	Public   any            // the part that a visitor may see; nil when there is none
}

// View gives the present states of many subjects of one kind in one query, by
// id; subjects that are gone are left out.
type View func(ctx context.Context, ids []string) (map[string]State, error)

// Views are the kinds of subject that screens are told of: "offer", "item",
// "agent", "message", "ticket", "callback", "contact". Events about other kinds
// concern no screen.
type Views map[string]View

// rendered is an event as receivers share it; public is nil when no visitor may see it.
type rendered struct {
	pos      int64
	queue    centre.QueueID
	personal bool
	topics   []string
	spoken   *spoken
	full     []byte
	public   []byte
}

// render loads the states of all subjects at once, a query per kind, and gives
// the events in the same order, those without a view left out.
func (v Views) render(ctx context.Context, events []centre.Stamped) ([]rendered, error) {
	states := map[centre.Subject]State{}
	for kind, ids := range subjects(events) {
		view, ok := v[kind]
		if !ok {
			continue
		}
		found, err := view(ctx, ids)
		if err != nil {
			return nil, err
		}
		for id, s := range found {
			states[centre.Subject{Kind: kind, ID: id}] = s
		}
	}
	all := make([]rendered, 0, len(events))
	for _, e := range events {
		if _, ok := v[e.Subject.Kind]; !ok {
			continue
		}
		r, err := encode(e, states[e.Subject])
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// subjects gives the ids of each kind, each once.
func subjects(events []centre.Stamped) map[string][]string {
	by := map[string][]string{}
	for _, e := range events {
		if ids := by[e.Subject.Kind]; !slices.Contains(ids, e.Subject.ID) {
			by[e.Subject.Kind] = append(ids, e.Subject.ID)
		}
	}
	return by
}

func encode(e centre.Stamped, s State) (rendered, error) {
	f := shared{Pos: e.Pos, At: e.At, Kind: e.Kind, Subject: e.Subject, Version: s.Version, State: s.Body}
	full, err := json.Marshal(f)
	if err != nil {
		return rendered{}, err
	}
	r := rendered{pos: e.Pos, queue: s.Queue, personal: s.Personal, topics: e.Topics, full: full}
	if m, ok := s.Body.(chat.Message); ok && e.Kind == "message.sent" {
		r.spoken = &spoken{m.ContactID, m.Seq, m.From.Kind}
	}
	if s.Public != nil {
		f.State = s.Public
		r.public, err = json.Marshal(f)
	}
	return r, err
}

// to is the event for one client under the topic that it asked for; ok is false
// when the client may not see it.
func (r rendered) to(c *client, topic string) (o outgoing, ok bool) {
	o = outgoing{body: r.full, topic: topic, pos: r.pos, spoken: r.spoken}
	if c.agent == nil {
		o.body = r.public
		return o, o.body != nil
	}
	return o, c.agent.sees(r)
}

// passing reports whether err will go away by itself: a part of the house is away.
func passing(err error) bool {
	return centre.IsKind(err, centre.Busy) || errors.Is(err, context.DeadlineExceeded)
}
