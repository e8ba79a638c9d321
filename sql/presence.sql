-- name: lock-presence
-- In the order of ids, so that two who lock several cannot wait for each other.
SELECT agent_id
  FROM presence
 WHERE agent_id = ANY (ARRAY(SELECT unnest($1::uuid[])))
 ORDER BY agent_id
   FOR UPDATE;

-- name: desks
-- What an agent holds is counted from the open offers, never kept twice; what is parked they
-- do not hold.
SELECT p.agent_id, a.name, a.site_id, a.team_id, t.name AS team_name,
       p.status, p.reason, p.next_status, p.next_reason, p.status_since,
       p.state, p.state_since, p.link, p.link_since, coalesce(p.node_id::text, '') AS node_id,
       p.missed, p.back_at, p.load, p.yields, p.capacity, p.last_idle_at, p.rung_at, p.async_at, p.busy, p.busy_at, p.version,
       coalesce(h.ringing, 0) AS ringing,
       coalesce(h.active, 0) AS active,
       coalesce(h.wrap_up, 0) AS wrap_up,
       coalesce(h.channels, '{}') AS channels
  FROM presence p
  JOIN agents a ON a.id = p.agent_id
  LEFT JOIN teams t ON t.id = a.team_id
  LEFT JOIN LATERAL (
       SELECT sum(n) FILTER (WHERE c.state = 'pending') AS ringing,
              sum(n) FILTER (WHERE c.state = 'accepted' AND NOT c.parked AND NOT c.wrapping) AS active,
              sum(n) FILTER (WHERE c.state = 'accepted' AND NOT c.parked AND c.wrapping) AS wrap_up,
              jsonb_object_agg(c.channel, c.of_channel) AS channels
         FROM (SELECT o.state, o.channel, o.parked, i.state = 'wrap_up' AS wrapping, count(*) AS n,
                      sum(count(*)) OVER (PARTITION BY o.channel) AS of_channel
                 FROM offers o
                 JOIN items i ON i.id = o.item_id
                WHERE o.agent_id = p.agent_id AND o.open
                GROUP BY o.state, o.channel, o.parked, i.state = 'wrap_up') c
       ) h ON true
 WHERE p.agent_id = ANY (ARRAY(SELECT unnest($1::uuid[])))
 ORDER BY p.agent_id;

-- name: save-desks
-- The state log gets a row with each change, numbered by the desk's version. No
-- interval ends before it began, however much the clocks of two nodes differ. The agents ($3)
-- are those of the records, of which alone a planner knows nothing.
WITH d AS (
    SELECT *
      FROM jsonb_to_recordset($1::jsonb) AS d (
           agent_id uuid, status text, reason text, next_status text, next_reason text, status_since timestamptz,
           state text, state_since timestamptz, link text, link_since timestamptz, node_id uuid,
           missed boolean, back_at timestamptz, load int, yields int, last_idle_at timestamptz, rung_at timestamptz, async_at timestamptz, busy double precision,
           busy_at timestamptz, version int)
), saved AS (
    UPDATE presence p
       SET status = d.status, reason = d.reason, next_status = d.next_status, next_reason = d.next_reason,
           status_since = d.status_since, state = d.state, state_since = d.state_since,
           link = d.link, link_since = d.link_since, node_id = d.node_id,
           missed = d.missed, back_at = d.back_at, load = d.load, yields = d.yields, last_idle_at = d.last_idle_at, rung_at = d.rung_at, async_at = d.async_at,
           busy = d.busy, busy_at = d.busy_at, version = d.version
      FROM d
     WHERE p.agent_id = ANY (ARRAY(SELECT unnest($3::uuid[])))
       AND p.agent_id = d.agent_id
)
INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load)
SELECT d.agent_id, d.version,
       greatest($2, (SELECT l.at FROM agent_state_log l WHERE l.agent_id = d.agent_id AND l.seq = d.version - 1)),
       d.status, d.reason, d.state, d.link, d.load
  FROM d;

-- name: beat-node
INSERT INTO nodes (id, started_at, seen_at)
VALUES ($1, $2, $2)
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at;

-- name: orphaned-agents
SELECT p.agent_id, p.node_id
  FROM presence p
  LEFT JOIN nodes n ON n.id = p.node_id
 WHERE p.link = 'connected'
   AND p.node_id IS NOT NULL
   AND (n.id IS NULL OR n.seen_at < $1);

-- name: unlinked-agents
SELECT agent_id
  FROM presence
 WHERE agent_id = ANY (ARRAY(SELECT unnest($1::uuid[])))
   AND link <> 'connected';

-- name: drop-nodes
DELETE FROM nodes n
 WHERE n.seen_at < $1
   AND NOT EXISTS (SELECT FROM presence p WHERE p.node_id = n.id AND p.link = 'connected');
