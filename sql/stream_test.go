package sql_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"switchboard/server/centre"
	"switchboard/sql"
	"switchboard/sql/sqltest"
)

// scribe writes events and stamps them.
type scribe struct {
	*sqltest.Floor
	t   *testing.T
	ctx context.Context
}

func newScribe(t *testing.T) *scribe {
	t.Helper()
	return &scribe{sqltest.NewFloor(t), t, context.Background()}
}

func (s *scribe) write(n int) {
	s.t.Helper()
	err := s.Store.Do(s.ctx, func(w *sql.Work) error {
		for range n {
			if err := w.Append(s.ctx, event("test.written", shiftBegins)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// hold appends an event in a transaction that stays open, and gives its id.
func (s *scribe) hold() (*sqlx.Tx, int64) {
	s.t.Helper()
	tx := s.DB.MustBegin()
	var id int64
	err := tx.Get(&id, `INSERT INTO journal (at, kind, actor_kind, subject_kind, subject_id)
		SELECT now(), 'test.held', 'system', 'test', gen_random_uuid() WHERE pg_current_xact_id() IS NOT NULL RETURNING id`)
	if err != nil {
		s.t.Fatal(err)
	}
	return tx, id
}

func nothing(*sql.Work, []centre.Stamped) error { return nil }

// stamp stamps until nothing is left, at most limit events at once.
func (s *scribe) stamp(limit int) (stamped []centre.Stamped) {
	s.t.Helper()
	for {
		batch, err := s.Store.Stamp(s.ctx, limit, nothing)
		if err != nil {
			s.t.Fatal(err)
		}
		if stamped = append(stamped, batch...); len(batch) < limit {
			return stamped
		}
	}
}

func (s *scribe) low() (low int64) {
	s.t.Helper()
	if err := s.DB.Get(&low, `SELECT low_id FROM stream_head`); err != nil {
		s.t.Fatal(err)
	}
	return low
}

// checkStream fails the test unless every event has one place, dense and in order.
func (s *scribe) checkStream() {
	s.t.Helper()
	for promise, query := range map[string]string{
		"every committed event is stamped": `SELECT count(*) FROM journal j WHERE NOT EXISTS (SELECT FROM stream s WHERE s.journal_id = j.id)`,
		"only what is in the journal is":   `SELECT count(*) FROM stream s WHERE NOT EXISTS (SELECT FROM journal j WHERE j.id = s.journal_id)`,
		"positions are dense":              `SELECT abs(count(*) - coalesce(max(pos), 0)) + count(*) - count(DISTINCT pos) FROM stream`,
		"the head is the last position":    `SELECT abs((SELECT pos FROM stream_head) - (SELECT coalesce(max(pos), 0) FROM stream))`,
		"order of a subject is commit order": `SELECT count(*) FROM (
			SELECT s.pos, lag(s.pos) OVER (PARTITION BY j.subject_id ORDER BY j.id) AS before FROM stream s JOIN journal j ON j.id = s.journal_id) o
			WHERE pos < before`,
	} {
		if n := s.Count(query); n != 0 {
			s.t.Errorf("%s: broken %d times", promise, n)
		}
	}
	if n, err := s.Store.VerifyChain(s.ctx); err != nil || int(n) != s.Count(`SELECT count(*) FROM stream`) {
		s.t.Errorf("the chain holds for %d events: %v", n, err)
	}
}

func TestEveryCommittedEventIsStampedOnce(t *testing.T) {
	t.Parallel()
	s := newScribe(t)
	s.hesitate()
	second := sqltest.Open(t, s.DSN, sql.Options{MaxConns: 2})
	subjects := []string{centre.NewID[string](), centre.NewID[string](), centre.NewID[string]()}
	var writers, stampers sync.WaitGroup
	for n := range uint64(6) {
		writers.Go(func() {
			rng := rand.New(rand.NewPCG(1, n))
			for range 40 {
				s.commit(rng, subjects)
			}
		})
	}
	written := make(chan struct{})
	for i, store := range []*sql.Store{s.Store, second} {
		stampers.Go(func() {
			for limit := 3 + 4*i; ; {
				select {
				case <-written:
					return
				default:
				}
				if _, err := store.Stamp(s.ctx, limit, nothing); err != nil && !errors.Is(err, sql.ErrStamping) {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(written)
	stampers.Wait()
	s.stamp(500)
	s.checkStream()
	if s.low() == 0 {
		t.Error("the low mark never moved")
	}
}

// hesitate makes commits slow, or fail, once their events have their ids.
func (s *scribe) hesitate() {
	s.t.Helper()
	s.Exec(`CREATE FUNCTION hesitate() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF random() < .1 THEN PERFORM pg_sleep(random() * .02); END IF;
			IF random() < .05 THEN RAISE EXCEPTION 'changed my mind'; END IF;
			RETURN NULL;
		END $$`)
	s.Exec(`CREATE CONSTRAINT TRIGGER hesitate AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hesitate()`)
}

// commit writes a few events about one subject, whose lock it holds.
func (s *scribe) commit(rng *rand.Rand, subjects []string) {
	subject := subjects[rng.IntN(len(subjects))]
	err := s.Store.Do(s.ctx, func(w *sql.Work) error {
		if err := w.LockPool(s.ctx, centre.SiteID(subject)); err != nil {
			return err
		}
		for range 1 + rng.IntN(3) {
			e := event("test.written", shiftBegins)
			e.Subject.ID = subject
			if err := w.Append(s.ctx, e, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !strings.Contains(err.Error(), "changed my mind") {
		s.t.Error(err)
	}
}

func TestALateCommitIsNeverSkipped(t *testing.T) {
	t.Parallel()
	for _, limit := range []int{2, 5, 500} {
		t.Run(fmt.Sprint("in batches of ", limit), func(t *testing.T) {
			t.Parallel()
			s := newScribe(t)
			s.write(3)
			s.stamp(limit)
			late, id := s.hold()
			for range 10 {
				s.write(4)
				s.stamp(limit)
			}
			if low := s.low(); low >= id {
				t.Fatalf("the low mark %d passed event %d, which is not committed", low, id)
			}
			if err := late.Commit(); err != nil {
				t.Fatal(err)
			}
			stamped := s.stamp(limit)
			if len(stamped) != 1 || stamped[0].ID != id {
				t.Fatalf("stamped %d events after the late commit", len(stamped))
			}
			for deadline := time.Now().Add(10 * time.Second); s.low() < id; { // other tests hold transactions, too
				if time.Now().After(deadline) {
					t.Fatalf("the low mark %d still waits for event %d", s.low(), id)
				}
				s.write(1)
				s.stamp(limit)
			}
			s.checkStream()
		})
	}
}

func TestABacklogIsReadOnce(t *testing.T) {
	t.Parallel()
	s := newScribe(t)
	for deadline := time.Now().Add(10 * time.Second); ; { // other tests hold transactions, too
		s.write(100)
		for range 5 {
			if _, err := s.Store.Stamp(s.ctx, 10, nothing); err != nil {
				t.Fatal(err)
			}
		}
		if low := s.low(); low > 0 && low%100 != 0 {
			break // it moved with full batches
		}
		if time.Now().After(deadline) {
			t.Fatal("each full batch reads all before it again")
		}
	}
	s.stamp(10)
	s.checkStream()
}

func TestWhoStampsHoldsTheHead(t *testing.T) {
	t.Parallel()
	s := newScribe(t)
	s.write(1)
	other := s.DB.MustBegin()
	other.MustExec(`SELECT FROM stream_head FOR UPDATE`)
	if _, err := s.Store.Stamp(s.ctx, 10, nothing); !errors.Is(err, sql.ErrStamping) {
		t.Errorf("got %v", err)
	}
	if err := other.Rollback(); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("the tasks could not be kept")
	if _, err := s.Store.Stamp(s.ctx, 10, func(*sql.Work, []centre.Stamped) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	if n := s.Count(`SELECT count(*) FROM stream`); n != 0 {
		t.Errorf("%d events have a place though what follows from them was not kept", n)
	}
	s.stamp(10)
	s.checkStream()
}

func TestTheChainShowsWhatWasChanged(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]string{
		"an event's data":       `UPDATE journal SET data = '{"paid": true}' WHERE id = 5`,
		"its time":              `UPDATE journal SET at = at + interval '1 microsecond' WHERE id = 5`,
		"its actor":             `UPDATE journal SET actor_id = 'eve' WHERE id = 5`,
		"its screens":           `UPDATE journal SET topics = '{queue:1}' WHERE id = 5`,
		"the event is deleted":  `DELETE FROM journal WHERE id = 5`,
		"its place is deleted":  `DELETE FROM stream WHERE pos = 5`,
		"two change places":     `UPDATE stream s SET journal_id = 100 + o.journal_id FROM stream o WHERE s.pos IN (5, 6) AND o.pos = 11 - s.pos`,
		"the last one is gone":  `DELETE FROM stream WHERE pos = 9`,
		"the head has its hash": `UPDATE stream_head SET hash = '\x00'`,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newScribe(t)
			s.write(9)
			s.stamp(4)
			s.checkStream()
			s.Exec(change)
			var broken *sql.BrokenChain
			_, err := s.Store.VerifyChain(s.ctx)
			if !errors.As(err, &broken) {
				t.Fatalf("unseen: %v", err)
			}
			want := int64(5)
			if what[:3] == "the" && what != "the event is deleted" {
				want = 9
			}
			if broken.Pos != want {
				t.Errorf("broken at %d, want %d: %v", broken.Pos, want, broken)
			}
		})
	}
}

func TestAMonthThatBeganWithoutItsPartition(t *testing.T) {
	t.Parallel()
	s := newScribe(t)
	s.write(1)
	if err := s.Store.PartitionJournal(s.ctx, shiftBegins); err != nil {
		t.Fatal(err)
	}
	if n := s.Count(`SELECT count(*) FROM pg_class WHERE relname IN ('journal_2026_12', 'journal_2027_01') AND relispartition`); n != 2 {
		t.Errorf("%d of the next two months have a partition", n)
	}
	s.stamp(5)
	if err := s.Store.Do(s.ctx, func(w *sql.Work) error {
		return w.Append(s.ctx, event("test.written", shiftBegins.AddDate(0, 1, 0)), event("test.written", shiftBegins))
	}); err != nil {
		t.Fatal(err)
	}
	s.stamp(5)
	s.checkStream()
}
