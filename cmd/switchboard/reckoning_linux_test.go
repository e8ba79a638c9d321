package main

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/lib/pq"

	"switchboard/cmd/switchboard/simulate"
	"switchboard/server/centre/routing"
	"switchboard/sql/sqltest"
)

// reckoning is what comes of holding people's own book against the database, in plain
// SQL: a mistake in the store cannot hide here.
type reckoning struct {
	Lost, Doubled int
	Ends          map[string]int // items by the state that they ended in
	Messages      int            // stored
	Others        []string       // whatever else is not as it should be
}

// whereKept says where things lie that were acknowledged: each id is there once, with its text.
var whereKept = map[simulate.DeedKind]string{
	simulate.Said:     `SELECT id::text, text FROM chat_messages WHERE from_kind = 'customer' AND id::text = ANY ($1)`,
	simulate.Replied:  `SELECT id::text, text FROM chat_messages WHERE from_kind = 'agent' AND id::text = ANY ($1)`,
	simulate.Accepted: `SELECT id::text, '' FROM offers WHERE state = 'accepted' AND id::text = ANY ($1)`,
	simulate.Finished: `SELECT id::text, '' FROM items WHERE state = 'completed' AND id::text = ANY ($1)`,
	opened:            `SELECT id::text, subject FROM tickets WHERE id::text = ANY ($1)`,
	commented:         `SELECT id::text, text FROM ticket_comments WHERE id::text = ANY ($1)`,
	announced:         `SELECT external_id, '' FROM contacts WHERE external_id = ANY ($1)`,
	hungUp:            `SELECT external_id, '' FROM contacts WHERE closed_at IS NOT NULL AND external_id = ANY ($1)`,
	uploaded:          `SELECT id::text, encode(sha256, 'hex') FROM attachments WHERE id::text = ANY ($1)`,
}

// twice counts what is there more than once; what people made has a text of its own.
var twice = map[string]string{
	"customers' messages that nobody was told are stored": `
		SELECT count(*) FROM chat_messages WHERE from_kind = 'customer' AND NOT id::text = ANY ($1)
		   AND contact_id IN (SELECT id FROM contacts WHERE opened_at >= $2)`,
	"agents' messages": `
		SELECT coalesce(sum(n - 1), 0) FROM (
			SELECT count(*) AS n FROM chat_messages
			 WHERE from_kind = 'agent' AND text ~ ' #[0-9a-f-]{36}$' AND $1::text[] IS NOT NULL AND at >= $2 GROUP BY text) AS t`,
	"files": `
		SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM attachments WHERE $1::text[] IS NOT NULL AND created_at >= $2 GROUP BY sha256) AS t`,
	"tickets": `
		SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM tickets WHERE subject LIKE 'no dial tone %' AND $1::text[] IS NOT NULL AND created_at >= $2 GROUP BY subject) AS t`,
	"comments": `
		SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM ticket_comments WHERE text LIKE 'looked at the line %' AND $1::text[] IS NOT NULL AND at >= $2 GROUP BY text) AS t`,
	"items of one call": `
		SELECT coalesce(sum(n - 1), 0) FROM (
			SELECT count(*) AS n FROM items i JOIN contacts c ON c.id = i.contact_id
			 WHERE c.external_id IS NOT NULL AND $1::text[] IS NOT NULL AND c.opened_at >= $2 GROUP BY c.id) AS t`,
	"items offered to two agents at the same time": `
		SELECT count(*) FROM offers a JOIN offers b ON a.item_id = b.item_id AND a.id < b.id
		 WHERE $1::text[] IS NOT NULL AND a.offered_at >= $2 AND tstzrange(a.offered_at, a.decided_at) && tstzrange(b.offered_at, b.decided_at)`,
}

// amiss counts what should not be once all is quiet.
var amiss = map[string]string{
	"items are not at an end": `SELECT count(*) FROM items WHERE ended_at IS NULL AND enqueued_at >= $1`,
	"contacts did not end":    `SELECT count(*) FROM contacts WHERE closed_at IS NULL AND opened_at >= $1`,
	"offers are still open":   `SELECT count(*) FROM offers WHERE open AND offered_at >= $1`,
	"events have no place":    `SELECT count(*) FROM journal j WHERE at >= $1 AND NOT EXISTS (SELECT FROM stream s WHERE s.journal_id = j.id)`,
	"tasks are overdue":       `SELECT count(*) FROM tasks WHERE done_at IS NULL AND due_at < now() - interval '10 seconds' AND due_at >= $1`,
	"agents carry a load that no open offer explains": `
		SELECT count(*) FROM presence p
		 WHERE $1::timestamptz IS NOT NULL AND p.load <> (SELECT coalesce(sum(weight), 0) FROM offers o WHERE o.agent_id = p.agent_id AND o.open)`,
	"chats have gaps in the numbers of their messages": `
		SELECT count(*) FROM (
			SELECT contact_id FROM chat_messages GROUP BY contact_id
			HAVING min(at) >= $1 AND (max(seq) <> count(*) OR min(seq) <> 1)) AS broken`,
}

// reckon compares; only what began after since counts.
func (h *havoc) reckon(ctx context.Context, since time.Time, b *book) (reckoning, error) {
	r := reckoning{Ends: map[string]int{}}
	for kind, texts := range b.texts {
		if err := h.find(ctx, kind, texts, &r); err != nil {
			return r, fmt.Errorf("%s: %w", kind, err)
		}
	}
	for kind, times := range b.times {
		if n := times - len(b.texts[kind]); n > 0 {
			r.Others = append(r.Others, fmt.Sprintf("%d deeds (%s) were acknowledged twice", n, kind))
		}
	}
	said := []string{} // and not NULL
	for id := range b.texts[simulate.Said] {
		said = append(said, id)
	}
	for what, query := range twice {
		var n int
		if err := h.db.QueryRowContext(ctx, query, pq.Array(said), since).Scan(&n); err != nil {
			return r, fmt.Errorf("%s: %w", what, err)
		}
		if r.Doubled += n; n > 0 {
			r.Others = append(r.Others, fmt.Sprintf("%d times too many: %s", n, what))
		}
	}
	for what, query := range amiss {
		var n int
		if err := h.db.QueryRowContext(ctx, query, since).Scan(&n); err != nil {
			return r, fmt.Errorf("%s: %w", what, err)
		}
		if n > 0 {
			r.Others = append(r.Others, fmt.Sprintf("%d %s", n, what))
		}
	}
	slices.Sort(r.Others)
	return r, h.ends(ctx, since, &r)
}

// find looks for everything of one kind that was acknowledged.
func (h *havoc) find(ctx context.Context, kind simulate.DeedKind, texts map[string]string, r *reckoning) error {
	ids := make([]string, 0, len(texts))
	for id := range texts {
		ids = append(ids, id)
	}
	found, err := pairs(ctx, h.db, whereKept[kind], pq.Array(ids))
	if err != nil {
		return err
	}
	for id, text := range texts {
		if stored, ok := found[id]; !ok || stored != text {
			r.Lost++
			r.Others = append(r.Others, fmt.Sprintf("lost: %s %s %q", kind, id, text))
		}
	}
	return nil
}

// pairs reads two columns of text.
func pairs(ctx context.Context, db *stdsql.DB, query string, args ...any) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var id, text string
		if err := rows.Scan(&id, &text); err != nil {
			return nil, err
		}
		all[id] = text
	}
	return all, rows.Err()
}

func (h *havoc) ends(ctx context.Context, since time.Time, r *reckoning) error {
	counts, err := pairs(ctx, h.db, `SELECT channel || ' ' || state, count(*)::text FROM items WHERE enqueued_at >= $1 GROUP BY 1`, since)
	if err != nil {
		return err
	}
	for what, n := range counts {
		if r.Ends[what], err = strconv.Atoi(n); err != nil {
			return err
		}
	}
	return h.db.QueryRowContext(ctx, `SELECT count(*) FROM chat_messages WHERE at >= $1`, since).Scan(&r.Messages)
}

// restless says what is not yet at an end or handed on; empty once all is.
func (h *havoc) restless(ctx context.Context, since time.Time) string {
	for _, what := range []string{"items are not at an end", "contacts did not end", "events have no place", "tasks are overdue"} {
		var n int
		if err := h.db.QueryRowContext(ctx, amiss[what], since).Scan(&n); err != nil || n > 0 {
			return fmt.Sprintf("%d %s %v", n, what, err)
		}
	}
	return ""
}

// What is not as it was acknowledged is found: a ticket that is gone, one of another
// text, one that is there twice, and work that did not end.
func TestTheReckoningFindsWhatIsAmiss(t *testing.T) {
	t.Parallel()
	floor := sqltest.NewFloor(t)
	queue, customer := floor.Queue("Billing"), floor.Customer("Ada", "C")
	since := clock().Add(-time.Minute)
	open := func(subject string) string {
		id := uuid.NewString()
		floor.Exec(`INSERT INTO tickets (id, subject, queue_id, customer_id, created_at, updated_at) VALUES ($1, $2, $3, $4, now(), now())`,
			id, subject, queue, customer)
		return id
	}
	h, b := &havoc{db: floor.DB.DB}, newBook()
	b.note(simulate.Deed{Kind: opened, ID: open("no dial tone 1"), Text: "no dial tone 1"})
	chat := floor.Arrives(routing.Chat, queue, "C", clock())
	floor.Exec(`UPDATE items SET state = 'ended', ended_at = now()`)
	floor.Exec(`UPDATE contacts SET closed_at = now()`)
	floor.Exec(`DELETE FROM journal`) // nobody stamps here
	floor.Exec(`INSERT INTO visitors (id, token_hash, customer_id, created_at, seen_at) VALUES ($1, '', $2, now(), now())`, chat.Contact, customer)
	floor.Exec(`INSERT INTO chats (contact_id, visitor_id) VALUES ($1, $1)`, chat.Contact)
	replies := 0
	reply := func(text string) {
		replies++
		floor.Exec(`INSERT INTO chat_messages (id, contact_id, seq, at, from_kind, from_id, text, client_id) VALUES ($1, $2, $3, now(), 'agent', $4, $5, $4)`,
			uuid.NewString(), chat.Contact, replies, uuid.NewString(), text)
	}
	upload := func(content string) {
		floor.Exec(`INSERT INTO attachments (id, contact_id, by_kind, by_id, name, mime, size, sha256, created_at)
		            VALUES ($1, $2, 'agent', '', 'log.txt', 'text/plain', 1, sha256($3::text::bytea), now())`, uuid.NewString(), chat.Contact, content)
	}
	said := "one moment #" + uuid.NewString()
	reply(said)
	reply("one moment #" + uuid.NewString())
	reply("one moment")
	reply("one moment")
	upload("a")
	upload("b")
	reckoned := func() reckoning {
		t.Helper()
		r, err := h.reckon(t.Context(), since, b)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := reckoned(); r.Lost+r.Doubled+len(r.Others) > 0 {
		t.Errorf("all is well, and it says %+v", r)
	}
	b.note(simulate.Deed{Kind: opened, ID: uuid.NewString(), Text: "no dial tone 2"})
	b.note(simulate.Deed{Kind: opened, ID: open("no dial tone 3"), Text: "not as it was"})
	open("no dial tone 1")
	reply(said)
	upload("b")
	floor.Arrives(routing.Chat, queue, "C", clock())
	if r := reckoned(); r.Lost != 2 || r.Doubled != 3 || !slices.Contains(r.Others, "1 items are not at an end") {
		t.Errorf("got %+v", r)
	}
}
