package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"switchboard/server/centre"
	"switchboard/server/centre/routing"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

func TestAuditSaysWhatIsBroken(t *testing.T) {
	t.Parallel()
	ctx, f := context.Background(), sqltest.NewFloor(t)
	waits := f.Arrives(routing.Chat, f.Queue("Support"), "C", time.Now())
	compare := func() (string, error) {
		var out bytes.Buffer
		err := run(ctx, []string{"audit"}, []string{"DATABASE_URL=" + f.DSN, "REDIS_URL=redis://127.0.0.1:1"}, &out, io.Discard)
		return out.String(), err
	}
	if said, err := compare(); err != nil || said != "0 violations in 0 decisions.\n" {
		t.Errorf("%q, %v", said, err)
	}
	f.Exec(`UPDATE items SET state = 'active'`)
	said, err := compare()
	if err == nil || !strings.Contains(said, "item "+string(waits.Item)+": journal equals tables: its row is active, by the journal it is queued\n") {
		t.Errorf("%q, %v", said, err)
	}
}

func TestAuditVerify(t *testing.T) {
	t.Parallel()
	ctx, f := context.Background(), sqltest.NewFloor(t)
	err := f.Store.Do(ctx, func(w *sql.Work) error {
		return w.Append(ctx, centre.Event{At: time.Now(), Kind: "site.created", Actor: centre.System, Subject: centre.Subject{Kind: "site", ID: string(f.Site)}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Store.Stamp(ctx, 500, func(*sql.Work, []centre.Stamped) error { return nil }); err != nil {
		t.Fatal(err)
	}
	verify := func() (string, error) {
		var out bytes.Buffer
		err := run(ctx, []string{"audit", "verify"}, []string{"DATABASE_URL=" + f.DSN, "REDIS_URL=redis://127.0.0.1:1"}, &out, io.Discard)
		return out.String(), err
	}
	if said, err := verify(); err != nil || said != "1 events, each as it was written.\n" {
		t.Errorf("%q, %v", said, err)
	}
	f.Exec(`UPDATE journal SET actor_id = 'eve'`)
	var broken *sql.BrokenChain
	if said, err := verify(); !errors.As(err, &broken) || said != "" {
		t.Errorf("unseen: %q, %v", said, err)
	}
}
