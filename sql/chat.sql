-- name: add-chat
-- As the statement chat reads it from then on, without asking for that.
WITH added AS (
    INSERT INTO chats (contact_id, visitor_id, language)
    VALUES ($1, $2, $3)
    RETURNING contact_id, visitor_id, language, version
)
SELECT c.contact_id, c.visitor_id, k.customer_id, u.name AS customer_name, c.version,
       q.silence_warn_s AS "silence.warn_s", q.silence_close_s AS "silence.close_s",
       coalesce(nullif(u.language, ''), c.language) AS language
  FROM added c
  JOIN contacts k ON k.id = c.contact_id
  JOIN customers u ON u.id = k.customer_id
  JOIN queues q ON q.id = k.queue_id;

-- name: lock-conversation
-- Whoever holds the contact's row numbers its next message. Accepting work locks
-- the same row: what is said is told to the agent, or is there when they read.
SELECT id
  FROM contacts
 WHERE id = $1
   FOR UPDATE;

-- name: lock-open-conversation
SELECT id
  FROM contacts
 WHERE id = (SELECT c.contact_id
               FROM chats c
               JOIN contacts k ON k.id = c.contact_id
              WHERE c.visitor_id = $1 AND k.closed_at IS NULL
              ORDER BY c.contact_id DESC
              LIMIT 1)
   FOR UPDATE;

-- name: chat
-- Read after the lock, so that it shows what was committed while we waited.
SELECT c.contact_id, c.visitor_id, k.customer_id, u.name AS customer_name, k.closed_at IS NOT NULL AS closed,
       coalesce((SELECT i.agent_id::text
                   FROM items i
                  WHERE i.contact_id = c.contact_id AND i.state IN ('active', 'parked', 'wrap_up')
                  LIMIT 1), '') AS agent_id,
       c.last_seq, c.customer_delivered, c.customer_read, c.agent_delivered, c.agent_read, c.version,
       c.silent_since AS "silence.since", c.warned_at AS "silence.warned_at", c.watch_at AS "silence.watch_at",
       q.silence_warn_s AS "silence.warn_s", q.silence_close_s AS "silence.close_s",
       coalesce(nullif(u.language, ''), c.language) AS language
  FROM chats c
  JOIN contacts k ON k.id = c.contact_id
  JOIN customers u ON u.id = k.customer_id
  JOIN queues q ON q.id = k.queue_id
 WHERE c.contact_id = $1;

-- name: save-chat
UPDATE chats
   SET last_seq = $2, customer_delivered = $3, customer_read = $4, agent_delivered = $5, agent_read = $6, version = $7,
       silent_since = $8, warned_at = $9, watch_at = $10,
       last_at = coalesce($11, last_at), last_by = coalesce($12, last_by)
 WHERE contact_id = $1;

-- name: add-message
INSERT INTO chat_messages (contact_id, seq, id, at, from_kind, from_id, from_name, text, internal, client_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: attach
-- Only files that were uploaded to this contact, and that no message carries yet.
UPDATE attachments
   SET seq = $2
 WHERE contact_id = $1 AND seq IS NULL AND id = ANY ($3::uuid[]);

-- name: sent-message
SELECT id
  FROM chat_messages
 WHERE contact_id = $1 AND from_kind = $2 AND client_id = $3;

-- name: sent-by-visitor
SELECT m.id
  FROM chats c
  JOIN chat_messages m ON m.contact_id = c.contact_id
 WHERE c.visitor_id = $1 AND m.from_kind = 'customer' AND m.client_id = $2;

-- name: messages
-- The last of them first, so that a long conversation costs no more than a page.
SELECT m.contact_id, m.seq, m.id, m.at, m.from_kind, m.from_id, m.from_name, m.text, m.internal, coalesce(m.client_id, '') AS client_id,
       CASE m.from_kind WHEN 'customer' THEN c.agent_delivered ELSE c.customer_delivered END >= m.seq AS delivered,
       CASE m.from_kind WHEN 'customer' THEN c.agent_read ELSE c.customer_read END >= m.seq AS read,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'mime', a.mime, 'size', a.size) ORDER BY a.created_at, a.id), '[]')
          FROM attachments a
         WHERE a.contact_id = m.contact_id AND a.seq = m.seq) AS attachments
  FROM chat_messages m
  JOIN chats c ON c.contact_id = m.contact_id
 WHERE m.contact_id = $1 AND m.seq > $2
   AND ($3 OR NOT m.internal)
   AND ($4 = 0 OR m.seq < $4)
 ORDER BY m.seq DESC
 LIMIT $5;

-- name: messages-by-id
SELECT m.contact_id, m.seq, m.id, m.at, m.from_kind, m.from_id, m.from_name, m.text, m.internal, coalesce(m.client_id, '') AS client_id, k.queue_id,
       CASE m.from_kind WHEN 'customer' THEN c.agent_delivered ELSE c.customer_delivered END >= m.seq AS delivered,
       CASE m.from_kind WHEN 'customer' THEN c.agent_read ELSE c.customer_read END >= m.seq AS read,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'mime', a.mime, 'size', a.size) ORDER BY a.created_at, a.id), '[]')
          FROM attachments a
         WHERE a.contact_id = m.contact_id AND a.seq = m.seq) AS attachments
  FROM chat_messages m
  JOIN chats c ON c.contact_id = m.contact_id
  JOIN contacts k ON k.id = m.contact_id
 WHERE m.id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: conversation
-- Who waits for a call in another contact by now, or is being called, has no item here.
SELECT k.id AS contact_id, coalesce(i.state, 'ended') AS state, CASE WHEN i.state = 'deferred' THEN i.not_before END AS opens_at, k.rating,
       CASE WHEN i.state IN ('active', 'parked', 'wrap_up') THEN coalesce(a.name, '') ELSE '' END AS agent_name
  FROM contacts k
  LEFT JOIN LATERAL (
       SELECT id, state, agent_id, not_before
         FROM items
        WHERE contact_id = k.id
        ORDER BY enqueued_at DESC, id DESC
        LIMIT 1) i ON true
  LEFT JOIN agents a ON a.id = i.agent_id
 WHERE k.id = $1;

-- name: add-anonymous-customer
INSERT INTO customers (id, created_at)
VALUES ($1, $2);

-- name: add-visitor-identity
INSERT INTO customer_identities (id, customer_id, kind, value, verified, created_at)
VALUES ($1, $2, 'visitor', $3, true, $4);

-- name: add-visitor
INSERT INTO visitors (id, token_hash, customer_id, created_at, seen_at)
VALUES ($1, $2, $3, $4, $4);

-- name: visit-by-token
SELECT v.id AS visitor_id, v.customer_id,
       coalesce((SELECT c.contact_id::text FROM chats c WHERE c.visitor_id = v.id ORDER BY c.contact_id DESC LIMIT 1), '') AS contact_id
  FROM visitors v
 WHERE v.token_hash = $1;

-- name: visitor-customer
SELECT v.customer_id, c.tier
  FROM visitors v
  JOIN customers c ON c.id = v.customer_id
 WHERE v.id = $1
   FOR UPDATE OF v;

-- name: open-chat-of
SELECT c.contact_id
  FROM chats c
  JOIN contacts k ON k.id = c.contact_id
 WHERE c.visitor_id = $1 AND k.closed_at IS NULL
 ORDER BY c.contact_id DESC
 LIMIT 1;

-- name: last-chat-agent
SELECT agent_id
  FROM contacts
 WHERE customer_id = $1 AND channel = 'chat' AND agent_id IS NOT NULL AND closed_at > $2
 ORDER BY opened_at DESC
 LIMIT 1;

-- name: public-queue
SELECT id
  FROM queues
 WHERE public AND ($1 = '' OR id::text = $1)
 ORDER BY priority, name
 LIMIT 1;

-- name: agent-name
SELECT name
  FROM agents
 WHERE id = $1;

-- name: customer-name
SELECT name
  FROM customers
 WHERE id = $1;
