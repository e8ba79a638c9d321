package sql_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"switchboard/server/centre"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/presence"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// byTurn makes every offer one that was made by turn, whatever the journal said of it.
const byTurn = `UPDATE journal SET data = data - 'passes' || '{"chosen_by": "longest_idle"}' WHERE kind = 'offer.made'`

// Who is served before somebody who stands before them in the same line is found, wherever
// that line is: nothing moved them, nobody gave them away.
func TestTheAuditorFindsWhoWasPassed(t *testing.T) {
	t.Parallel()
	for what, passed := range map[string]func(*queueOfTwo) (first, second sqltest.Arrival){
		"in the line where they came": func(q *queueOfTwo) (first, second sqltest.Arrival) {
			return q.two(routing.Call)
		},
		"of what can wait": func(q *queueOfTwo) (first, second sqltest.Arrival) {
			return q.two(routing.Ticket)
		},
		"in the line where they were transferred to, with their place": func(q *queueOfTwo) (first, second sqltest.Arrival) {
			first = q.Arrives(routing.Call, q.billing, "C", q.Now())
			q.decide()
			item := q.accepts(q.ben)
			q.Pass(time.Second)
			second = q.Arrives(routing.Call, q.support, "C", q.Now())
			q.Exec(`UPDATE items SET priority = 4 WHERE id = $1`, second.Item) // as who is transferred
			_, err := q.routing.Transfer(q.ctx, q.ben, item, routing.Destination{QueueID: q.support})
			q.must(err)
			return first, second
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			q := newQueueOfTwo(t)
			first, second := passed(q)
			q.Pass(20 * time.Second)
			q.comes()
			_, err := q.routing.Push(q.ctx, centre.Agent(q.ben), second.Item, q.ana)
			q.must(err)
			q.want("given away out of its turn") // nothing
			q.Exec(byTurn)
			q.want("out of its turn", centre.Subject{Kind: "item", ID: string(first.Item)})
		})
	}
}

// What the rules let go first is no violation.
func TestTheAuditorKnowsWhoMayGoFirst(t *testing.T) {
	t.Parallel()
	for what, lawful := range map[string]func(q *queueOfTwo, first, second sqltest.Arrival){
		"moved by a supervisor": func(q *queueOfTwo, _, second sqltest.Arrival) {
			_, err := q.routing.Age(q.ctx, centre.Agent(q.ben), second.Item, routing.Age{Adjust: time.Minute})
			q.must(err)
			q.Pass(20 * time.Second)
		},
		"while the first is kept from the agent": func(q *queueOfTwo, first, _ sqltest.Arrival) {
			var customer centre.CustomerID
			q.must(q.DB.Get(&customer, `SELECT customer_id FROM items WHERE id = $1`, first.Item))
			_, err := q.routing.Block(q.ctx, centre.Agent(q.ben), routing.Block{CustomerID: customer, Agent: routing.Named{ID: string(q.ana)}, Reason: routing.Asked})
			q.must(err)
			q.Pass(20 * time.Second)
		},
		"while the first is held for somebody else": func(q *queueOfTwo, first, _ sqltest.Arrival) {
			q.Exec(`INSERT INTO queue_members (queue_id, agent_id) VALUES ($1, $2)`, q.support, q.ben)
			q.Exec(`UPDATE presence SET load = 100 WHERE agent_id = $1`, q.ben)
			q.Exec(`UPDATE items SET preferred_agent = $2, preferred_until = $3 WHERE id = $1`, first.Item, q.ben, q.Now().Add(time.Minute))
			q.Pass(20 * time.Second)
		},
		"when the agent has let the first pass": func(q *queueOfTwo, _, _ sqltest.Arrival) {
			q.Pass(20 * time.Second)
			q.comes()
			q.decide()
			q.must(q.routing.Reject(q.ctx, q.ana, q.ring(q.ana), "busy"))
			q.Pass(20 * time.Second)
		},
		"before the routers may have seen the first": func(q *queueOfTwo, _, second sqltest.Arrival) {
			q.comes()
			_, err := q.routing.Push(q.ctx, centre.Agent(q.ben), second.Item, q.ana)
			q.must(err)
			q.Exec(byTurn)
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			q := newQueueOfTwo(t)
			first, second := q.two(routing.Call)
			lawful(q, first, second)
			q.comes()
			_, err := q.routing.Round(q.ctx, q.Site)
			q.must(err)
			if offered := q.Count(`SELECT count(*) FROM offers WHERE item_id = $1`, second.Item); offered != 1 {
				t.Fatalf("the second was offered %d times: this proves nothing", offered)
			}
			q.want(what)
		})
	}
}

// Whoever is written a moment after the first of their line could not be had passes nobody
// of their own will: that is noted with the offer.
func TestAnOfferThatPassesSomebodyOutOfReachSaysSo(t *testing.T) {
	t.Parallel()
	q := newQueueOfTwo(t)
	first, second := q.two(routing.Chat)
	q.Pass(20 * time.Second)
	q.comes()
	q.must(q.Store.Do(q.ctx, func(w *sql.Work) error {
		if _, err := w.LockItem(q.ctx, first.Item); err != nil {
			return err
		}
		_, err := q.routing.Round(q.ctx, q.Site)
		return err
	}))
	if n := q.Count(`SELECT count(*) FROM journal WHERE kind = 'offer.made' AND data->>'item_id' = $1 AND data->>'passes' = 'true'`, second.Item); n != 1 {
		t.Errorf("%d offers of the second say that they pass the first", n)
	}
	q.want("passed while out of reach")
}

// queueOfTwo is a floor on which two come, one after the other, while Ana is away.
type queueOfTwo struct {
	*shift
	support, billing centre.QueueID
	ana, ben         centre.AgentID
}

func newQueueOfTwo(t *testing.T) *queueOfTwo {
	t.Helper()
	s := newShift(t)
	q := &queueOfTwo{shift: s, support: s.Queue("Support"), billing: s.Queue("Billing")}
	q.ana, q.ben = s.Hire("Ana").Serving(q.support).Ready(s.Now()), s.Hire("Ben").Serving(q.billing).Ready(s.Now())
	s.must(s.routing.Declare(s.ctx, centre.Agent(q.ana), q.ana, presence.Declaration{Status: presence.Away, Reason: "break"}))
	return q
}

func (q *queueOfTwo) two(channel routing.Channel) (first, second sqltest.Arrival) {
	first = q.Arrives(channel, q.support, "C", q.Now())
	q.Pass(time.Second)
	return first, q.Arrives(channel, q.support, "C", q.Now())
}

// comes has Ana come back.
func (q *queueOfTwo) comes() {
	q.t.Helper()
	q.must(q.routing.Declare(q.ctx, centre.Agent(q.ana), q.ana, presence.Declaration{Status: presence.Available}))
}

// want compares of whom the auditor says that they were passed; it finds nothing else.
func (q *queueOfTwo) want(what string, passed ...centre.Subject) {
	q.t.Helper()
	q.Pass(2 * time.Second)
	v, err := audit.NewAuditor(sql.Transact[audit.Books](q.Store), q.Now).Everything(q.ctx)
	q.must(err)
	var found []centre.Subject
	for violation := range v.Violations {
		if violation.Invariant != audit.InOrder {
			q.t.Errorf("%s: %+v", what, violation)
		}
		found = append(found, violation.Subject)
	}
	if diff := cmp.Diff(passed, found); diff != "" {
		q.t.Errorf("%s (-want +got): %s", what, diff)
	}
}
