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

-- name: gauges
-- Of the queues where a surge may begin by itself, or of one of them.
SELECT q.id, q.target_s, g.over_at, g.calm_at, s.id IS NOT NULL AS surge, coalesce(s.automatic, false) AS automatic,
       e.ended_at, coalesce(e.ended_by <> '', false) AS by_hand
  FROM queues q
  LEFT JOIN surge_gauges g ON g.queue_id = q.id
  LEFT JOIN surges s ON s.queue_id = q.id AND s.ended_at IS NULL
  LEFT JOIN LATERAL (
       SELECT ended_at, ended_by
         FROM surges
        WHERE queue_id = q.id AND ended_at IS NOT NULL
        ORDER BY ended_at DESC
        LIMIT 1) e ON true
 WHERE q.surge_auto
   AND ($1::uuid IS NULL OR q.id = $1)
 ORDER BY q.id;

-- name: save-gauge
INSERT INTO surge_gauges (queue_id, over_at, calm_at)
VALUES ($1, $2, $3)
    ON CONFLICT (queue_id) DO UPDATE
   SET over_at = excluded.over_at, calm_at = excluded.calm_at;

-- name: usual-wait
-- Of who waited in person, until they were taken or gave up: of each of the four weeks the last
-- thousand of the hour around this moment at most, by the index items_today.
SELECT count(*) AS came, coalesce(avg(waited_s), 0) AS mean_s
  FROM generate_series(1, 4) AS week
 CROSS JOIN LATERAL (
       SELECT date_part('epoch', coalesce(i.accepted_at, i.ended_at) - i.enqueued_at) AS waited_s
         FROM items i
        WHERE i.enqueued_at >= $2::timestamptz - week * interval '7 days' - interval '30 minutes'
          AND i.enqueued_at < $2::timestamptz - week * interval '7 days' + interval '30 minutes'
          AND i.queue_id = $1
          AND i.channel IN ('call', 'chat', 'walkin')
          AND i.leg = 1
          AND coalesce(i.accepted_at, i.ended_at) IS NOT NULL
          AND NOT EXISTS (SELECT FROM surges s
                           WHERE s.queue_id = i.queue_id
                             AND i.enqueued_at >= s.began_at
                             AND i.enqueued_at < coalesce(s.ended_at, s.until))
        ORDER BY i.enqueued_at DESC
        LIMIT 1000) latest;
