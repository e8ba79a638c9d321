-- name: rules
SELECT id, site_id, name, priority, target_s, offer_s, wrap_mode, wrap_s, wrap_max_s, required, rings, field_rules, overflow, back_after_s, when_closed, reserve, bias, sticky_s, interruptible,
       (SELECT s.until FROM surges s WHERE s.queue_id = queues.id AND s.ended_at IS NULL) AS surge
  FROM queues
 WHERE id = $1;

-- name: held-fields
SELECT (SELECT custom FROM customers WHERE id = $1) AS customer,
       (SELECT custom FROM contacts WHERE id = $2) AS contact,
       (SELECT custom FROM tickets WHERE id = $3) AS ticket;

-- name: lock-pool
-- The first half of the lock's key says what it is for, the second names the pool.
SELECT pg_advisory_xact_lock(1, hashtext($1));

-- name: lines
-- Steps from line to line of some queues ($2) along the index of waiting items, so that the
-- cost is the number of those lines, whatever stands in them and in others. What overflowed
-- from one queue to another may still be served by whom the first has, so the queues that
-- hold such work are looked at as well.
WITH RECURSIVE spilled AS MATERIALIZED (
    SELECT DISTINCT queue_id FROM items WHERE pool = $1 AND state = 'queued' AND overflowed <> '[]'
), served AS (
    SELECT unnest(ARRAY(SELECT unnest($2::uuid[]))) AS queue_id
     UNION
    SELECT queue_id FROM spilled
), line AS (
    SELECT n.*
      FROM served s
     CROSS JOIN LATERAL (
           SELECT queue_id, signature, tier, priority, channel, emergency
             FROM items
            WHERE pool = $1 AND state = 'queued' AND queue_id = s.queue_id
            ORDER BY signature, tier, priority, channel, emergency
            LIMIT 1) n
     UNION ALL
    SELECT n.*
      FROM line l
     CROSS JOIN LATERAL (
           SELECT queue_id, signature, tier, priority, channel, emergency
             FROM items
            WHERE pool = $1 AND state = 'queued' AND queue_id = l.queue_id
              AND (signature, tier, priority, channel, emergency)
                > (l.signature, l.tier, l.priority, l.channel, l.emergency)
            ORDER BY signature, tier, priority, channel, emergency
            LIMIT 1) n
)
SELECT l.*, l.queue_id IN (SELECT queue_id FROM spilled) AS overflowed
  FROM line l;

-- name: heads
-- The first items of some lines ($3 … $9: as many of each as the last says). What is held for
-- one agent comes apart, since it may stand in front of its line without being in anybody's
-- way; what somebody promised does so always, since they may serve it where nobody before it
-- can be served; so does what a supervisor moved and what came back from a transfer, which do
-- not stand where they arrived. What can wait stands by when it is due; it comes by bands
-- ($10, $11, $12) of its queue, if that has any.
SELECT h.*
  FROM unnest(ARRAY(SELECT unnest($3::uuid[])), ARRAY(SELECT unnest($4::text[])), ARRAY(SELECT unnest($5::text[])), ARRAY(SELECT unnest($6::int[])),
              ARRAY(SELECT unnest($7::text[])), ARRAY(SELECT unnest($8::boolean[])), ARRAY(SELECT unnest($9::int[])))
       AS l (queue_id, signature, tier, priority, channel, emergency, depth)
  LEFT JOIN unnest(ARRAY(SELECT unnest($10::uuid[])), ARRAY(SELECT unnest($11::timestamptz[])), ARRAY(SELECT unnest($12::timestamptz[]))) AS b (queue_id, after, upto)
         ON b.queue_id = l.queue_id AND l.channel IN ('ticket', 'email', 'social')
 CROSS JOIN LATERAL (
       SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
              tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
              turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
         FROM items i
        WHERE i.pool = $1 AND i.state = 'queued'
          AND i.queue_id = l.queue_id AND i.signature = l.signature AND i.tier = l.tier AND i.priority = l.priority
          AND i.channel = l.channel AND i.emergency = l.emergency
          AND (i.preferred_until IS NULL OR i.preferred_until <= $2)
          AND NOT i.owned
          AND i.age_adjust_s = 0
          AND NOT i.returned
          AND (b.queue_id IS NULL OR i.enqueued_at > b.after AND i.enqueued_at <= b.upto)
        ORDER BY coalesce(i.due_at, i.enqueued_at), i.id
        LIMIT l.depth) h
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND preferred_until IS NOT NULL AND (preferred_until > $2 OR owned)
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND age_adjust_s <> 0
   AND (preferred_until IS NULL OR preferred_until <= $2 AND NOT owned)
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND returned AND age_adjust_s = 0
   AND (preferred_until IS NULL OR preferred_until <= $2 AND NOT owned);

-- name: matchings
-- Of those queues of a pool that do not match in the usual way, and of all with a surge: who
-- serves one may serve this pool too.
SELECT q.id, q.rings, q.choice, q.bias, q.reserve, s.until AS surge
  FROM queues q
  LEFT JOIN surges s ON s.queue_id = q.id AND s.ended_at IS NULL
 WHERE q.site_id = $1
   AND (q.rings <> '[]' OR q.choice <> 'auto' OR q.bias <> 0 OR q.reserve <> 0)
    OR s.until IS NOT NULL;

-- name: terms
SELECT id, offer_s, interruptible
  FROM queues
 WHERE id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: pools
SELECT id
  FROM sites
 ORDER BY id;

-- name: unchanged
-- Of pairs of an item and an agent, how many stood then as they stand now. A desk has a row of
-- its log for each change.
SELECT count(*)
  FROM unnest($1::uuid[], $2::uuid[]) AS p (item_id, agent_id)
 WHERE NOT EXISTS (SELECT FROM offers o WHERE o.item_id = p.item_id AND o.decided_at > $3)
   AND NOT EXISTS (SELECT FROM agent_state_log l WHERE l.agent_id = p.agent_id AND l.at > $3);

-- name: waiting-pools
-- One probe for each site, where a join reads all that wait.
SELECT s.id
  FROM sites s
 WHERE (SELECT true FROM items i WHERE i.pool = s.id AND i.state = 'queued' LIMIT 1)
 ORDER BY s.id;
