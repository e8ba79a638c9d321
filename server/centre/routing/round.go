package routing

import (
	"context"
	"maps"
	"slices"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/presence"
)

// How a round looks at the world.
const (
	TriedFor = 30 * time.Second // how long somebody who let an item pass is passed over for it
	maxRound = 500              // offers in one transaction stay few enough to be quick
	maxHeads = 1000             // items read for a round, about: more are not worth reading for its offers
	minHeads = 20               // of one line, however many lines there are
	Lightest = 20               // what the lightest item weighs
)

// Round decides everything that is pending in a pool, in one transaction, and
// gives the number of offers made: when it made some there may be more.
func (s *Service) Round(ctx context.Context, pool centre.SiteID) (int, error) {
	return s.round(ctx, pool, nil)
}

// round shows the situation to who wants to see it, before it decides.
func (s *Service) round(ctx context.Context, pool centre.SiteID, see func(Batch, *Situation, time.Time) error) (int, error) {
	made := 0
	err := s.tx.Do(ctx, func(w Batch) error {
		made = 0
		if err := w.LockPool(ctx, pool); err != nil {
			return err
		}
		now := s.clock()
		situation, err := look(ctx, w, pool, now)
		if err != nil {
			return err
		}
		if see != nil {
			if err := see(w, &situation, now); err != nil {
				return err
			}
		}
		made, err = offer(ctx, w, pool, &situation, now)
		return err
	})
	return made, err
}

// look loads what a decision needs.
func look(ctx context.Context, w Batch, pool centre.SiteID, now time.Time) (Situation, error) {
	s := Situation{Most: maxRound}
	var err error
	if s.Agents, err = w.Candidates(ctx, pool); err != nil || len(s.Agents) == 0 {
		return s, err
	}
	if s.Matching, err = w.Matchings(ctx, pool); err != nil {
		return s, err
	}
	if s.Tried, err = w.Tried(ctx, pool, now.Add(-TriedFor)); err != nil {
		return s, err
	}
	if s.Blocked, err = w.Blocked(ctx, pool, now); err != nil {
		return s, err
	}
	lines, err := w.Lines(ctx, pool, served(s.Agents))
	if err != nil {
		return s, err
	}
	from := s.front(lines, now)
	if s.Waiting, err = w.Heads(ctx, pool, from, now); err != nil {
		return s, err
	}
	s.Meant, err = meantFor(ctx, w, s.Waiting, now)
	return s, err
}

// named gives agents by their ids.
type named interface {
	CandidatesByID(ctx context.Context, ids []centre.AgentID) ([]Candidate, error)
}

// meantFor gives those that work is held for now, whether they are there or not.
func meantFor(ctx context.Context, n named, waiting []Item, now time.Time) (map[centre.AgentID]*Candidate, error) {
	var ids []centre.AgentID
	for i := range waiting {
		if it := &waiting[i]; it.holds(now) {
			ids = append(ids, it.PreferredAgent)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := n.CandidatesByID(ctx, ids)
	meant := make(map[centre.AgentID]*Candidate, len(all))
	for i := range all {
		meant[all[i].ID] = &all[i]
	}
	return meant, err
}

// served are the queues of which the agents may be given work.
func served(agents []Candidate) []centre.QueueID {
	queues := map[centre.QueueID]bool{}
	for _, a := range agents {
		maps.Copy(queues, a.Queues)
	}
	return slices.Collect(maps.Keys(queues))
}

// offer decides, and writes the proposals that still hold now that their rows are locked.
func offer(ctx context.Context, w Batch, pool centre.SiteID, s *Situation, now time.Time) (int, error) {
	proposals := Decide(*s, now)
	if len(proposals) == 0 {
		return 0, nil
	}
	items, desks, err := lockAll(ctx, w, proposals)
	if err != nil {
		return 0, err
	}
	terms, err := termsOf(ctx, w, items)
	if err != nil {
		return 0, err
	}
	apart, err := w.Blocked(ctx, pool, now) // once more, now that nobody can be kept from a customer but after us
	if err != nil {
		return 0, err
	}
	var offers []*Offer
	var changed []*Item
	var rung []*presence.Desk
	var events []centre.Event
	fell := map[Heading]bool{} // lines of which a proposal fell through
	for _, p := range proposals {
		it, desk := items[p.ItemID], desks[p.AgentID]
		if it == nil || desk == nil || desk.Version != p.Seen || apart[p.ItemID][p.AgentID] {
			fell[s.find(p.ItemID).heading()] = true
			continue // it left, or they changed, since we looked: that change asks for a round of its own
		}
		o := makeOffer(it, p, terms[it.QueueID], now)
		if err := it.move(Offered); err != nil {
			return 0, err
		}
		it.AgentID = desk.AgentID
		o.ring(desk, now)
		if !slices.Contains(rung, desk) {
			rung = append(rung, desk)
		}
		offers, changed = append(offers, o), append(changed, it)
		e := o.event("offer.made", it, centre.System, now)
		e.Data["chosen_by"] = p.Trace.ChosenBy
		if fell[it.heading()] {
			e.Data["passes"] = true // who stood before it was out of reach at this very moment
		}
		events = append(events, e)
	}
	if len(offers) == 0 {
		return 0, nil
	}
	return len(offers), write(ctx, w, changed, offers, rung, events, now)
}

// termsOf asks for all queues of the items at once.
func termsOf(ctx context.Context, w Batch, items map[centre.ItemID]*Item) (map[centre.QueueID]Terms, error) {
	var queues []centre.QueueID
	for _, it := range items {
		if !slices.Contains(queues, it.QueueID) {
			queues = append(queues, it.QueueID)
		}
	}
	return w.Terms(ctx, queues)
}

func makeOffer(it *Item, p Proposal, on Terms, now time.Time) *Offer {
	p.Trace.Because, p.Trace.AgeAdjust, p.Trace.Returned = it.Because, int(it.AgeAdjust.Seconds()), it.Returned
	return &Offer{
		ID: centre.NewID[centre.OfferID](), ItemID: it.ID, AgentID: p.AgentID,
		Channel: it.Channel, Weight: p.Weight, State: Pending, Open: true, Yields: on.Interruptible && it.Channel.interruptible(),
		OfferedAt: now, ExpiresAt: now.Add(it.previewed(on.AnswerIn)), Waited: now.Sub(it.EnqueuedAt), Trace: p.Trace,
	}
}

func lockAll(ctx context.Context, w Batch, proposals []Proposal) (map[centre.ItemID]*Item, map[centre.AgentID]*presence.Desk, error) {
	var itemIDs []centre.ItemID
	var agentIDs []centre.AgentID
	desks := map[centre.AgentID]*presence.Desk{}
	for _, p := range proposals {
		itemIDs = append(itemIDs, p.ItemID)
		if _, known := desks[p.AgentID]; !known {
			desks[p.AgentID] = nil
			agentIDs = append(agentIDs, p.AgentID)
		}
	}
	locked, err := w.LockItems(ctx, itemIDs)
	if err != nil {
		return nil, nil, err
	}
	items := make(map[centre.ItemID]*Item, len(locked))
	for i := range locked {
		items[locked[i].ID] = &locked[i]
	}
	there, err := w.LockDesks(ctx, agentIDs)
	if err != nil {
		return nil, nil, err
	}
	for i := range there {
		desks[there[i].AgentID] = &there[i]
	}
	return items, desks, nil
}

func write(ctx context.Context, w Batch, items []*Item, offers []*Offer, desks []*presence.Desk, events []centre.Event, now time.Time) error {
	if err := w.SaveItems(ctx, items...); err != nil {
		return err
	}
	if err := w.AddOffers(ctx, offers...); err != nil {
		return err
	}
	if err := w.SaveDesks(ctx, now, desks...); err != nil {
		return err
	}
	for _, d := range desks {
		events = append(events, presence.Changed(centre.System, d, now))
	}
	return w.Append(ctx, events...)
}
