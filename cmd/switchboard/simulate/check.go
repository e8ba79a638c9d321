package simulate

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"time"
)

// Verdict is what the database says of a simulation. It is asked in plain SQL, by no code
// of the server's, so that a mistake there cannot hide here.
type Verdict struct {
	Stored   int      // customers' messages
	Lost     int      // turns not stored or never seen, chats and items left without an end
	Doubled  int      // turns stored or shown twice, items offered to two at once
	Mistakes []string // empty: all is as it should be
}

// Check asks whether every turn that was sent is stored once and was seen once, every
// chat ended, and nobody holds anything any more. Only what began after since counts.
func Check(ctx context.Context, db *stdsql.DB, since time.Time, r Report) (Verdict, error) {
	var v Verdict
	stored, served, err := customerMessages(ctx, db, since)
	if err != nil {
		return v, err
	}
	v.Stored = len(stored)
	v.unless(int64(len(stored)) == r.Sent, "%d turns were sent, %d are stored", r.Sent, len(stored))
	v.unless(r.Doubled == 0, "%d messages reached an agent's screen twice", r.Doubled)
	unseen := r.seen.unseen(served)
	v.unless(unseen == 0, "%d messages of answered chats were seen by no agent", unseen)
	v.Lost = max(0, int(r.Sent)-len(stored)) + unseen
	v.Doubled = max(0, len(stored)-int(r.Sent)) + r.Doubled
	var other int
	for _, q := range []struct {
		sum         *int
		what, query string
	}{
		{&other, "chats have gaps in the numbers of their messages", `
			SELECT count(*) FROM (
				SELECT contact_id FROM chat_messages GROUP BY contact_id
				HAVING min(at) >= $1 AND (max(seq) <> count(*) OR min(seq) <> 1)) broken`},
		{&v.Lost, "chats did not end", `SELECT count(*) FROM contacts WHERE channel = 'chat' AND opened_at >= $1 AND closed_at IS NULL`},
		{&v.Lost, "work items are not at an end", `
			SELECT count(*) FROM items
			 WHERE channel = 'chat' AND enqueued_at >= $1
			   AND state NOT IN ('completed', 'abandoned', 'ended', 'expired', 'cancelled')`},
		{&other, "offers are still open", `SELECT count(*) FROM offers o JOIN items i ON i.id = o.item_id WHERE i.enqueued_at >= $1 AND i.channel = 'chat' AND o.open`},
		{&other, "agents carry a load that no open offer explains", `
			SELECT count(*) FROM presence p
			 WHERE $1::timestamptz IS NOT NULL
			   AND p.load <> (SELECT coalesce(sum(weight), 0) FROM offers o WHERE o.agent_id = p.agent_id AND o.open)`},
		{&v.Doubled, "items were offered to two agents at the same time", `
			SELECT count(*) FROM offers a JOIN offers b ON a.item_id = b.item_id AND a.id < b.id
			  JOIN items i ON i.id = a.item_id
			 WHERE i.enqueued_at >= $1 AND tstzrange(a.offered_at, a.decided_at) && tstzrange(b.offered_at, b.decided_at)`},
	} {
		var n int
		if err := db.QueryRowContext(ctx, q.query, since).Scan(&n); err != nil {
			return v, fmt.Errorf("%s: %w", q.what, err)
		}
		*q.sum += n
		v.unless(n == 0, "%d %s", n, q.what)
	}
	return v, nil
}

func (v *Verdict) unless(ok bool, format string, args ...any) {
	if !ok {
		v.Mistakes = append(v.Mistakes, fmt.Sprintf(format, args...))
	}
}

// customerMessages gives the ids of what customers said, and of that in chats which an
// agent answered.
func customerMessages(ctx context.Context, db *stdsql.DB, since time.Time) (all, answered []string, err error) {
	rows, err := db.QueryContext(ctx, `
		SELECT m.id, k.answered_at IS NOT NULL
		  FROM chat_messages m
		  JOIN contacts k ON k.id = m.contact_id
		 WHERE m.from_kind = 'customer' AND k.opened_at >= $1`, since)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var served bool
		if err := rows.Scan(&id, &served); err != nil {
			return nil, nil, err
		}
		all = append(all, id)
		if served {
			answered = append(answered, id)
		}
	}
	return all, answered, rows.Err()
}
