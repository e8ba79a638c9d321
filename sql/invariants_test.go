package sql_test

import (
	"slices"

	"switchboard/server/centre/routing"
)

// invariants are the promises of routing as questions to the database; each finds
// what breaks one.
var invariants = map[string]string{
	"an item has one open offer at most": `
		SELECT item_id::text FROM offers WHERE open GROUP BY item_id HAVING count(*) > 1`,
	"an item that waits has no open offer": `
		SELECT i.id::text FROM items i JOIN offers o ON o.item_id = i.id AND o.open WHERE i.state NOT IN ('offered', 'active', 'parked', 'wrap_up')`,
	"an item that rings has one pending open offer, of its agent": `
		SELECT i.id::text FROM items i WHERE i.state = 'offered' AND NOT EXISTS (
		       SELECT FROM offers o WHERE o.item_id = i.id AND o.open AND o.state = 'pending' AND o.agent_id = i.agent_id)`,
	"work in hand has one accepted open offer, of its agent": `
		SELECT i.id::text FROM items i WHERE i.state IN ('active', 'parked', 'wrap_up') AND NOT EXISTS (
		       SELECT FROM offers o WHERE o.item_id = i.id AND o.open AND o.state = 'accepted' AND o.agent_id = i.agent_id)`,
	"an item that waits is nobody's": `
		SELECT id::text FROM items WHERE state = 'queued' AND agent_id IS NOT NULL`,
	"load is the sum of the open offers": `
		SELECT p.agent_id::text FROM presence p
		 WHERE p.load <> (SELECT coalesce(sum(o.weight), 0) FROM offers o WHERE o.agent_id = p.agent_id AND o.open AND NOT o.parked)`,
	"what gives way is the sum of the tickets and e-mails in hand": `
		SELECT p.agent_id::text FROM presence p
		 WHERE p.yields <> (SELECT coalesce(sum(o.weight), 0) FROM offers o WHERE o.agent_id = p.agent_id AND o.open AND o.yields AND o.state = 'accepted' AND NOT o.parked)`,
	"what is parked is parked for a call in hand": `
		SELECT o.id::text FROM offers o WHERE o.parked AND NOT EXISTS (
		       SELECT FROM offers c WHERE c.agent_id = o.agent_id AND c.open AND c.state = 'accepted' AND c.channel IN ('call', 'callback', 'walkin'))`,
	"nobody carries more than they can": `
		SELECT agent_id::text FROM presence p
		 WHERE load < 0 OR load > capacity + CASE WHEN EXISTS (
		       SELECT FROM offers c WHERE c.agent_id = p.agent_id AND c.state = 'pending' AND c.channel IN ('call', 'callback', 'walkin')) THEN yields ELSE 0 END`,
	"nobody speaks with two at once": `
		SELECT agent_id::text FROM offers WHERE open AND channel IN ('call', 'callback', 'walkin') GROUP BY agent_id HAVING count(*) > 1`,
	"nobody is offered work of whom they are kept from": `
		SELECT o.id::text FROM journal o
		  JOIN items i ON i.id = (o.data->>'item_id')::uuid
		  JOIN journal b ON b.kind = 'agent.blocked' AND b.subject_id::text = o.data->>'agent_id' AND b.data->>'customer_id' = i.customer_id::text
		 WHERE o.kind = 'offer.made' AND b.id < o.id AND coalesce((b.data->>'until')::timestamptz > o.at, true)
		   AND NOT EXISTS (SELECT FROM journal e WHERE e.kind = 'agent.unblocked' AND e.data->>'block_id' = b.data->>'block_id' AND e.id < o.id)`,
	"an offer that is decided says when": `
		SELECT id::text FROM offers WHERE (state = 'pending') <> (decided_at IS NULL)`,
	"a place in line is where the contact began": `
		SELECT i.id::text FROM items i JOIN contacts c ON c.id = i.contact_id
		 WHERE i.enqueued_at <> c.opened_at AND i.channel <> 'callback'
		   AND NOT EXISTS (SELECT FROM callbacks b WHERE b.in_line_since = i.enqueued_at AND b.state = 'cancelled')`,
	"a callback in queue has the place of who waits for it, and none a better one": `
		SELECT i.id::text FROM items i JOIN callbacks b ON b.id = i.callback_id
		 WHERE i.enqueued_at < b.in_line_since OR b.attempts = 0 AND i.enqueued_at > b.in_line_since`,
	"an item that ended says when, and only then": `
		SELECT id::text FROM items WHERE (state IN ('completed', 'abandoned', 'ended', 'cancelled')) <> (ended_at IS NOT NULL)`,
	"a contact is closed when its customer is gone": `
		SELECT c.id::text FROM contacts c JOIN items i ON i.contact_id = c.id
		 WHERE (c.closed_at IS NOT NULL) <> (i.state IN ('wrap_up', 'completed', 'abandoned', 'cancelled'))
		   AND (i.channel <> 'callback' OR c.channel = 'callback')`,
	"the state log has no gaps": `
		SELECT p.agent_id::text FROM presence p
		 WHERE (SELECT array_agg(seq ORDER BY seq) FROM agent_state_log l WHERE l.agent_id = p.agent_id)
		       <> (SELECT array_agg(n) FROM generate_series(1, p.version) n)`,
	"the state log's intervals do not overlap": `
		SELECT agent_id::text FROM (
		       SELECT agent_id, at, lag(at) OVER (PARTITION BY agent_id ORDER BY seq) AS before FROM agent_state_log) l
		 WHERE at < before`,
	"the state log ends with the desk as it is": `
		SELECT p.agent_id::text FROM presence p JOIN agent_state_log l ON l.agent_id = p.agent_id AND l.seq = p.version
		 WHERE (l.status, l.state, l.link, l.load) <> (p.status, p.state, p.link, p.load)`,
	"a silent or absent agent has nothing ringing": `
		SELECT o.id::text FROM offers o JOIN presence p ON p.agent_id = o.agent_id
		 WHERE o.state = 'pending' AND (p.link <> 'connected' OR p.status <> 'available')`,
}

// itemMoves is the machine of a work item, as far as it is built.
var itemMoves = map[routing.State][]routing.State{
	"":                {routing.Queued},
	routing.Queued:    {routing.Offered, routing.Abandoned, routing.Cancelled},
	routing.Offered:   {routing.Active, routing.Queued, routing.Abandoned, routing.Cancelled},
	routing.Active:    {routing.WrapUp, routing.Completed, routing.Queued},
	routing.WrapUp:    {routing.WrapUp, routing.Completed},
	routing.Completed: {}, routing.Abandoned: {}, routing.Cancelled: {},
}

// checkInvariants fails the test for every promise that the database breaks. Nothing
// may be under way.
func (s *shift) checkInvariants() {
	s.t.Helper()
	for promise, query := range invariants {
		var broken []string
		s.must(s.DB.Select(&broken, query))
		if len(broken) > 0 {
			s.t.Errorf("%s: broken by %v", promise, broken)
		}
	}
	s.checkHistories()
}

// checkHistories folds every item's journal into its state.
func (s *shift) checkHistories() {
	s.t.Helper()
	var events []struct {
		Item  string        `db:"item"`
		State routing.State `db:"state"`
	}
	s.must(s.DB.Select(&events, `
		SELECT CASE kind WHEN 'offer.made' THEN data->>'item_id' ELSE subject_id::text END AS item,
		       CASE kind WHEN 'offer.made' THEN 'offered' ELSE data->>'state' END AS state
		  FROM journal
		 WHERE subject_kind = 'item' AND kind NOT IN ('item.aged', 'item.returned', 'item.parked', 'item.resumed', 'item.callback_accepted', 'item.callback_undone') OR kind = 'offer.made'
		 ORDER BY id`))
	states := map[string]routing.State{}
	for _, e := range events {
		if from := states[e.Item]; !slices.Contains(itemMoves[from], e.State) {
			s.t.Errorf("item %s went from %q to %q", e.Item, from, e.State)
		}
		states[e.Item] = e.State
	}
	var items []struct {
		ID    string        `db:"id"`
		State routing.State `db:"state"`
	}
	s.must(s.DB.Select(&items, `SELECT id::text, state FROM items`))
	for _, it := range items {
		if states[it.ID] != it.State {
			s.t.Errorf("item %s is %s, its journal says %s", it.ID, it.State, states[it.ID])
		}
	}
}
