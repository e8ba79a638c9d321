-- name: board-queues
-- Every queue with what waits, what today came to, and who is there. The day
-- begins by the zone of the queue's calendar; items_today is read once from the
-- earliest such midnight. 100,000 items of today over 20 queues take 0.15 s.
WITH q AS (
    SELECT q.id, q.name, q.target_s, q.created_at,
           date_trunc('day', $1::timestamptz AT TIME ZONE coalesce(c.zone, 'UTC')) AT TIME ZONE coalesce(c.zone, 'UTC') AS midnight
      FROM queues q
      LEFT JOIN calendars c ON c.id = q.calendar_id
     WHERE $2::uuid IS NULL OR q.site_id = $2
), today AS (
    SELECT a.queue_id,
           count(*) FILTER (WHERE a.offered) AS offered,
           count(*) FILTER (WHERE a.answered) AS answered,
           count(*) FILTER (WHERE a.in_target) AS in_target,
           count(*) FILTER (WHERE a.abandoned) AS abandoned,
           count(*) FILTER (WHERE a.abandoned_in) AS abandoned_in,
           count(*) FILTER (WHERE a.waiting AND a.target_at < $1) AS late,
           count(*) FILTER (WHERE a.expired) AS expired,
           coalesce(sum(a.wait_s) FILTER (WHERE a.answered), 0) AS wait_s
      FROM arrivals a
      JOIN q ON q.id = a.queue_id
     WHERE a.came_at >= (SELECT min(midnight) FROM q)
       AND a.came_at >= q.midnight
       AND a.came_at <= $1
     GROUP BY a.queue_id
), waiting AS (
    SELECT queue_id, count(*) AS n, min(coalesce(leg_at, enqueued_at)) AS oldest_at
      FROM items
     WHERE state IN ('queued', 'offered')
     GROUP BY queue_id
), latest AS (
    -- Of those who wait in person, who has waited the most times their own target.
    SELECT DISTINCT ON (i.queue_id) i.queue_id, began.at AS since, due.target_s
      FROM items i
      JOIN q ON q.id = i.queue_id
     CROSS JOIN LATERAL (SELECT coalesce((i.because->>'target_s')::int, q.target_s) AS target_s) due
     CROSS JOIN LATERAL (SELECT coalesce(i.leg_at, i.enqueued_at) AS at) began
     WHERE i.state IN ('queued', 'offered')
       AND i.channel IN ('call', 'chat', 'walkin')
     ORDER BY i.queue_id, date_part('epoch', $1 - began.at) / due.target_s DESC
), spilled AS (
    SELECT d.queue_id, count(*) AS n
      FROM departures d
      JOIN q ON q.id = d.queue_id
     WHERE d.came_at >= (SELECT min(midnight) FROM q)
       AND d.came_at >= q.midnight
       AND d.came_at <= $1
     GROUP BY d.queue_id
), hopeless AS (
    SELECT queue_id, min(since) AS unroutable_at
      FROM unroutable
     GROUP BY queue_id
), staff AS (
    SELECT m.queue_id,
           count(*) FILTER (WHERE p.state = 'ready') AS ready,
           count(*) FILTER (WHERE p.state = 'on_contact') AS on_contact,
           count(*) FILTER (WHERE p.state IN ('ready', 'ringing', 'on_contact', 'wrap_up')) AS staffed,
           max(p.state_since) AS staffed_at
      FROM queue_members m
      JOIN presence p ON p.agent_id = m.agent_id
      JOIN agents a ON a.id = m.agent_id AND a.active
     GROUP BY m.queue_id
)
SELECT q.id AS queue_id, q.name, q.target_s,
       coalesce(w.n, 0) AS waiting, w.oldest_at, l.since AS latest_at, coalesce(l.target_s, 0) AS latest_target_s,
       coalesce(t.offered, 0) + coalesce(o.n, 0) AS offered, coalesce(o.n, 0) AS overflowed, u.unroutable_at, coalesce(t.answered, 0) AS answered, coalesce(t.in_target, 0) AS in_target,
       coalesce(t.abandoned, 0) AS abandoned, coalesce(t.abandoned_in, 0) AS abandoned_in,
       coalesce(t.late, 0) AS late, coalesce(t.expired, 0) AS expired, coalesce(t.wait_s, 0) AS wait_s,
       coalesce(s.ready, 0) AS ready, coalesce(s.on_contact, 0) AS on_contact,
       coalesce(s.staffed, 0) AS staffed, greatest(s.staffed_at, q.created_at) AS staffed_at
  FROM q
  LEFT JOIN today t ON t.queue_id = q.id
  LEFT JOIN waiting w ON w.queue_id = q.id
  LEFT JOIN latest l ON l.queue_id = q.id
  LEFT JOIN spilled o ON o.queue_id = q.id
  LEFT JOIN hopeless u ON u.queue_id = q.id
  LEFT JOIN staff s ON s.queue_id = q.id
 ORDER BY q.name;

-- name: board-hours
SELECT q.id AS queue_id, c.zone, c.weekly, c.holidays, c.exceptions
  FROM queues q
  JOIN calendars c ON c.id = q.calendar_id
 WHERE $1::uuid IS NULL OR q.site_id = $1;

-- name: board-agents
-- Those who work here and have signed in at least once.
SELECT a.id
  FROM agents a
  JOIN presence p ON p.agent_id = a.id
 WHERE a.active
   AND ($1::uuid IS NULL OR a.site_id = $1)
 ORDER BY lower(a.name), a.id;

-- name: board-work
-- What is in agents' hands, oldest first.
SELECT o.agent_id, i.id AS item_id, i.channel, c.name AS customer_name, i.accepted_at AS since
  FROM offers o
  JOIN items i ON i.id = o.item_id
  JOIN customers c ON c.id = i.customer_id
 WHERE o.open
   AND o.state = 'accepted'
   AND o.agent_id = ANY ($1::uuid[])
   AND i.accepted_at IS NOT NULL
 ORDER BY i.accepted_at, i.id;

-- name: board-missed
SELECT o.agent_id, a.name, count(*) AS times, max(o.decided_at) AS last_at
  FROM offers o
  JOIN agents a ON a.id = o.agent_id
 WHERE o.state = 'timeout'
   AND o.decided_at >= $2
   AND o.offered_at >= $2::timestamptz - interval '10 minutes'
   AND ($1::uuid IS NULL OR a.site_id = $1)
 GROUP BY o.agent_id, a.name
HAVING count(*) >= $3
 ORDER BY last_at DESC;

-- name: board-declined
SELECT o.agent_id, a.name, q.name AS queue, count(*) AS times, q.declines_an_hour AS allowed, max(o.decided_at) AS last_at
  FROM offers o
  JOIN items i ON i.id = o.item_id
  JOIN queues q ON q.id = i.queue_id AND q.declines_an_hour > 0
  JOIN agents a ON a.id = o.agent_id
 WHERE o.state = 'rejected'
   AND o.decided_at >= $2
   AND ($1::uuid IS NULL OR a.site_id = $1)
 GROUP BY o.agent_id, a.name, q.id, q.name, q.declines_an_hour
HAVING count(*) > q.declines_an_hour
 ORDER BY last_at DESC;

-- name: board-handed
-- Each transfer begins a leg, and so does what is sent elsewhere otherwise: few have as many
-- legs, and of those the transfers count.
SELECT i.id AS item_id, c.name AS customer, q.name AS queue, t.times, t.last_at
  FROM items i
  JOIN queues q ON q.id = i.queue_id
  JOIN customers c ON c.id = i.customer_id
 CROSS JOIN LATERAL (
       SELECT count(*) AS times, max(at) AS last_at
         FROM transfers
        WHERE item_id = i.id) t
 WHERE i.leg > 5
   AND i.ended_at IS NULL
   AND t.times > $2
   AND ($1::uuid IS NULL OR q.site_id = $1)
 ORDER BY t.last_at DESC, i.id
 LIMIT 20;

-- name: board-due
SELECT count(*)
  FROM callbacks c
  JOIN queues q ON q.id = c.queue_id
 WHERE c.state IN ('scheduled', 'due', 'offered', 'dialing')
   AND c.due_at <= $2
   AND ($1::uuid IS NULL OR q.site_id = $1);

-- name: board-overdue
-- Few at a time: a board is no list of failures.
SELECT c.id AS callback_id, q.name AS queue, c.due_at
  FROM callbacks c
  JOIN queues q ON q.id = c.queue_id
 WHERE c.state IN ('scheduled', 'due', 'offered')
   AND c.due_at < $2
   AND ($1::uuid IS NULL OR q.site_id = $1)
 ORDER BY c.due_at, c.id
 LIMIT 20;

-- name: board-promises
-- A promise belongs to the day on which it was settled, by its queue's own zone.
SELECT count(*) FILTER (WHERE c.state = 'kept') AS kept,
       count(*) FILTER (WHERE c.state = 'moved') AS moved,
       count(*) FILTER (WHERE c.state = 'broken') AS broken
  FROM callbacks c
  JOIN queues q ON q.id = c.queue_id
  LEFT JOIN calendars k ON k.id = q.calendar_id
 WHERE c.ended_at >= $2::timestamptz - interval '26 hours'
   AND c.ended_at >= date_trunc('day', $2::timestamptz AT TIME ZONE coalesce(k.zone, 'UTC')) AT TIME ZONE coalesce(k.zone, 'UTC')
   AND ($1::uuid IS NULL OR q.site_id = $1);
