-- name: candidates
-- Who may be offered work of this pool, since they serve a queue of it or promised what
-- waits there, and has room for the lightest of it or, while a call waits, hands full of what
-- gives way to it. Where nothing waits nobody is looked for: most rounds come of work that
-- somebody took or that is over.
SELECT d.agent_id, d.load, d.yields, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM desks d
 WHERE d.status = 'available' AND d.link = 'connected' AND NOT d.missed
   AND d.next_status = ''
   AND d.load - d.yields + $2 <= d.capacity
   AND (d.load + $2 <= d.capacity
        OR (SELECT true FROM items WHERE pool = $1 AND state = 'queued' AND channel IN ('call', 'callback', 'walkin') LIMIT 1))
   AND (SELECT true FROM items WHERE pool = $1 AND state = 'queued' LIMIT 1)
   AND ($1 = ANY (d.pools)
        OR d.agent_id = ANY (ARRAY(SELECT i.preferred_agent FROM items i WHERE i.pool = $1 AND i.state = 'queued' AND i.owned)));

-- name: candidates-named
SELECT d.agent_id, d.load, d.yields, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM desks d
 WHERE d.agent_id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: free-in
-- By the agent's last work of a day; of what is in hand in a queue where they finished none
-- nothing is known.
WITH done AS (
    SELECT i.queue_id, avg(date_part('epoch', i.ended_at - i.accepted_at)) AS mean_s
      FROM (SELECT item_id
              FROM offers
             WHERE agent_id = $1 AND offered_at > $2::timestamptz - interval '1 day' AND state = 'accepted' AND NOT open
             ORDER BY offered_at DESC
             LIMIT 50) o
      JOIN items i ON i.id = o.item_id
     WHERE i.state = 'completed' AND i.agent_id = $1
     GROUP BY i.queue_id
)
SELECT min(left_s) AS first_s, max(left_s) AS last_s
  FROM (SELECT greatest(0, d.mean_s - date_part('epoch', $2::timestamptz - coalesce(i.accepted_at, $2::timestamptz))) AS left_s
          FROM offers o
          JOIN items i ON i.id = o.item_id
          JOIN done d ON d.queue_id = i.queue_id
         WHERE o.agent_id = $1 AND o.open) h;
