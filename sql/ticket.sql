-- name: add-ticket
INSERT INTO tickets (id, subject, state, priority, category, queue_id, customer_id, assignee_id, contact_id, follows, custom,
                     first_reply_due_at, resolve_due_at, resolve_since, created_at, updated_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16);

-- name: lock-ticket
-- The row alone: the statement after this one reads it, names and all, as it is
-- once the lock is held.
SELECT id
  FROM tickets
 WHERE id = $1
   FOR UPDATE;

-- name: save-ticket
UPDATE tickets
   SET subject = $2, state = $3, priority = $4, category = $5, resolution = $6, queue_id = $7, assignee_id = $8, custom = $9,
       first_reply_due_at = $10, first_reply_at = $11, resolve_due_at = $12, resolve_used_ms = $13, resolve_since = $14,
       updated_at = $15, solved_at = $16, version = $17
 WHERE id = $1;

-- name: tickets-by-id
-- In the order asked for.
SELECT t.id, t.number, t.subject, t.state, t.priority, t.category, t.resolution, t.queue_id, q.name AS queue_name,
       t.customer_id, c.name AS customer_name, c.tier AS customer_tier, t.assignee_id, coalesce(a.name, '') AS assignee_name,
       t.contact_id, t.follows, t.custom, t.first_reply_due_at, t.first_reply_at, t.resolve_due_at, t.resolve_used_ms,
       t.resolve_since, t.created_at, t.updated_at, t.solved_at, t.version
  FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, n)
  JOIN tickets t ON t.id = asked.id
  JOIN queues q ON q.id = t.queue_id
  JOIN customers c ON c.id = t.customer_id
  LEFT JOIN agents a ON a.id = t.assignee_id
 ORDER BY asked.n;

-- The lists below differ in the index that leads them. Of each the parameters are:
-- after ($1, $2), limit $3, states $4, assignee $5, queue $6, customer $7; where
-- there can be bounds, the queues in reach $8, whose own $9 and the site $10.

-- name: tickets-recent
SELECT id
  FROM tickets
 WHERE (updated_at, id) < ($1, $2::uuid)
   AND ($4::text[] IS NULL OR state = ANY ($4))
   AND ($5::uuid IS NULL OR assignee_id = $5)
   AND ($6::uuid IS NULL OR queue_id = $6)
   AND ($7::uuid IS NULL OR customer_id = $7)
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: tickets-in-state
SELECT id
  FROM tickets
 WHERE state = ($4::text[])[1]
   AND (updated_at, id) < ($1, $2::uuid)
   AND ($5::uuid IS NULL OR assignee_id = $5)
   AND ($6::uuid IS NULL OR queue_id = $6)
   AND ($7::uuid IS NULL OR customer_id = $7)
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: tickets-of-assignee
SELECT id
  FROM tickets
 WHERE assignee_id = $5
   AND (updated_at, id) < ($1, $2::uuid)
   AND ($4::text[] IS NULL OR state = ANY ($4))
   AND ($6::uuid IS NULL OR queue_id = $6)
   AND ($7::uuid IS NULL OR customer_id = $7)
   AND ($8::uuid[] IS NULL OR queue_id = ANY ($8) OR assignee_id = $9::uuid)
   AND ($10::uuid IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $10))
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: tickets-of-queue
SELECT id
  FROM tickets
 WHERE queue_id = $6
   AND (updated_at, id) < ($1, $2::uuid)
   AND ($4::text[] IS NULL OR state = ANY ($4))
   AND ($5::uuid IS NULL OR assignee_id = $5)
   AND ($7::uuid IS NULL OR customer_id = $7)
   AND ($8::uuid[] IS NULL OR queue_id = ANY ($8) OR assignee_id = $9::uuid)
   AND ($10::uuid IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $10))
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: tickets-of-customer
SELECT id
  FROM tickets
 WHERE customer_id = $7
   AND (updated_at, id) < ($1, $2::uuid)
   AND ($4::text[] IS NULL OR state = ANY ($4))
   AND ($5::uuid IS NULL OR assignee_id = $5)
   AND ($6::uuid IS NULL OR queue_id = $6)
   AND ($8::uuid[] IS NULL OR queue_id = ANY ($8) OR assignee_id = $9::uuid)
   AND ($10::uuid IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $10))
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: tickets-in-reach
-- The newest of each queue and state by their index, and the newest of one's own:
-- however little of all tickets is in reach, nothing else is read. After ($1, $2),
-- limit $3, states $4, queues $5, whose own $6, site $7.
SELECT id
  FROM (SELECT t.updated_at, t.id
          FROM queues q
         CROSS JOIN unnest($4::text[]) AS s (state)
         CROSS JOIN LATERAL (
               SELECT updated_at, id
                 FROM tickets
                WHERE queue_id = q.id
                  AND state = s.state
                  AND (updated_at, id) < ($1, $2::uuid)
                ORDER BY updated_at DESC, id DESC
                LIMIT $3) t
         WHERE q.id = ANY ($5::uuid[])
           AND ($7::uuid IS NULL OR q.site_id = $7)
         UNION
        (SELECT updated_at, id
           FROM tickets
          WHERE assignee_id = $6::uuid
            AND (updated_at, id) < ($1, $2)
            AND state = ANY ($4)
            AND ($7 IS NULL OR queue_id IN (SELECT id FROM queues WHERE site_id = $7))
          ORDER BY updated_at DESC, id DESC
          LIMIT $3)) reached
 ORDER BY updated_at DESC, id DESC
 LIMIT $3;

-- name: add-comment
INSERT INTO ticket_comments (id, ticket_id, at, from_kind, from_id, from_name, text, internal)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: comments
SELECT id, ticket_id, at, from_kind, from_id, from_name, text, internal
  FROM ticket_comments
 WHERE ticket_id = $1
   AND (at, id) < ($2, $3::uuid)
 ORDER BY at DESC, id DESC
 LIMIT $4;

-- name: queue-hours
SELECT c.id, c.name, c.zone, c.weekly, c.holidays, c.exceptions, c.version
  FROM queues q
  LEFT JOIN calendars c ON c.id = q.calendar_id
 WHERE q.id = $1;

-- name: live-ticket-item
SELECT id
  FROM items
 WHERE ticket_id = $1 AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred');

-- name: customer-tier
SELECT tier
  FROM customers
 WHERE id = $1;
