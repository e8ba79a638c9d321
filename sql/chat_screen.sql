-- name: chat-ends
SELECT c.visitor_id, coalesce(i.agent_id::text, '') AS agent_id, coalesce(a.name, '') AS agent_name
  FROM chats c
  LEFT JOIN items i ON i.contact_id = c.contact_id AND i.state IN ('active', 'parked', 'wrap_up')
  LEFT JOIN agents a ON a.id = i.agent_id
 WHERE c.contact_id = $1
 LIMIT 1;

-- name: chat-places
-- The wait is the position over the rate at which the queue was answered in the
-- last quarter of an hour; fewer than three answers tell nothing.
WITH waiting AS (
    SELECT i.contact_id, i.queue_id,
           1 + (SELECT count(*)
                  FROM items o
                 WHERE o.queue_id = i.queue_id AND o.state IN ('queued', 'offered')
                   AND (o.enqueued_at, o.id) < (i.enqueued_at, i.id)) AS position
      FROM items i
     WHERE i.contact_id = ANY ($1::uuid[])
       AND i.state IN ('queued', 'offered')
), pace AS (
    SELECT i.queue_id, count(*) AS answered
      FROM items i
     WHERE i.queue_id IN (SELECT queue_id FROM waiting)
       AND i.enqueued_at >= $2::timestamptz - interval '1 hour'
       AND i.accepted_at >= $2::timestamptz - interval '15 minutes'
     GROUP BY i.queue_id
)
SELECT w.contact_id, w.position,
       CASE WHEN p.answered >= 3 THEN ceil(w.position * 900.0 / p.answered)::int END AS wait_s
  FROM waiting w
  LEFT JOIN pace p ON p.queue_id = w.queue_id;

-- name: chat-marks
SELECT contact_id, customer_delivered, customer_read, agent_delivered, agent_read, version
  FROM chats
 WHERE contact_id = ANY ($1::uuid[]);

-- name: contacts-by-id
SELECT id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, answered_at, closed_at, outcome,
       disposition_id, note, rating, rating_text, page, custom, external_id, version
  FROM contacts
 WHERE id = ANY ($1::uuid[]);
