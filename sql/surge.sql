-- name: surges
-- Those that are on, few at any time.
SELECT s.id, s.queue_id, s.reason, s.automatic, s.began_at, s.began_by, coalesce(a.name, '') AS began_by_name, s.until
  FROM surges s
  LEFT JOIN agents a ON a.id::text = s.began_by
 WHERE s.ended_at IS NULL
   AND s.until > $1;

-- name: open-surge
-- Of a queue, over or not; its queue is locked.
SELECT id, queue_id, reason, automatic, began_at, began_by, '' AS began_by_name, until
  FROM surges
 WHERE queue_id = $1
   AND ended_at IS NULL;

-- name: add-surge
INSERT INTO surges (id, queue_id, reason, automatic, began_at, began_by, until)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: end-surge
UPDATE surges
   SET ended_at = $2, ended_by = $3
 WHERE id = $1;

-- name: untold-of-surge
-- Chats that wait in a queue with a surge, whose customer was not told of any.
SELECT c.contact_id
  FROM surges s
  JOIN items i ON i.queue_id = s.queue_id AND i.state IN ('queued', 'offered') AND i.channel = 'chat'
  JOIN chats c ON c.contact_id = i.contact_id
 WHERE s.ended_at IS NULL
   AND s.until > $1
   AND NOT c.surge_told
 ORDER BY i.enqueued_at
 LIMIT $2;

-- name: tell-surge
-- Notes that a customer is told, once; the chat is locked.
UPDATE chats c
   SET surge_told = true
  FROM items i
  JOIN surges s ON s.queue_id = i.queue_id
  JOIN queues q ON q.id = i.queue_id
 WHERE c.contact_id = $1
   AND NOT c.surge_told
   AND i.contact_id = c.contact_id
   AND i.state IN ('queued', 'offered')
   AND s.ended_at IS NULL
   AND s.until > $2
RETURNING q.surge_text;
