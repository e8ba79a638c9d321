package customer

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// Merge gives up the record from for the record into.
func (s *Service) Merge(ctx context.Context, by centre.Actor, from, into centre.CustomerID) (MergeID, error) {
	var id MergeID
	err := s.tx.Do(ctx, func(w Store) (err error) {
		if err := w.LockBelongings(ctx, from); err != nil {
			return err
		}
		id, err = s.merge(ctx, w, by, from, into)
		return err
	})
	return id, err
}

func (s *Service) merge(ctx context.Context, w Store, by centre.Actor, fromID, intoID centre.CustomerID) (MergeID, error) {
	if fromID == intoID {
		return "", centre.Field("into_id", "is the same customer")
	}
	both, err := w.LockCustomers(ctx, fromID, intoID)
	if err != nil {
		return "", err
	}
	from, into := both[0], both[1]
	if err := mergeable(from, into); err != nil {
		return "", err
	}
	moved, err := w.MoveBelongings(ctx, fromID, intoID)
	if err != nil {
		return "", err
	}
	m := Merge{ID: centre.NewID[MergeID](), From: fromID, Into: intoID, At: s.clock(), By: by.ID}
	m.Moved.Belongings = moved.Belongings
	into.Profile, m.Moved.Filled = fill(into.Profile, from.Profile)
	from.MergedInto = &intoID
	if err := w.AddMerge(ctx, m); err != nil {
		return "", err
	}
	return m.ID, s.settle(ctx, w, "customer.merged", m, by, from, into, moved.Live)
}

func mergeable(from, into Customer) error {
	switch {
	case from.MergedInto != nil:
		return centre.Raced("already_merged", "this customer was merged already", Ref{ID: *from.MergedInto})
	case into.MergedInto != nil:
		return merged(into)
	case from.Kind != into.Kind:
		return centre.Field("into_id", "a person and an organisation cannot be one")
	}
	return nil
}

// Undo takes a merge back.
func (s *Service) Undo(ctx context.Context, by centre.Actor, id MergeID) (Customer, error) {
	var restored Customer
	err := s.tx.Do(ctx, func(w Store) error {
		m, err := w.LockMerge(ctx, id)
		if err != nil {
			return err
		}
		if m.UndoneAt != nil {
			return centre.Raced("already_undone", "this merge was undone already", nil)
		}
		if err := w.LockBelongings(ctx, m.Into); err != nil {
			return err
		}
		if err := s.undo(ctx, w, by, m); err != nil {
			return err
		}
		restored, err = single(w.Customers(ctx, []centre.CustomerID{m.From}))
		return err
	})
	return restored, err
}

func (s *Service) undo(ctx context.Context, w Store, by centre.Actor, m Merge) error {
	both, err := w.LockCustomers(ctx, m.From, m.Into)
	if err != nil {
		return err
	}
	from, into := both[0], both[1]
	if into.MergedInto != nil {
		return centre.Raced("merged_further", "the survivor was merged further: undo that first", Ref{ID: *into.MergedInto})
	}
	back, err := w.GiveBack(ctx, m.From, m.Into, m.Moved.Belongings)
	if err != nil {
		return err
	}
	if err := w.EndMerge(ctx, m.ID, s.clock()); err != nil {
		return err
	}
	into.Profile = empty(into.Profile, m.Moved.Filled)
	if into.Profile, err = refill(ctx, w, into.Profile, m); err != nil {
		return err
	}
	from.MergedInto = nil
	return s.settle(ctx, w, "customer.merge_undone", m, by, from, into, back)
}

// refill gives the survivor's profile with what the merges that still stand have for the
// places that undoing m emptied: another's refusal goes on to hold.
func refill(ctx context.Context, w Store, into Profile, m Merge) (Profile, error) {
	standing, err := w.StandingMerges(ctx, m.Into)
	if err != nil {
		return into, err
	}
	for _, other := range standing {
		from, err := single(w.Customers(ctx, []centre.CustomerID{other.From}))
		if err != nil {
			return into, err
		}
		var filled Filled
		into, filled = fill(into, only(from.Profile, m.Moved.Filled))
		other.Moved.Filled = other.Moved.Filled.and(filled)
		if err := w.SaveMoved(ctx, other.ID, other.Moved); err != nil {
			return into, err
		}
	}
	return into, nil
}

// settle saves both customers as their next versions and tells everybody who
// has one of them, or their open work, on screen.
func (s *Service) settle(ctx context.Context, w Store, kind string, m Merge, by centre.Actor, from, into Customer, live []Live) error {
	var events []centre.Event
	for _, c := range []*Customer{&from, &into} {
		c.Version++
		if err := w.SaveCustomer(ctx, *c); err != nil {
			return err
		}
		events = append(events, happened(kind, by, *c, s.clock(), centre.Data{"merge_id": m.ID, "from_id": m.From, "into_id": m.Into}))
	}
	for _, l := range live {
		events = append(events, l.changedHands(by, m, s.clock()))
	}
	return w.Append(ctx, events...)
}

func (l Live) changedHands(by centre.Actor, m Merge, at time.Time) centre.Event {
	e := centre.Event{
		At: at, Kind: l.Kind + ".customer_changed", Actor: by,
		Subject: centre.Subject{Kind: l.Kind, ID: l.ID},
		Topics:  []string{l.Kind + ":" + l.ID, topic(m.From), topic(m.Into)},
		Data:    centre.Data{"merge_id": m.ID, "from_id": m.From, "into_id": m.Into, "version": l.Version},
	}
	if l.Agent != "" {
		e.Topics = append(e.Topics, "agent:"+string(l.Agent))
	}
	return e
}
