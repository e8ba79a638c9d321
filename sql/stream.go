package sql

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
)

var _ centre.Stream = (*Store)(nil)

// eventRow is an event as the statements read it.
type eventRow struct {
	Pos         int64            `db:"pos"`
	ID          int64            `db:"id"`
	At          time.Time        `db:"at"`
	Kind        string           `db:"kind"`
	ActorKind   centre.ActorKind `db:"actor_kind"`
	ActorID     string           `db:"actor_id"`
	SubjectKind string           `db:"subject_kind"`
	SubjectID   string           `db:"subject_id"`
	Topics      pq.StringArray   `db:"topics"`
	Data        string           `db:"data"`
}

func (r eventRow) event() (centre.Event, error) {
	e := centre.Event{
		ID: r.ID, At: r.At, Kind: r.Kind, Actor: centre.Actor{Kind: r.ActorKind, ID: r.ActorID},
		Subject: centre.Subject{Kind: r.SubjectKind, ID: r.SubjectID}, Topics: r.Topics,
	}
	return e, json.Unmarshal([]byte(r.Data), &e.Data)
}

// chain is the hash of the event and all before it: SHA-256 over the hash before and the
// event's columns, each on its own line.
func (r eventRow) chain(before []byte) []byte {
	h := sha256.New()
	h.Write(before)
	fmt.Fprintf(h, "%d\n%d\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n", r.ID, r.At.UnixMicro(), r.Kind, r.ActorKind, r.ActorID,
		r.SubjectKind, r.SubjectID, strings.Join(r.Topics, ","), r.Data)
	return h.Sum(nil)
}

type headRow struct {
	Pos     int64  `db:"pos"`
	Hash    []byte `db:"hash"`
	LowID   int64  `db:"low_id"`
	MarkID  int64  `db:"mark_id"`
	MarkXID string `db:"mark_xid"`
}

// ErrStamping says that another node is stamping at this moment.
var ErrStamping = errors.New("another node is stamping")

// Stamp gives up to limit committed events their place in the stream, in one
// transaction with what then does about them; then runs before the commit. It gives
// the events, none when there is nothing to stamp; ErrStamping when another node is
// at it, who may have begun too early to see everything.
func (s *Store) Stamp(ctx context.Context, limit int, then func(*Work, []centre.Stamped) error) ([]centre.Stamped, error) {
	var stamped []centre.Stamped
	err := s.Do(ctx, func(w *Work) error {
		stamped = nil
		head, marks, err := w.lockStream(ctx)
		if err != nil {
			return err
		}
		var rows []eventRow
		if err := w.all(ctx, "unstamped", &rows, head.LowID, limit); err != nil || len(rows) == 0 {
			return err
		}
		head.raise(marks, rows, limit)
		if stamped, err = w.appendStream(ctx, head, rows); err != nil {
			return err
		}
		return then(w, stamped)
	})
	return stamped, err
}

// lockStream reads the journal's mark and then takes the right to stamp, in this order:
// the lock gives this transaction its id, which must be younger than the mark.
func (w *Work) lockStream(ctx context.Context) (headRow, marksRow, error) {
	var heads []headRow
	var marks marksRow
	if err := w.one(ctx, "journal-mark", &marks.LastID); err != nil {
		return headRow{}, marks, err
	}
	if err := w.all(ctx, "lock-stream-head", &heads); err != nil {
		return headRow{}, marks, err
	}
	if len(heads) == 0 {
		return headRow{}, marks, ErrStamping
	}
	return heads[0], marks, w.one(ctx, "stream-marks", &marks, heads[0].MarkXID)
}

type marksRow struct {
	LastID  int64  `db:"-"`
	OwnXID  string `db:"own_xid"`
	Settled bool   `db:"settled"`
}

// raise moves the low mark as far as nothing can be missed: up to the mark set
// earlier, once every transaction from before that mark had ended, but not beyond
// what a full batch could read. Action the next mark is set.
func (h *headRow) raise(m marksRow, read []eventRow, limit int) {
	if !m.Settled {
		return
	}
	if last := read[len(read)-1].ID; len(read) == limit && last < h.MarkID {
		h.LowID = last
		return
	}
	h.LowID, h.MarkID, h.MarkXID = h.MarkID, m.LastID, m.OwnXID
}

// appendStream gives the events the positions after head, which moves there.
func (w *Work) appendStream(ctx context.Context, head headRow, rows []eventRow) ([]centre.Stamped, error) {
	type record struct {
		Pos  int64     `json:"pos"`
		ID   int64     `json:"id"`
		At   time.Time `json:"at"`
		Hash string    `json:"hash"`
	}
	records := make([]record, len(rows))
	stamped := make([]centre.Stamped, len(rows))
	for i, r := range rows {
		e, err := r.event()
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", r.ID, err)
		}
		head.Pos++
		head.Hash = r.chain(head.Hash)
		records[i] = record{head.Pos, r.ID, r.At, hex.EncodeToString(head.Hash)}
		stamped[i] = centre.Stamped{Pos: head.Pos, Event: e}
	}
	body, err := json.Marshal(records)
	if err != nil {
		return nil, err
	}
	return stamped, w.change(ctx, "append-stream", string(body), head.Pos, head.Hash, head.LowID, head.MarkID, head.MarkXID)
}

// Head is the newest position of the stream.
func (s *Store) Head(ctx context.Context) (int64, error) {
	var pos int64
	err := s.Read().one(ctx, "stream-head", &pos)
	return pos, err
}

// Since gives up to limit events after pos that concern one of the topics, or all.
func (s *Store) Since(ctx context.Context, pos int64, topics []string, limit int) ([]centre.Stamped, error) {
	var rows []eventRow
	var err error
	if len(topics) == 0 {
		err = s.Read().all(ctx, "stream-since", &rows, pos, limit)
	} else {
		err = s.Read().all(ctx, "stream-since-for", &rows, pos, pq.Array(topics), limit)
	}
	if err != nil {
		return nil, err
	}
	stamped := make([]centre.Stamped, len(rows))
	for i, r := range rows {
		e, err := r.event()
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", r.ID, err)
		}
		stamped[i] = centre.Stamped{Pos: r.Pos, Event: e}
	}
	return stamped, nil
}
