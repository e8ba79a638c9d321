package sql_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/board"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/ticket"
	"switchboard/sql"
)

func TestServicePackages(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	support, gold := s.Queue("Support"), s.Queue("Gold")
	layout := floor.New(sql.Transact[floor.Store](s.Store), s.Store.Read(), s.Now)
	admin := agent.Caller{Role: agent.RoleAdmin, Actor: marcus}
	rows := []routing.Package{{Name: "Gold", Tiers: []string{"A"}, Channels: []routing.Channel{routing.Call, routing.Chat, routing.Ticket}, QueueID: gold, Priority: 2}}

	saved, err := layout.SavePackages(s.ctx, admin, s.Site, 0, rows)
	s.must(err)
	if saved.Version != 1 || len(saved.Rows) != 1 {
		t.Errorf("%+v", saved)
	}
	_, err = layout.SavePackages(s.ctx, admin, s.Site, 0, nil)
	s.wantCode(err, "version_conflict")
	if n := s.Count(`SELECT count(*) FROM journal WHERE kind = 'site.packages_changed' AND actor_id = 'marcus'`); n != 1 {
		t.Errorf("noted %d times", n)
	}
	if _, err := layout.SavePackages(s.ctx, agent.Caller{Role: agent.RoleSupervisor, Site: "other"}, s.Site, 1, nil); !centre.IsKind(err, centre.Forbidden) {
		t.Errorf("another site's supervisor: %v", err)
	}

	for _, c := range []struct {
		channel  routing.Channel
		tier     string
		queue    string
		priority int
	}{
		{routing.Chat, "A", "Gold", 2},
		{routing.Call, "A", "Gold", 2},
		{routing.Chat, "B", "Support", 5},
	} {
		a := s.Arrives(c.channel, support, c.tier, s.Now())
		if it := s.item(a.Item); it.Queue.Name != c.queue || it.Priority != c.priority {
			t.Errorf("%s of tier %s waits in %s at priority %d", c.channel, c.tier, it.Queue.Name, it.Priority)
		}
	}
	ana := s.Hire("Ana").Serving(gold).Ready(s.Now())
	s.Arrives(routing.Call, support, "A", s.Now())
	s.decide()
	if why := s.rings(ana)[0].Why.Because; why != "Service package Gold, goes at priority 2, comes from Support" {
		t.Errorf("why says %q", why)
	}

	for name, bad := range map[string][]routing.Package{
		"an unknown queue":     {{Name: "x", QueueID: centre.NewID[centre.QueueID]()}},
		"nothing to give":      {{Name: "x"}},
		"an unknown field":     {{Name: "x", Priority: 1, Entity: "customer", Key: "colour", Values: []string{"red"}}},
		"a row out of reach":   {{Name: "x", Priority: 1}, {Name: "y", Priority: 2, Tiers: []string{"A"}}},
		"a tier there is not":  {{Name: "x", Priority: 1, Tiers: []string{"D"}}},
		"a priority of eleven": {{Name: "x", Priority: 11}},
	} {
		if _, err := layout.SavePackages(s.ctx, admin, s.Site, 1, bad); !centre.IsKind(err, centre.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tried, err := layout.TryPackages(s.ctx, rows, routing.Comer{Tier: "A", Channel: routing.Chat})
	s.must(err)
	if tried.Row != 0 || tried.Name != "Gold" {
		t.Errorf("%+v", tried)
	}
}

// due makes the site's packages these rows.
func (s *shift) due(rows ...routing.Package) {
	s.t.Helper()
	layout := floor.New(sql.Transact[floor.Store](s.Store), s.Store.Read(), s.Now)
	now, err := layout.Packages(s.ctx, s.Site)
	s.must(err)
	_, err = layout.SavePackages(s.ctx, agent.Caller{Role: agent.RoleAdmin, Actor: marcus}, s.Site, now.Version, rows)
	s.must(err)
}

func TestATicketKeepsWhatIsDueToIt(t *testing.T) {
	t.Parallel()
	c := newCaseload(t)
	gold := c.Queue("Gold")
	c.due(routing.Package{Name: "Gold", Tiers: []string{"B"}, Channels: []routing.Channel{routing.Ticket}, QueueID: gold, Priority: 2})
	tk, err := c.tickets.Begin(c.ctx, c.chief, ticket.Draft{Subject: "Charged twice", QueueID: c.billing, CustomerID: c.Customer("Bo", "B")})
	c.must(err)
	c.id = tk.ID
	c.must(c.tickets.Route(c.ctx, tk.ID))
	first := c.waits(gold)

	c.edits(c.chief, ticket.Edit{Priority: to(5)})
	if it := c.work(); it.ID != first || it.Queue.Name != "Gold" || it.Priority != 2 {
		t.Errorf("made less urgent it waits in %s at priority %d", it.Queue.Name, it.Priority)
	}
	c.edits(c.chief, ticket.Edit{QueueID: &c.returns})
	if it := c.work(); it.Queue.Name != "Returns" || it.Priority != 7 {
		t.Errorf("sent elsewhere by hand it waits in %s at priority %d", it.Queue.Name, it.Priority)
	}
	c.edits(c.chief, ticket.Edit{QueueID: &c.billing})
	if it := c.work(); it.Queue.Name != "Billing" {
		t.Errorf("sent back by hand it waits in %s", it.Queue.Name)
	}
}

func TestACallbackGetsWhatIsDueToIt(t *testing.T) {
	t.Parallel()
	p := newPromising(t)
	gold := p.Queue("Gold")
	p.due(routing.Package{Name: "Gold", Channels: []routing.Channel{routing.Callback}, QueueID: gold, Priority: 1, TargetS: 40})
	ana := p.Hire("Ana").Serving(p.queue).SignedOut(p.Now())
	ben := p.Hire("Ben").Serving(gold).Ready(p.Now())
	if it := p.item(p.comesDue(ana)); it.Queue.Name != "Gold" || it.Priority != 1 {
		t.Errorf("it waits in %s at priority %d", it.Queue.Name, it.Priority)
	}
	p.decide()
	if rung := p.rings(ben); len(rung) != 1 || rung[0].Why.Because != "Service package Gold, goes at priority 1, comes from Callbacks, is to be answered in 40s" {
		t.Errorf("%+v", rung)
	}
}

func TestWhoWouldRatherBeCalledIsToldSo(t *testing.T) {
	t.Parallel()
	k := newTalk(t)
	k.due(routing.Package{Name: "Talk", Channels: []routing.Channel{routing.Chat}, Prefer: routing.Callback})
	_, m, err := k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "hello?", ClientID: "first"})
	k.must(err)
	all := k.messages(m.ContactID, false)
	if len(all) != 2 || all[1].From.Kind != chat.Machine || !strings.Contains(all[1].Text, "Ask for a call") {
		t.Errorf("%+v", all)
	}
	_, _, err = k.chats.Start(k.ctx, k.visitor, chat.Opening{Text: "are you there?", ClientID: "second"})
	k.must(err)
	if all = k.messages(m.ContactID, false); len(all) != 3 {
		t.Errorf("they were told again: %+v", all)
	}
}

func TestTheBoardGoesByTheTargetThatIsDue(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	ana := s.Hire("Ana").Serving(support).Ready(s.Now())
	s.due(routing.Package{Name: "Patient", Tiers: []string{"C"}, TargetS: 3600}, routing.Package{Name: "Gold", Tiers: []string{"A"}, TargetS: 5})
	for _, tier := range []string{"A", "B", "C"} {
		s.Arrives(routing.Chat, support, tier, s.Now())
	}
	count := func() (in, late int) {
		queues, err := s.Store.Read().BoardQueues(s.ctx, board.Scope{Site: s.Site, Now: s.Now()})
		s.must(err)
		return queues[0].InTarget, queues[0].Late
	}
	s.Pass(20 * time.Second)
	if _, late := count(); late != 1 {
		t.Errorf("%d are late after 20 s, want the one of tier A", late)
	}
	s.Pass(time.Minute)
	s.decide()
	for _, o := range s.rings(ana) {
		_, err := s.routing.Accept(s.ctx, ana, o.ID)
		s.must(err)
	}
	if in, _ := count(); in != 1 {
		t.Errorf("%d were answered in time, want the one of tier C", in)
	}
}

func TestWhoWaitsTooLongIsJudgedByTheirOwnTarget(t *testing.T) {
	t.Parallel()
	s := newShift(t)
	support := s.Queue("Support")
	s.due(routing.Package{Name: "Patient", Tiers: []string{"C"}, TargetS: 3600}, routing.Package{Name: "Gold", Tiers: []string{"A"}, TargetS: 5})
	told := func() string {
		t.Helper()
		b, err := board.New(s.Store.Read(), s.waits, s.Store, s.Now).Board(s.ctx, s.Site)
		s.must(err)
		text := ""
		for _, a := range b.Alerts {
			if a.Kind == board.LongestWait {
				text += a.Text
			}
		}
		return text
	}
	s.Arrives(routing.Chat, support, "C", s.Now())
	s.Pass(10 * time.Minute)
	if text := told(); text != "" {
		t.Errorf("who may wait an hour: %q", text)
	}
	s.Arrives(routing.Chat, support, "A", s.Now())
	s.Pass(16 * time.Second)
	if text := told(); text != "Support: somebody has waited 0:16, the target is 0:05" {
		t.Errorf("who should wait 5 s: %q", text)
	}
	s.Arrives(routing.Ticket, support, "A", s.Now().Add(-time.Hour))
	s.Arrives(routing.Chat, support, "B", s.Now().Add(-5*time.Minute))
	if text := told(); text != "Support: somebody has waited 5:00, the target is 0:30" {
		t.Errorf("who has no target of their own: %q", text)
	}
}
