//go:build plans

package plans_test

import (
	"fmt"
	"strings"
)

// million fills a database: a million customers, tickets, contacts, work items, offers,
// events and tasks, two million identities, over 20 queues of two sites with a thousand
// agents. Ten thousand items wait, two thousand are in hand, a day brought 100,000. What
// is drawn is drawn by arithmetic, so that every run has the same rows.
var million = []string{
	`SET session_replication_role = replica`, // nothing here needs to be checked
	`INSERT INTO sites (id, name) SELECT md5('site ' || n)::uuid, 'Site ' || n FROM generate_series(0, 1) n`,
	`INSERT INTO queues (id, site_id, name) SELECT md5('queue ' || n)::uuid, md5('site ' || n / 15)::uuid, 'Queue ' || n FROM generate_series(0, 19) n`,
	`INSERT INTO agents (id, site_id, email, name, role, created_at)
	 SELECT md5('agent ' || n)::uuid, md5('site ' || n / 750)::uuid, n || '@example.com', 'Agent ' || n, 'agent', '2026-01-01' FROM generate_series(0, 999) n`,
	`INSERT INTO queue_members (queue_id, agent_id)
	 SELECT md5('queue ' || (n + k) % 20)::uuid, md5('agent ' || n)::uuid FROM generate_series(0, 999) n, generate_series(0, 2) k`,
	`INSERT INTO profiles TABLE profiles_counted`,
	`INSERT INTO api_tokens (id, agent_id, name, hash, created_at)
	 SELECT md5('token ' || n)::uuid, md5('agent ' || n)::uuid, 'token', sha256(n::text::bytea), '2026-01-01' FROM generate_series(0, 999) n`,
	`INSERT INTO sessions (token, data, expiry) SELECT md5('session ' || n), '', '2026-12-01' FROM generate_series(0, 999) n`,
	`INSERT INTO presence (agent_id, status, state, link, load, status_since, state_since, link_since, last_idle_at)
	 SELECT md5('agent ' || n)::uuid, 'available', 'on_contact', 'connected', CASE WHEN n % 10 = 0 THEN 0 ELSE 99 END, '2026-11-23', '2026-11-23', '2026-11-23', '2026-11-23'
	   FROM generate_series(0, 999) n`,
	`INSERT INTO customers (id, site_id, name, created_at)
	 SELECT md5('customer ' || n)::uuid, CASE WHEN n % 10 < 3 THEN md5('site ' || n % 10 % 2)::uuid END,
	        initcap(translate((n * 7919::bigint % 1000003)::text, '0123456789', 'aeioubdlmr')) || ' ' ||
	        initcap(translate((n * 104729::bigint % 1000033)::text, '0123456789', 'nrsteaiokz')), '2026-11-23'::timestamptz - make_interval(secs => n)
	   FROM generate_series(1, 1000000) n`,
	`INSERT INTO customer_identities (id, customer_id, place, kind, value, created_at)
	 SELECT md5('phone ' || n)::uuid, md5('customer ' || n)::uuid,
	        CASE WHEN n % 10 < 3 THEN md5('site ' || n % 10 % 2)::uuid ELSE '00000000-0000-0000-0000-000000000000' END,
	        'phone', '+1' || 2000000000 + n * 7919::bigint % 7999999999, '2026-01-01'
	   FROM generate_series(1, 1000000) n`,
	`INSERT INTO customer_identities (id, customer_id, place, kind, value, created_at)
	 SELECT md5('email ' || n)::uuid, md5('customer ' || n)::uuid,
	        CASE WHEN n % 10 < 3 THEN md5('site ' || n % 10 % 2)::uuid ELSE '00000000-0000-0000-0000-000000000000' END,
	        'email', translate((n * 7919::bigint % 1000003)::text, '0123456789', 'aeioubdlmr') || n || '@mail' || n % 5000 || '.example', '2026-01-01'
	   FROM generate_series(1, 1000000) n`,
	`INSERT INTO tickets (id, subject, state, priority, queue_id, customer_id, assignee_id, created_at, updated_at)
	 SELECT md5('ticket ' || n)::uuid, 'About matter ' || n,
	        CASE WHEN n % 50 = 0 THEN (ARRAY['new', 'open', 'pending', 'on_hold'])[1 + n / 50 % 4] ELSE (ARRAY['solved', 'closed', 'closed'])[1 + n % 3] END, 1 + n % 5,
	        md5('queue ' || n % 20)::uuid, md5('customer ' || 1 + n * 31::bigint % 1000000)::uuid, md5('agent ' || n * 17::bigint % 1000)::uuid,
	        '2026-11-23'::timestamptz - make_interval(mins => n), '2026-11-23'::timestamptz - make_interval(mins => n)
	   FROM generate_series(1, 1000000) n`,
	`INSERT INTO contacts (id, channel, customer_id, queue_id, agent_id, opened_at, answered_at, closed_at)
	 SELECT md5('contact ' || n)::uuid, CASE WHEN n % 2 = 0 THEN 'chat' ELSE 'call' END, md5('customer ' || 1 + n * 31::bigint % 1000000)::uuid, md5('queue ' || n % 20)::uuid,
	        CASE WHEN n > 10000 THEN md5('agent ' || n * 17::bigint % 1000)::uuid END, '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432),
	        CASE WHEN n > 10000 THEN '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432 - 20) END, CASE WHEN n > 12000 THEN '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432 - 300) END
	   FROM generate_series(1, 1000000) n`,
	`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, tier, weight, state, enqueued_at, agent_id, accepted_at, ended_at)
	 SELECT md5('item ' || n)::uuid, md5('site ' || n % 20 / 15)::uuid, queue_id, channel, id, customer_id, (ARRAY['A', 'B', 'C', 'C', 'C'])[1 + n % 5],
	        CASE channel WHEN 'chat' THEN 33 ELSE 100 END, CASE WHEN n <= 10000 THEN 'queued' WHEN n <= 12000 THEN 'active' WHEN n % 20 = 7 THEN 'abandoned' ELSE 'completed' END,
	        opened_at, agent_id, answered_at, closed_at
	   FROM generate_series(1, 1000000) n JOIN contacts ON id = md5('contact ' || n)::uuid`,
	`INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, offered_at, expires_at, decided_at, waited_ms, trace)
	 SELECT md5('offer ' || n)::uuid, md5('item ' || n)::uuid, md5('agent ' || n * 17::bigint % 1000)::uuid, 'chat', 33,
	        CASE WHEN n % 30 = 0 AND n > 12000 THEN 'timeout' ELSE 'accepted' END, n <= 12000,
	        '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432), '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432 - 20),
	        '2026-11-23 12:00'::timestamptz - make_interval(secs => n * 0.432 - 15), 20000, '{}'
	   FROM generate_series(10001, 1000000) n`,
	`INSERT INTO visitors (id, token_hash, customer_id, created_at, seen_at)
	 SELECT md5('visitor ' || n)::uuid, sha256(n::text::bytea), md5('customer ' || n)::uuid, '2026-01-01', '2026-11-23' FROM generate_series(1, 200000) n`,
	`INSERT INTO chats (contact_id, visitor_id) SELECT md5('contact ' || 2 * n)::uuid, md5('visitor ' || 1 + n % 200000)::uuid FROM generate_series(1, 500000) n`,
	`INSERT INTO chat_messages (contact_id, seq, id, at, from_kind, text, client_id)
	 SELECT md5('contact ' || 2 * (1 + n / 10))::uuid, 1 + n % 10, md5('message ' || n)::uuid, '2026-11-23 12:00'::timestamptz - make_interval(secs => n),
	        CASE WHEN n % 2 = 0 THEN 'customer' ELSE 'agent' END, 'Said ' || n, n::text FROM generate_series(0, 999999) n`,
	`INSERT INTO callbacks (id, customer_id, queue_id, owner_id, phone, zone, local, due_at, window_from, window_to, state, by_kind, created_at)
	 SELECT md5('callback ' || n)::uuid, md5('customer ' || n)::uuid, md5('queue ' || n % 20)::uuid, md5('agent ' || n % 1000)::uuid, '+1' || 2000000000 + n, 'UTC', '2026-11-23T10:15',
	        '2026-11-23 12:00'::timestamptz + make_interval(mins => 5000 - n), '2026-11-23', '2026-11-24', CASE WHEN n < 5000 THEN 'scheduled' ELSE 'kept' END, 'agent', '2026-11-01'
	   FROM generate_series(1, 100000) n`,
	`INSERT INTO journal (id, at, kind, actor_kind, subject_kind, subject_id, topics, data)
	 SELECT n, '2026-11-23 12:00'::timestamptz - make_interval(secs => (1000000 - n) * 0.4), 'item.changed', 'system', 'item', md5('item ' || n % 300000)::uuid,
	        ARRAY['board', 'queue:' || md5('queue ' || n % 20)::uuid], '{"version": 1}' FROM generate_series(1, 1000000) n`,
	`INSERT INTO stream (pos, journal_id, journal_at, hash)
	 SELECT n, n, '2026-11-23 12:00'::timestamptz - make_interval(secs => (1000000 - n) * 0.4), sha256(n::text::bytea) FROM generate_series(1, 999950) n`,
	`INSERT INTO tasks (event_id, kind, subject_id, lane, due_at, sent_at, done_at)
	 SELECT n, 'offer:expire', md5('offer ' || n)::uuid, CASE WHEN n % 2 = 0 THEN 'clock' ELSE 'calls' END, '2026-11-23 12:00'::timestamptz - make_interval(secs => (999000 - n) * 0.4),
	        CASE WHEN n < 999990 THEN '2026-11-23'::timestamptz END, CASE WHEN n < 998000 THEN '2026-11-23'::timestamptz END FROM generate_series(1, 1000000) n`,
	`SET session_replication_role = origin`,
}

// several are the ids of some rows.
func several(what string, from, to int) string {
	var all []string
	for n := from; n <= to; n++ {
		all = append(all, fmt.Sprintf("md5('%s %d')", what, n))
	}
	return "ARRAY[" + strings.Join(all, ", ") + "]::uuid[]"
}

// Values of parameters, as they come to hot statements.
var (
	site     = `md5('site 0')::uuid`
	queue    = `md5('queue 3')::uuid`
	agent    = `md5('agent 34')::uuid`
	buyer    = `md5('customer 4242')::uuid`
	now      = `'2026-11-23 12:00Z'`
	first    = `'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'`
	seen     = several("queue", 0, 14)
	open     = `ARRAY['new', 'open', 'pending', 'on_hold']`
	thirty   = several("ticket", 1, 30)
	places   = `ARRAY[md5('site 0')::uuid, '00000000-0000-0000-0000-000000000000']`
	midnight = `'2026-11-23 00:00Z'`
)

// hot is what a decision, a message, a page of a list, a search and a board ask, each
// with the arguments that it has most of the time.
var hot = map[string]string{
	"candidates":         site + `, 20`,
	"lines":              site + `, ARRAY[md5('queue 3'), md5('queue 4')]::uuid[]`,
	"heads":              site + `, ` + now + `, ARRAY[md5('queue 3'), md5('queue 4')]::uuid[], '{"",""}', '{A,B}', '{5,5}', '{chat,chat}', '{false,false}', '{20,20}', '{}', '{}', '{}'`,
	"save-items":         `'[]', ARRAY[md5('item 5')]::uuid[]`,
	"save-desks":         `'[]', ` + now + `, ARRAY[` + agent + `]`,
	"tried":              site + `, '2026-11-23 11:59:30Z'`,
	"lock-waiting-items": several("item", 1, 5),
	"desks":              `ARRAY[` + agent + `]`,
	"open-offers-of":     agent,
	"item-cards":         several("item", 1, 5),
	"agent-today":        agent + `, ` + midnight,

	"unstamped":        `999900, 500`,
	"stream-since":     `999000, 500`,
	"stream-since-for": `999000, ARRAY['agent:x'], 500`,
	"clock-tasks":      now + `, 1000`,
	"unsent-tasks":     `500`,

	"secret-by-token": `sha256('7'::bytea)`,
	"session":         `md5('session 7'), ` + now,
	"reached":         `'ticket', ARRAY[md5('ticket 7')]::uuid[], ` + seen + `, ` + site + `, ` + agent,
	"reached-contact": `ARRAY[md5('contact 7')]::uuid[], ` + seen + `, ` + agent,
	"reached-item":    `ARRAY[md5('item 7')]::uuid[], ` + seen + `, ` + agent,
	"reached-offer":   `ARRAY[md5('offer 7')]::uuid[], ` + seen + `, ` + agent,

	"visit-by-token":  `sha256('7'::bytea)`,
	"open-chat-of":    `md5('visitor 7')::uuid`,
	"chat":            `md5('contact 20')::uuid`,
	"messages":        `md5('contact 20')::uuid, 0, true, 0, 50`,
	"messages-by-id":  `ARRAY[md5('message 7')]::uuid[]`,
	"sent-by-visitor": `md5('visitor 7')::uuid, '70'`,
	"live-item":       `md5('contact 20')::uuid`,

	"tickets-recent":      first + `, 31, NULL, NULL, NULL, NULL`,
	"tickets-in-state":    first + `, 31, ARRAY['open'], NULL, NULL, NULL`,
	"tickets-of-assignee": first + `, 31, ` + open + `, ` + agent + `, NULL, NULL, NULL, NULL, NULL`,
	"tickets-of-queue":    first + `, 31, ` + open + `, NULL, ` + queue + `, NULL, NULL, NULL, NULL`,
	"tickets-of-customer": first + `, 31, NULL, NULL, NULL, ` + buyer + `, ` + seen + `, ` + agent + `, NULL`,
	"tickets-in-reach":    first + `, 31, ` + open + `, ` + seen + `, ` + agent + `, NULL`,
	"tickets-by-id":       thirty,

	"recent-customers":             first + `, 31`,
	"recent-customers-in-reach":    first + `, 31, ` + places,
	"customers-named":              `'mirale', '% mirale%', '%', '%', '%mirale%', '%', '%', 20`,
	"customers-named-in-reach":     `'mirale', '% mirale%', '%', '%', '%mirale%', '%', '%', 20, ` + places,
	"customers-known-by":           `'5550123', '%5550123%', 20`,
	"customers-known-by-in-reach":  `'5550123', '%5550123%', 20, ` + places,
	"customers-at-domain":          `'mail77', 20`,
	"customers-at-domain-in-reach": `'mail77', 20, ` + places,
	"tickets-numbered":             `'1042', 10, NULL, NULL`,
	"tickets-about":                `'%matter 4242%', 10, NULL, NULL`,
	"customer-history":             buyer + `, ` + first + `, 31, NULL, NULL, NULL`,
	"customers":                    `ARRAY[` + buyer + `]`,

	"callbacks-by-due": `'-infinity', '00000000-0000-0000-0000-000000000000', 31, '-infinity', 'infinity', ARRAY['scheduled', 'due'], NULL, NULL, NULL, NULL`,
	"board-queues":     now + `, NULL`,
	"board-work":       several("agent", 0, 749),
	"board-missed":     `NULL, '2026-11-23 11:30Z', 3`,
}
