package sql_test

import (
	"testing"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/routing"
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
