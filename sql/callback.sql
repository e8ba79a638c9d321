-- name: add-callback
INSERT INTO callbacks (id, customer_id, queue_id, owner_id, contact_id, phone, zone, local, due_at, window_from, window_to, next_at,
                       topic, state, moved_from, by_kind, by_id, created_at, version, in_line_since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);

-- name: lock-callback
-- The row alone: the statement after this one reads it, names and all, as it is
-- once the lock is held.
SELECT id
  FROM callbacks
 WHERE id = $1
   FOR UPDATE;

-- name: callbacks-by-id
-- In the order asked for.
SELECT b.id, b.customer_id, c.name AS customer_name, c.tier AS customer_tier, b.queue_id, q.name AS queue_name, b.owner_id,
       coalesce(a.name, '') AS owner_name, b.contact_id, b.phone, b.zone, b.local, b.due_at, b.window_from, b.window_to,
       coalesce(b.next_at, b.due_at) AS next_at, b.topic, b.state, b.outcome, b.note, b.attempts, b.moved_from, b.by_kind, b.by_id,
       b.created_at, b.dialled_at, b.ended_at, b.version, b.in_line_since
  FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, n)
  JOIN callbacks b ON b.id = asked.id
  JOIN customers c ON c.id = b.customer_id
  JOIN queues q ON q.id = b.queue_id
  LEFT JOIN agents a ON a.id = b.owner_id
 ORDER BY asked.n;

-- name: callbacks-by-due
SELECT id
  FROM callbacks
 WHERE (due_at, id) > ($1, $2::uuid)
   AND due_at >= $4
   AND due_at < $5
   AND ($6::text[] IS NULL OR state = ANY ($6))
   AND ($7::uuid IS NULL OR owner_id = $7)
   AND ($8::uuid[] IS NULL OR queue_id = ANY ($8) OR owner_id = $9::uuid)
   AND ($10::uuid IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $10))
 ORDER BY due_at, id
 LIMIT $3;

-- name: callbacks-in-reach
-- The first of each queue and state by their index, and the first of one's own.
-- After ($1, $2), limit $3, from $4, to $5, states $6, queues $7, whose own $8, site $9.
SELECT id
  FROM (SELECT b.due_at, b.id
          FROM queues q
         CROSS JOIN unnest($6::text[]) AS s (state)
         CROSS JOIN LATERAL (
               SELECT due_at, id
                 FROM callbacks
                WHERE queue_id = q.id
                  AND state = s.state
                  AND (due_at, id) > ($1, $2::uuid)
                  AND due_at >= $4
                  AND due_at < $5
                ORDER BY due_at, id
                LIMIT $3) b
         WHERE q.id = ANY ($7::uuid[])
           AND ($9::uuid IS NULL OR q.site_id = $9)
         UNION
        (SELECT due_at, id
           FROM callbacks
          WHERE owner_id = $8::uuid
            AND (due_at, id) > ($1, $2)
            AND due_at >= $4
            AND due_at < $5
            AND state = ANY ($6)
            AND ($9 IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $9))
          ORDER BY due_at, id
          LIMIT $3)) reached
 ORDER BY due_at, id
 LIMIT $3;

-- name: save-callback
UPDATE callbacks
   SET next_at = $2, state = $3, outcome = $4, note = $5, attempts = $6, dialled_at = $7, ended_at = $8, version = $9
 WHERE id = $1;

-- name: save-callback-number
UPDATE callbacks
   SET phone = $2, zone = $3, local = $4, window_to = $5, version = $6
 WHERE id = $1;

-- name: open-callback
SELECT id
  FROM callbacks
 WHERE phone = $1
   AND queue_id = $2
   AND due_at = $3
   AND state IN ('scheduled', 'due', 'offered', 'dialing');

-- name: callback-in-line
SELECT id
  FROM callbacks
 WHERE phone = $1
   AND queue_id = $2
   AND in_line_since IS NOT NULL
   AND state IN ('scheduled', 'due', 'offered', 'dialing');

-- name: callback-place
-- Of a customer who came to a queue, wherever rules sent them from there, by who they are or by their number ($3, empty when it is not known).
SELECT i.id
  FROM callbacks b
  JOIN items i ON i.callback_id = b.id AND i.state IN ('queued', 'offered')
  JOIN contacts k ON k.id = b.contact_id
 WHERE (b.queue_id = $2 OR k.queue_id = $2)
   AND b.in_line_since IS NOT NULL
   AND b.state = 'due'
   AND (b.customer_id = $1 OR b.phone = $3)
 ORDER BY b.in_line_since
 LIMIT 1;

-- name: live-callback-item
SELECT id
  FROM items
 WHERE callback_id = $1 AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up');

-- name: who-to-call
SELECT zone, tier, coalesce(consent->>'calls', 'unknown') AS consent
  FROM customers
 WHERE id = $1;

-- name: lock-phone
-- Held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('phone'), hashtext($1));

-- name: add-permit
INSERT INTO permits (id, callback_id, phone, purpose, allowed, reason, zones, rule_pack, at, valid_until, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: lock-permit
SELECT id, callback_id, phone, purpose, allowed, reason, zones, rule_pack, at, valid_until, used_at
  FROM permits
 WHERE id = $1 AND callback_id = $2
   FOR UPDATE;

-- name: use-permit
UPDATE permits
   SET used_at = $2
 WHERE id = $1 AND used_at IS NULL;

-- name: dials-to
SELECT used_at
  FROM permits
 WHERE phone = $1 AND at > $2 AND used_at IS NOT NULL
 ORDER BY at DESC;

-- name: works-here
SELECT id
  FROM agents
 WHERE id = $1 AND active;
