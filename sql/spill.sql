-- name: brimming-items
-- In queues with overflow rules, in the order of arrival.
SELECT i.id, i.pool, i.queue_id, i.channel, i.contact_id, i.ticket_id, i.callback_id, i.customer_id,
       i.tier, i.priority, i.emergency, i.required, i.signature, i.weight, i.state, i.enqueued_at,
       i.preferred_agent, i.preferred_until, i.owned, i.agent_id, i.overflowed, i.leg, i.leg_at, i.version
  FROM queues q
 CROSS JOIN LATERAL (
       SELECT *
         FROM items
        WHERE queue_id = q.id AND state IN ('queued', 'offered')
        ORDER BY enqueued_at, id
        LIMIT $1) i
 WHERE q.overflow <> '[]'
 ORDER BY i.queue_id, i.enqueued_at, i.id;

-- name: overflow-rules
SELECT q.id, q.overflow, s.until AS surge
  FROM queues q
  LEFT JOIN surges s ON s.queue_id = q.id AND s.ended_at IS NULL
 WHERE q.overflow <> '[]';

-- name: fronts
-- The first item of every line, as heads steps from line to line. What is held for one agent is
-- in nobody's way.
WITH RECURSIVE line AS (
    (SELECT queue_id, signature
       FROM items
      WHERE pool = $1 AND state = 'queued'
      ORDER BY queue_id, signature
      LIMIT 1)
    UNION ALL
    SELECT n.*
      FROM line l
     CROSS JOIN LATERAL (
           SELECT queue_id, signature
             FROM items
            WHERE pool = $1 AND state = 'queued' AND (queue_id, signature) > (l.queue_id, l.signature)
            ORDER BY queue_id, signature
            LIMIT 1) n
)
SELECT h.*
  FROM line l
 CROSS JOIN LATERAL (
       SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
              tier, priority, emergency, required, signature, weight, state, enqueued_at, overflowed, leg, leg_at, version
         FROM items
        WHERE pool = $1 AND state = 'queued' AND queue_id = l.queue_id AND signature = l.signature
          AND (preferred_until IS NULL OR preferred_until <= $2) AND NOT owned
        LIMIT 1) h
UNION ALL
SELECT i.id, i.pool, i.queue_id, i.channel, i.contact_id, i.ticket_id, i.callback_id, i.customer_id,
       i.tier, i.priority, i.emergency, i.required, i.signature, i.weight, i.state, i.enqueued_at, i.overflowed, i.leg, i.leg_at, i.version
  FROM items i
 WHERE i.pool = $1 AND i.state = 'queued'
   AND i.customer_id IN (SELECT customer_id FROM blocks WHERE ended_at IS NULL AND (until IS NULL OR until > $2))
   AND (i.preferred_until IS NULL OR i.preferred_until <= $2) AND NOT i.owned;

-- name: try-spill
-- One node at a time says what is unroutable.
SELECT pg_try_advisory_xact_lock(3, 0);

-- name: unroutable-queues
SELECT DISTINCT u.queue_id, q.site_id AS pool
  FROM unroutable u
  JOIN queues q ON q.id = u.queue_id
 ORDER BY u.queue_id;

-- name: save-unroutable
WITH lines AS (
    SELECT queue_id, signature
      FROM jsonb_to_recordset($1::jsonb) AS l (queue_id uuid, signature text)
), gone AS (
    DELETE FROM unroutable u
     WHERE NOT EXISTS (SELECT FROM lines l WHERE l.queue_id = u.queue_id AND l.signature = u.signature)
)
INSERT INTO unroutable (queue_id, signature, since)
SELECT queue_id, signature, $2
  FROM lines
    ON CONFLICT DO NOTHING;
