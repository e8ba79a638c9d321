package routing

import (
	"context"
	"slices"
	"time"

	"switchboard/server/centre"
)

// Brims reads, outside any transaction, what overflow rules look at.
type Brims interface {
	// BrimmingItems gives what waits or rings in queues with overflow rules, by queue and
	// arrival; no more than some thousands.
	BrimmingItems(ctx context.Context) ([]Item, error)
	// OverflowRules gives the rules that hold now of those queues that have some.
	OverflowRules(ctx context.Context, now time.Time) (map[centre.QueueID][]Overflow, error)
	// Fronts gives the first item of every line of a pool that waits for anybody, and those
	// from whose customer somebody is kept.
	Fronts(ctx context.Context, pool centre.SiteID, now time.Time) ([]Item, error)
	Pools(ctx context.Context) ([]centre.SiteID, error)
	Everybody(ctx context.Context, pool centre.SiteID) ([]Candidate, error)
	Matchings(ctx context.Context, pool centre.SiteID) (map[centre.QueueID]Matching, error)
	Blocked(ctx context.Context, pool centre.SiteID, now time.Time) (map[centre.ItemID]map[centre.AgentID]bool, error)
}

// Forecast tells how those who wait will fare; wait.Service does.
type Forecast interface {
	// Prospects gives those of the items of which that can be told.
	Prospects(ctx context.Context, ids []centre.ItemID) (map[centre.ItemID]Prospect, error)
}

// Prospect is how somebody who waits will fare.
type Prospect struct {
	Wait   time.Duration // from now on, in the mean
	Called bool          // they are offered a call in their turn
}

// SpillWork is what it takes to apply overflow rules.
type SpillWork interface {
	Work
	// SaveUnroutable keeps which lines nobody on shift could ever serve, and gives the queues
	// that are new among them and those that are none any more; Busy while another node is at it.
	SaveUnroutable(ctx context.Context, lines []Line, now time.Time) (lost, found []Hopeless, err error)
}

// Line is where items wait that every agent sees alike.
type Line struct {
	QueueID   centre.QueueID
	Signature string
}

// Hopeless is a queue in which something waits that nobody on shift could ever serve.
type Hopeless struct {
	QueueID centre.QueueID `db:"queue_id"`
	Pool    centre.SiteID  `db:"pool"`
}

// SpillFollow is what the thing that an item is about does when an overflow rule acts on
// it, in the same transaction and before a rule that ends the contact has ended it.
type SpillFollow func(ctx context.Context, w Work, it Item, r Overflow, now time.Time) error

// Spiller applies overflow rules to what waits.
type Spiller struct {
	tx       centre.Transactor[SpillWork]
	read     Brims
	forecast Forecast
	clock    centre.Clock
	routing  *Service
	follow   []SpillFollow
}

// NewSpiller makes the spiller; follow are told of each rule that acts.
func NewSpiller(tx centre.Transactor[SpillWork], read Brims, f Forecast, r *Service, follow ...SpillFollow) *Spiller {
	return &Spiller{tx: tx, read: read, forecast: f, clock: r.clock, routing: r, follow: follow}
}

// Pass applies the rules to all that waits, each item in a transaction of its own, and
// notes what nobody on shift could ever serve. Any number may run: an item is acted on once.
func (s *Spiller) Pass(ctx context.Context) (acted int, err error) {
	pools, err := s.read.Pools(ctx)
	if err != nil {
		return 0, err
	}
	var fronts []Item
	for _, pool := range pools {
		some, err := s.read.Fronts(ctx, pool, s.clock())
		if err != nil {
			return 0, err
		}
		fronts = append(fronts, some...)
	}
	shifts := shifts{}
	if err := s.noteUnroutable(ctx, fronts, shifts); err != nil || len(fronts) == 0 {
		return 0, err
	}
	return s.spillAll(ctx, shifts, func(*Item) bool { return true })
}

// Item applies the rules to one item, whose time may have come.
func (s *Spiller) Item(ctx context.Context, id centre.ItemID) error {
	_, err := s.spillAll(ctx, shifts{}, func(it *Item) bool { return it.ID == id })
	return err
}

// spillAll applies the rules to those of the items that are wanted.
func (s *Spiller) spillAll(ctx context.Context, known shifts, wanted func(*Item) bool) (acted int, err error) {
	rules, err := s.read.OverflowRules(ctx, s.clock())
	if err != nil || len(rules) == 0 {
		return 0, err
	}
	items, err := s.read.BrimmingItems(ctx)
	if err != nil {
		return 0, err
	}
	prospects, err := s.prospects(ctx, rules, items)
	if err != nil {
		return 0, err
	}
	places := map[centre.QueueID]int{}
	for i := range items {
		it := &items[i]
		places[it.QueueID]++
		if it.State != Queued || !wanted(it) {
			continue
		}
		on, err := s.shift(ctx, known, it.Pool)
		if err != nil {
			return acted, err
		}
		o := on.outlook(it, s.clock())
		o.Place = places[it.QueueID]
		if p, known := prospects[it.ID]; known {
			o.Expected, o.Called = &p.Wait, p.Called
		}
		if _, fits := it.Overflows(rules[it.QueueID], o, s.clock()); !fits {
			continue
		}
		did, err := s.spill(ctx, it, o)
		if err != nil && !centre.IsKind(err, centre.NotFound) {
			return acted, err
		}
		if did {
			acted++
		}
	}
	return acted, nil
}

// prospects asks for a forecast where a rule looks at one, or would offer a call.
func (s *Spiller) prospects(ctx context.Context, rules map[centre.QueueID][]Overflow, items []Item) (map[centre.ItemID]Prospect, error) {
	var asked []centre.ItemID
	for i := range items {
		looks := func(r Overflow) bool { return r.When == Expected || r.Action == OfferCallback }
		if it := &items[i]; it.State == Queued && slices.ContainsFunc(rules[it.QueueID], looks) {
			asked = append(asked, it.ID)
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	return s.forecast.Prospects(ctx, asked)
}

// spill has the first rule that fits act on an item that still stands where it was seen.
func (s *Spiller) spill(ctx context.Context, seen *Item, o Outlook) (did bool, err error) {
	err = s.tx.Do(centre.Beforehand(ctx), func(w SpillWork) error {
		did = false
		it, err := w.LockItem(ctx, seen.ID)
		if err != nil || it.QueueID != seen.QueueID || len(it.Overflowed) != len(seen.Overflowed) {
			return err
		}
		now := s.clock()
		from, err := w.Rules(ctx, it.QueueID)
		if err != nil {
			return err
		}
		open, err := openOnes(ctx, w, from.Applying(now), now)
		if err != nil {
			return err
		}
		r, fits := it.Overflows(open, o, now)
		if !fits {
			return nil
		}
		did = true
		return s.apply(ctx, w, it, r, from, now)
	})
	return did, err
}

// openOnes leaves out rules that send work to a queue that is closed now.
func openOnes(ctx context.Context, w Hours, rules []Overflow, now time.Time) ([]Overflow, error) {
	var open []Overflow
	for _, r := range rules {
		if r.Action == ToQueue {
			hours, err := w.QueueHours(ctx, r.QueueID)
			if err != nil {
				return nil, err
			}
			if !hours.NextOpen(now).Equal(now) {
				continue
			}
		}
		open = append(open, r)
	}
	return open, nil
}

func (s *Spiller) apply(ctx context.Context, w SpillWork, it Item, r Overflow, from Rules, now time.Time) error {
	to := from
	if r.Action == ToQueue {
		var err error
		if to, err = w.Rules(ctx, r.QueueID); err != nil {
			return err
		}
	}
	it.Spill(r, from, to, now)
	if err := w.SaveItems(ctx, &it); err != nil {
		return err
	}
	e := it.event("item.overflowed", centre.System, now)
	e.Topics = append(e.Topics, "queue:"+string(from.QueueID))
	e.Data["when"], e.Data["action"], e.Data["from"] = r.When, r.Action, from.QueueID
	if err := w.Append(ctx, e); err != nil {
		return err
	}
	for _, f := range s.follow {
		if err := f(ctx, w, it, r, now); err != nil {
			return err
		}
	}
	switch {
	case r.Action == ToQueue:
		return followAll(ctx, s.routing.follow.Transferred, w, it, now)
	case r.Action.Ends():
		return s.routing.leaveLine(ctx, w, it, Ended, centre.System, now)
	}
	return nil
}

// noteUnroutable keeps which lines nobody on shift could ever serve.
func (s *Spiller) noteUnroutable(ctx context.Context, fronts []Item, known shifts) error {
	now := s.clock()
	lines := []Line{}
	for i := range fronts {
		on, err := s.shift(ctx, known, fronts[i].Pool)
		if err != nil {
			return err
		}
		if !on.outlook(&fronts[i], now).OnShift {
			lines = append(lines, Line{fronts[i].QueueID, fronts[i].Signature})
		}
	}
	err := s.tx.Do(ctx, func(w SpillWork) error {
		lost, found, err := w.SaveUnroutable(ctx, lines, now)
		if err != nil {
			return err
		}
		var events []centre.Event
		for _, q := range lost {
			events = append(events, q.event("queue.unroutable", now))
		}
		for _, q := range found {
			events = append(events, q.event("queue.routable", now))
		}
		if len(events) == 0 {
			return nil
		}
		return w.Append(ctx, events...)
	})
	if centre.IsKind(err, centre.Busy) {
		return nil
	}
	return err
}

func (q Hopeless) event(kind string, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: centre.System, Subject: centre.Subject{Kind: "queue", ID: string(q.QueueID)},
		Topics: []string{"queue:" + string(q.QueueID), "board"}, Data: centre.Data{"pool": q.Pool},
	}
}

// shift is the agents of a pool, for who asks whether they could serve what waits.
type shift struct {
	Situation
	seen map[outlookKey]Outlook
}

// outlookKey is what items have in common of which the same agents are there.
type outlookKey struct {
	kind
	aimed centre.AgentID
}

// shifts are those that were read so far.
type shifts map[centre.SiteID]*shift

func (s *Spiller) shift(ctx context.Context, known shifts, pool centre.SiteID) (*shift, error) {
	if known[pool] != nil {
		return known[pool], nil
	}
	on := &shift{seen: map[outlookKey]Outlook{}}
	var err error
	if on.Agents, err = s.read.Everybody(ctx, pool); err != nil {
		return nil, err
	}
	if on.Matching, err = s.read.Matchings(ctx, pool); err != nil {
		return nil, err
	}
	if on.Blocked, err = s.read.Blocked(ctx, pool, s.clock()); err != nil {
		return nil, err
	}
	known[pool] = on
	return on, nil
}

// outlook says who of the shift could serve an item.
func (s *shift) outlook(it *Item, now time.Time) Outlook {
	if len(s.Blocked[it.ID]) > 0 {
		return s.Outlook(it, now)
	}
	key := outlookKey{kind: s.kindOf(it, now)}
	if it.handedTo(it.PreferredAgent, now) {
		key.aimed = it.PreferredAgent
	}
	o, known := s.seen[key]
	if !known {
		o = s.Outlook(it, now)
		s.seen[key] = o
	}
	return o
}
