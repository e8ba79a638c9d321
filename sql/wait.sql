-- name: waiting-people
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       preferred_agent, preferred_until, returned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, overflowed, leg, leg_at, version
  FROM items
 WHERE state IN ('queued', 'offered')
   AND channel IN ('call', 'chat', 'walkin', 'callback');

-- name: agents-there
SELECT d.agent_id, d.load, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM desks d
 WHERE d.status = 'available' AND d.link = 'connected' AND NOT d.missed
   AND d.next_status = '';

-- name: call-terms
SELECT q.id, q.callback_after_s AS after_s, s.id IS NOT NULL AS surge, c.zone, c.weekly, c.holidays, c.exceptions
  FROM queues q
  LEFT JOIN calendars c ON c.id = q.calendar_id
  LEFT JOIN surges s ON s.queue_id = q.id AND s.ended_at IS NULL AND s.until > $1
 WHERE q.callback_after_s > 0;

-- name: passages
-- A transfer is left out: its time in line is not told apart from the talk before it.
-- Read from the latest arrival back along items_today, so that the bound is the cost.
SELECT i.queue_id, i.enqueued_at AS came_at,
       CASE WHEN i.accepted_at IS NOT NULL THEN coalesce(o.offered_at, i.accepted_at) END AS taken_at,
       CASE WHEN i.accepted_at IS NULL THEN i.ended_at END AS left_at
  FROM (SELECT id, queue_id, enqueued_at, accepted_at, ended_at
          FROM items
         WHERE enqueued_at >= $1
           AND channel IN ('call', 'chat', 'walkin')
           AND leg = 1
           AND (accepted_at IS NOT NULL OR state IN ('queued', 'offered', 'abandoned'))
         ORDER BY enqueued_at DESC
         LIMIT $2) i
  LEFT JOIN LATERAL (
       SELECT offered_at
         FROM offers
        WHERE item_id = i.id AND state = 'accepted'
        ORDER BY offered_at
        LIMIT 1) o ON i.accepted_at IS NOT NULL;

-- name: handling
SELECT queue_id, avg(date_part('epoch', ended_at) - date_part('epoch', accepted_at)) AS mean_s, avg(weight) AS weight
  FROM (SELECT queue_id, accepted_at, ended_at, weight
          FROM items
         WHERE enqueued_at >= $1
           AND channel IN ('call', 'chat', 'walkin')
           AND state = 'completed'
           AND ended_at > accepted_at
         ORDER BY enqueued_at DESC
         LIMIT $2) latest
 GROUP BY queue_id;
