package live_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/routing"
	"switchboard/server/live"
	"switchboard/sql/sqltest"
)

// branches is a world of two sites: Denver has everything, but for a customer of
// no site and a queue of Lisbon's.
type branches struct {
	*world
	floor     *sqltest.Floor
	denver    map[string]string // topics of Denver's things, by kind
	far, near centre.QueueID
	loose     string // the topic of a customer who is everybody's
	at        map[string]agent.Caller
}

func newBranches(t *testing.T) *branches {
	t.Helper()
	f := sqltest.NewFloor(t)
	b := &branches{world: newWorld(t), floor: f, denver: map[string]string{}, at: map[string]agent.Caller{}}
	b.store = f.Store
	b.far = f.Queue("Claims")
	for _, name := range []string{"Denver", "Lisbon"} {
		id := f.Agent(name)
		b.at[name] = agent.Caller{ID: id, Actor: centre.Agent(id), Role: agent.RoleAgent, Site: f.Site}
		if name == "Denver" {
			f.Site = centre.NewID[centre.SiteID]()
			f.Exec(`INSERT INTO sites (id, name) VALUES ($1, 'Lisbon')`, f.Site)
		}
	}
	b.near = f.Queue("Faturas")
	b.loose = "customer:" + string(f.Customer("Lou", "C"))
	now := time.Now()
	a := f.Arrives(routing.Chat, b.far, "B", now)
	f.Exec(`UPDATE customers SET site_id = $1 WHERE id = (SELECT customer_id FROM contacts)`, b.at["Denver"].Site)
	ticket, call := centre.NewID[string](), centre.NewID[string]()
	f.Exec(`INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) SELECT $1, 'x', queue_id, customer_id, $2, $2 FROM contacts`, ticket, now)
	f.Exec(`INSERT INTO callbacks (id, customer_id, queue_id, phone, zone, local, due_at, window_from, window_to, by_kind, created_at)
	        SELECT $1, customer_id, queue_id, '+12125550100', 'UTC', '', $2, $2, $2, 'system', $2 FROM contacts`, call, now)
	var customer string
	if err := f.DB.Get(&customer, `SELECT customer_id FROM contacts`); err != nil {
		t.Fatal(err)
	}
	b.denver["ticket"], b.denver["callback"] = "ticket:"+ticket, "callback:"+call
	b.denver["customer"], b.denver["contact"] = "customer:"+customer, "contact:"+string(a.Contact)
	return b
}

// sits puts somebody of a site before the console.
func (b *branches) sits(site string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.who = b.at[site]
}

// belongs makes things the work of a queue.
func (b *branches) belongs(queue centre.QueueID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queue = queue
}

func TestAnotherSitesThingsAreNotWatched(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	n := b.node(&live.Memory{})
	for kind, topic := range b.denver {
		b.sits("Denver")
		here := b.screen().dial(n.url+"/ws/agent", topic)
		here.next("snapshot")

		b.sits("Lisbon")
		there := b.screen().dial(n.url+"/ws/agent", topic, b.loose)
		there.next("snapshot")
		if f := there.next("error"); f["code"] != "not_yours" {
			t.Errorf("%s with hello: %v", kind, f)
		}
		there.say(map[string]any{"type": "watch", "topic": topic, "ref": "w"})
		refused := there.next("error")
		there.say(map[string]any{"type": "watch", "topic": kind + ":" + centre.NewID[string](), "ref": "w"})
		if never := there.next("error"); refused["ref"] != "w" || refused["code"] != never["code"] || refused["message"] != never["message"] {
			t.Errorf("%s: %v; of what never was: %v", kind, refused, never)
		}

		told := b.happen(n.bus, thing(1), topic)
		last := b.happen(n.bus, thing(2), b.loose)
		here.until(told)
		if there.until(last); slices.Contains(there.seen, told) {
			t.Errorf("%s: Lisbon was told", kind)
		}
	}
}

// TestASharedCustomersWorkElsewhereIsNotTold watches a customer of no site, who
// has to do with both.
func TestASharedCustomersWorkElsewhereIsNotTold(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	n := b.node(&live.Memory{})
	b.sits("Lisbon")
	s := b.screen().dial(n.url+"/ws/agent", b.loose)
	s.next("snapshot")
	own := "agent:" + string(b.at["Lisbon"].ID)

	happen := func() (hidden, mine, seen int64) {
		b.belongs(b.far)
		hidden = b.happen(n.bus, thing(1), b.loose)
		s.settle(t, b, n)
		mine = b.happen(n.bus, thing(2), b.loose, own)
		s.settle(t, b, n)
		b.belongs(b.near)
		return hidden, mine, b.happen(n.bus, thing(3), b.loose)
	}
	check := func(how string, hidden, mine, seen int64) {
		t.Helper()
		s.until(seen)
		if slices.Contains(s.seen, hidden) || !slices.Contains(s.seen, mine) || !slices.Contains(s.seen, seen) {
			t.Errorf("%s: told of %v, hidden was %d, own %d, to be seen %d", how, s.seen, hidden, mine, seen)
		}
	}
	hidden, mine, seen := happen()
	check("live", hidden, mine, seen)

	s.cut()
	b.belongs(b.far)
	hidden = b.happen(n.bus, thing(1), b.loose)
	mine = b.happen(n.bus, thing(2), own)
	s.dial(n.url+"/ws/agent", b.loose).until(mine)
	if slices.Contains(s.seen, hidden) || !slices.Contains(s.seen, mine) {
		t.Errorf("in the replay: told of %v, hidden was %d, own %d", s.seen, hidden, mine)
	}
}

// TestAConversationThatWentElsewhereIsNotHeard watches a chat of one's own queue, which
// then becomes another site's.
func TestAConversationThatWentElsewhereIsNotHeard(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	b.chats = b.store.Read()
	n := b.node(&live.Memory{})
	contact := strings.TrimPrefix(b.denver["contact"], "contact:")
	message, visitor, own := centre.NewID[string](), centre.NewID[string](), "agent:"+string(b.at["Lisbon"].ID)
	b.floor.Exec(`INSERT INTO visitors (id, customer_id, token_hash, created_at, seen_at) SELECT $1, customer_id, 'x', now(), now() FROM contacts`, visitor)
	b.floor.Exec(`INSERT INTO chats (contact_id, visitor_id) VALUES ($1, $2)`, contact, visitor)
	b.floor.Exec(`INSERT INTO chat_messages (contact_id, seq, id, at, from_kind, from_id, from_name, text, internal) VALUES ($1, 1, $2, now(), 'agent', '', '', 'an internal note', true)`, contact, message)
	said := func(also ...string) (pos []int64) {
		topics := append([]string{b.denver["contact"]}, also...)
		pos = append(pos, b.event(n.bus, centre.Event{Kind: "message.sent", Subject: centre.Subject{Kind: "message", ID: message}, Topics: topics}))
		return append(pos, b.event(n.bus, centre.Event{Kind: "chat.progress", Subject: centre.Subject{Kind: "chat", ID: contact}, Topics: topics}))
	}
	goes := func(to centre.QueueID) { b.floor.Exec(`UPDATE contacts SET queue_id = $1`, to) }

	b.sits("Lisbon")
	goes(b.near)
	s := b.screen().dial(n.url+"/ws/agent", b.denver["contact"])
	s.next("snapshot")
	heard := said()
	s.settle(t, b, n)
	goes(b.far)
	hidden := said()
	s.settle(t, b, n)
	heard = append(heard, said(own)...)
	s.settle(t, b, n)
	for _, pos := range append(heard, hidden...) {
		if slices.Contains(s.seen, pos) != slices.Contains(heard, pos) {
			t.Errorf("told of %v; want %v, not %v", s.seen, heard, hidden)
		}
	}
}

// TestAnOfferIsToldToNobodyElse watches a chat that is offered to somebody: the offer
// carries the customer's whole screen.
func TestAnOfferIsToldToNobodyElse(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	n := b.node(&live.Memory{})
	b.sits("Denver")
	offer := centre.NewID[string]()
	b.floor.Exec(`INSERT INTO offers (id, item_id, agent_id, channel, weight, open, state, offered_at, expires_at, waited_ms, trace)
	              SELECT $1, id, $2, 'chat', 1, false, 'rejected', now(), now(), 0, '{}' FROM items`, offer, b.at["Denver"].ID)
	s := b.screen().dial(n.url+"/ws/agent", b.denver["contact"])
	s.next("snapshot")
	e := centre.Event{Kind: "offer.made", Subject: centre.Subject{Kind: "offer", ID: offer}, Topics: []string{b.denver["contact"], "agent:" + string(b.at["Lisbon"].ID)}}
	another := b.event(n.bus, e)
	e.Topics[1] = "agent:" + string(b.at["Denver"].ID)
	mine := b.event(n.bus, e)
	s.until(mine)
	if slices.Contains(s.seen, another) || !slices.Contains(s.seen, mine) {
		t.Errorf("told of %v, another's was %d, own %d", s.seen, another, mine)
	}
}

// TestWhoIsMovedComesBack moves somebody, and makes them an agent again.
func TestWhoIsMovedComesBack(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	n := b.node(&live.Memory{})
	supervisor := b.at["Lisbon"]
	changed := centre.Event{Kind: "agent.changed", Subject: centre.Subject{Kind: "agent", ID: string(supervisor.ID)}, Topics: []string{"agent:" + string(supervisor.ID)}}
	for how, move := range map[string]func(c *agent.Caller){
		"site": func(c *agent.Caller) { c.Site = b.at["Denver"].Site },
		"role": func(c *agent.Caller) { c.Role = agent.RoleAgent },
	} {
		c := supervisor
		c.Role = agent.RoleSupervisor
		b.at["Lisbon"] = c
		b.sits("Lisbon")
		s := b.screen().dial(n.url+"/ws/agent", "board", b.loose)
		s.next("snapshot")
		for range 2 { // their name, or a skill; the second look is after all that the first one did
			before := b.looks()
			b.event(n.bus, changed)
			eventually(t, "they are looked at", func() bool { return b.looks() > before })
		}
		s.settle(t, b, n)
		move(&c)
		b.at["Lisbon"] = c
		b.sits("Lisbon")
		b.event(n.bus, changed)
		if f := s.next("bye"); f["retry"] != true || f["reason"] != "your role or your site changed" {
			t.Errorf("%s: %v", how, f)
		}
	}
}

// TestABoardIsOfASite watches boards as an admin does, of all and of one, and as
// somebody of Lisbon.
func TestABoardIsOfASite(t *testing.T) {
	t.Parallel()
	b := newBranches(t)
	n := b.node(&live.Memory{})
	of := func(f map[string]any) string {
		name := f["board"].(map[string]any)["queues"].([]any)[0].(map[string]any)["name"].(string)
		return strings.TrimPrefix(name, "Billing and all that comes with it")
	}
	denver, lisbon := string(b.at["Denver"].Site), string(b.at["Lisbon"].Site)
	boards := func(s *screen) map[any]string {
		got := map[any]string{}
		for range 4 {
			f := s.next("board")
			got[f["site"]] = of(f)
		}
		return got
	}

	admin := b.screen().dial(n.url+"/ws/agent", "board", "board:"+denver)
	b.happen(n.bus, thing(1), "board")
	if got := boards(admin); len(got) != 2 || got[nil] != "" || got[denver] != denver {
		t.Errorf("an admin's boards: %v", got)
	}
	admin.say(map[string]any{"type": "unwatch", "topic": "board:" + denver})
	admin.say(map[string]any{"type": "watch", "topic": "board:" + lisbon})
	for f := admin.next("board"); f["site"] != lisbon; f = admin.next("board") {
		if f["site"] == nil && of(f) != "" {
			t.Errorf("everybody's board became %s's", of(f))
		}
	}

	supervisor := b.at["Lisbon"]
	supervisor.Role = agent.RoleSupervisor
	b.at["Lisbon"] = supervisor
	b.sits("Lisbon")
	s := b.screen().dial(n.url+"/ws/agent", "board", "board:"+denver)
	if f := s.next("error"); f["code"] != "not_yours" {
		t.Errorf("Denver's board in Lisbon: %v", f)
	}
	if f := s.next("board"); f["site"] != nil || of(f) != lisbon {
		t.Errorf("a board of %v, %s", f["site"], of(f))
	}
	s.say(map[string]any{"type": "watch", "topic": "board:" + strings.Repeat("x", 36), "ref": "w"})
	if f := s.next("error"); f["code"] != "malformed" {
		t.Errorf("no site: %v", f)
	}
}

// settle waits until what happened before was passed on: states are read then.
func (s *screen) settle(t *testing.T, b *branches, n *node) {
	t.Helper()
	s.until(b.happen(n.bus, thing(9), "agent:"+string(b.at["Lisbon"].ID)))
}
