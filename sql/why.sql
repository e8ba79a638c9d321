-- name: item
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version, not_before
  FROM items
 WHERE id = $1;

-- name: waiting-items
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued';

-- name: everybody
-- As candidates, but for those who are away, silent or full as well.
SELECT d.agent_id, d.load, d.yields, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM desks d
 WHERE $1 = ANY (d.pools);

-- name: pools-of
-- The agent's own first.
SELECT p.site_id
  FROM (SELECT site_id, true AS own
          FROM agents
         WHERE id = $1
        UNION ALL
        SELECT q.site_id, false
          FROM queue_members m
          JOIN queues q ON q.id = m.queue_id
         WHERE m.agent_id = $1) p
 GROUP BY p.site_id
 ORDER BY bool_or(p.own) DESC, p.site_id;

-- name: names
SELECT 'queue' AS kind, id, name
  FROM queues
 WHERE site_id = $1
UNION ALL
SELECT 'skill', id, name
  FROM skills;

-- name: decisions
-- The last ones.
SELECT o.id, o.item_id, o.agent_id, o.channel, o.weight, o.state, o.open, o.yields, o.parked, o.offered_at, o.expires_at, o.decided_at,
       o.reason, o.waited_ms, o.trace, a.name AS agent_name
  FROM offers o
  JOIN agents a ON a.id = o.agent_id
 WHERE o.item_id = $1
 ORDER BY o.offered_at DESC, o.id DESC
 LIMIT $2;

-- name: in-turn
SELECT in_line_since, attempts, next_at, state
  FROM callbacks
 WHERE id = $1 AND in_line_since IS NOT NULL AND state NOT IN ('moved', 'cancelled');

-- name: forget-traces
UPDATE offers
   SET trace = '{}'
 WHERE id IN (SELECT id
                FROM offers
               WHERE offered_at < $1 AND trace <> '{}' AND NOT open
               ORDER BY offered_at
               LIMIT 5000
                 FOR UPDATE SKIP LOCKED);
