package sql_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestSignInRenewsAHashOfAnotherCost(t *testing.T) {
	t.Parallel()
	ctx, clock := context.Background(), time.Now
	var told []string
	s := sqltest.Store(t, sql.Options{AfterCommit: func(events []centre.Event) {
		for _, e := range events {
			told = append(told, e.Kind)
		}
	}})
	first := agent.Caller{Role: agent.RoleAdmin, Actor: centre.System}
	site, err := agent.NewStructure(sql.Transact[agent.StructureStore](s), s.Read(), clock).CreateSite(ctx, first, agent.Site{Name: "Denver"})
	if err != nil {
		t.Fatal(err)
	}
	old := agent.NewHasher(agent.Cost{Memory: 64, Time: 1, Threads: 1}, 1)
	ada, err := agent.New(sql.Transact[agent.Store](s), s.Read(), old, clock).Create(ctx, first,
		agent.Agent{SiteID: site.ID, Name: "Ada", Email: "ada@example.com", Role: agent.RoleAgent}, "correct horse")
	if err != nil {
		t.Fatal(err)
	}

	today := agent.NewHasher(agent.Cost{Memory: 128, Time: 1, Threads: 1}, 1)
	signIn := agent.NewSignIn(sql.Transact[agent.SecretStore](s), s.Read(), today, clock)
	for range 2 {
		who, epoch, err := signIn.ByPassword(ctx, "ADA@example.com", "correct horse")
		if err != nil || who.ID != ada.ID || epoch != 0 {
			t.Fatalf("got %+v, %d, %v", who, epoch, err)
		}
		secret, err := s.Read().Secret(ctx, ada.ID)
		if err != nil || !strings.Contains(secret.Hash, "m=128") {
			t.Errorf("kept %q, %v", secret.Hash, err)
		}
	}
	if got := strings.Join(told, " "); got != "site.created agent.created agent.signed_in agent.signed_in" {
		t.Errorf("the journal has %s", got)
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	ctx, now := context.Background(), time.Date(2026, 3, 8, 6, 59, 0, 0, time.UTC)
	s := sql.NewSessions(sqltest.Store(t, sql.Options{}), func() time.Time { return now })
	for _, data := range []string{"first", "second"} {
		if err := s.CommitCtx(ctx, "token", []byte(data), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got, found, err := s.FindCtx(ctx, "token"); string(got) != data || !found || err != nil {
			t.Errorf("got %q, %v, %v", got, found, err)
		}
	}
	now = now.Add(time.Hour)
	if _, found, err := s.FindCtx(ctx, "token"); found || err != nil {
		t.Errorf("after its end: %v, %v", found, err)
	}
	now = now.Add(-time.Minute)
	if err := s.DeleteCtx(ctx, "token"); err != nil {
		t.Fatal(err)
	}
	if _, found, err := s.FindCtx(ctx, "token"); found || err != nil {
		t.Errorf("deleted: %v, %v", found, err)
	}
}
