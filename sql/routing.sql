-- name: rules
SELECT id, site_id, name, priority, target_s, offer_s, wrap_mode, wrap_s, wrap_max_s, required, rings, field_rules, overflow, back_after_s, when_closed, reserve, sticky_s, interruptible,
       (SELECT s.until FROM surges s WHERE s.queue_id = queues.id AND s.ended_at IS NULL) AS surge
  FROM queues
 WHERE id = $1;

-- name: add-item
INSERT INTO items (id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
                   tier, priority, emergency, required, signature, weight, state, enqueued_at,
                   turn_at, preferred_agent, preferred_until, owned, because, leg, version, not_before, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25);

-- name: held-fields
SELECT (SELECT custom FROM customers WHERE id = $1) AS customer,
       (SELECT custom FROM contacts WHERE id = $2) AS contact,
       (SELECT custom FROM tickets WHERE id = $3) AS ticket;

-- name: lock-item
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version, not_before
  FROM items
 WHERE id = $1
   FOR UPDATE;

-- name: lock-live-item
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version, not_before
  FROM items
 WHERE id = (SELECT id
               FROM items
              WHERE contact_id = $1
                AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred')
              ORDER BY enqueued_at DESC
              LIMIT 1)
   FOR UPDATE;

-- name: lock-offered
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version, not_before
  FROM items
 WHERE id = (SELECT item_id FROM offers WHERE id = $1)
   FOR UPDATE;

-- name: lock-waiting-items
-- Those that somebody else is changing at this moment are left for the next round.
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version, not_before
  FROM items
 WHERE id = ANY (ARRAY(SELECT unnest($1::uuid[])))
   AND state = 'queued'
 ORDER BY id
   FOR UPDATE SKIP LOCKED;

-- name: live-item
SELECT id
  FROM items
 WHERE contact_id = $1
   AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred')
 ORDER BY enqueued_at DESC
 LIMIT 1;

-- name: held-items
SELECT item_id
  FROM offers
 WHERE agent_id = $1 AND open
 ORDER BY item_id;

-- name: add-transfer
INSERT INTO transfers (item_id, leg, at, agent_id, note, queue_id, required, because)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: add-leg
INSERT INTO legs (item_id, queue_id, began_at, accepted_at, ended_at, because)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: stood
SELECT agent_id, queue_id, required, because
  FROM transfers
 WHERE item_id = $1 AND leg = $2;

-- name: save-items
-- The ids ($2) are those of the records: of records alone a planner knows nothing, and reads
-- every item there is to join them.
UPDATE items i
   SET pool = s.pool, queue_id = s.queue_id, contact_id = s.contact_id, tier = s.tier, priority = s.priority,
       required = s.required, signature = s.signature, state = s.state, due_at = s.due_at, age_adjust_s = s.age_adjust_s,
       turn_at = s.turn_at, preferred_agent = s.preferred_agent, preferred_until = s.preferred_until,
       return_at = s.return_at, returned = s.returned, owned = s.owned, agent_id = s.agent_id,
       accepted_at = s.accepted_at, wrap_up_at = s.wrap_up_at, wrap_up_until = s.wrap_up_until,
       ended_at = s.ended_at, because = s.because, overflowed = s.overflowed, leg = s.leg, leg_at = s.leg_at, version = s.version, not_before = s.not_before
  FROM jsonb_to_recordset($1::jsonb) AS s (
       id uuid, pool uuid, queue_id uuid, contact_id uuid, tier text, priority int, required jsonb, signature text, state text, due_at timestamptz, age_adjust_s int,
       turn_at timestamptz, preferred_agent uuid, preferred_until timestamptz, return_at timestamptz, returned boolean, owned boolean, agent_id uuid,
       accepted_at timestamptz, wrap_up_at timestamptz, wrap_up_until timestamptz,
       ended_at timestamptz, because jsonb, overflowed jsonb, leg int, leg_at timestamptz, version int, not_before timestamptz)
 WHERE i.id = ANY (ARRAY(SELECT unnest($2::uuid[])))
   AND i.id = s.id;

-- name: save-subject
UPDATE items
   SET channel = $2, weight = $3, contact_id = $4, callback_id = $5, customer_id = $6
 WHERE id = $1;

-- name: offer
SELECT id, item_id, agent_id, channel, weight, state, open, yields, parked, offered_at, expires_at, decided_at, reason, waited_ms, trace
  FROM offers
 WHERE id = $1;

-- name: open-offer
SELECT id, item_id, agent_id, channel, weight, state, open, yields, parked, offered_at, expires_at, decided_at, reason, waited_ms, trace
  FROM offers
 WHERE item_id = $1 AND open;

-- name: add-offers
INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, yields, offered_at, expires_at, waited_ms, trace)
SELECT id, item_id, agent_id, channel, weight, state, open, yields, offered_at, expires_at, waited_ms, trace
  FROM jsonb_to_recordset($1::jsonb) AS o (
       id uuid, item_id uuid, agent_id uuid, channel text, weight int, state text, open boolean, yields boolean,
       offered_at timestamptz, expires_at timestamptz, waited_ms bigint, trace jsonb);

-- name: save-offer
UPDATE offers
   SET state = $2, open = $3, decided_at = $4, reason = $5, parked = $6
 WHERE id = $1;

-- name: park
-- Whoever changes an open offer that was accepted holds the desk, as we do: nobody is waited for.
UPDATE offers o
   SET parked = $2
  FROM items i
 WHERE o.agent_id = $1 AND o.open AND o.state = 'accepted' AND o.yields AND o.parked <> $2
   AND i.id = o.item_id
RETURNING i.id, i.pool, i.queue_id, i.channel, i.contact_id, i.ticket_id, i.callback_id, i.customer_id,
       i.tier, i.priority, i.emergency, i.required, i.signature, o.weight, i.state, i.enqueued_at, i.due_at, i.age_adjust_s,
       i.turn_at, i.preferred_agent, i.preferred_until, i.owned, i.agent_id, i.accepted_at, i.wrap_up_at, i.wrap_up_until, i.ended_at,
       i.because, i.overflowed, i.leg, i.leg_at, i.version, i.not_before;

-- name: lock-pool
-- The first half of the lock's key says what it is for, the second names the pool.
SELECT pg_advisory_xact_lock(1, hashtext($1));

-- name: heads
-- Steps from line to line of some queues ($4) along the index of waiting items, so that the
-- cost is the number of those lines, whatever stands in them and in others. What overflowed
-- from one queue to another may still be served by whom the first has, so the queues that
-- hold such work are looked at as well. What is held for one agent
-- comes apart, since it may stand in front of its line without being in anybody's way; what
-- somebody promised does so always, since they may serve it where nobody before it can be served;
-- so does what a supervisor moved and what came back from a transfer, which do not stand where
-- they arrived. What can wait stands by when it is due; it comes by bands ($5, $6, $7) of its queue, if that has any.
WITH RECURSIVE served AS (
    SELECT unnest(ARRAY(SELECT unnest($4::uuid[]))) AS queue_id
     UNION
    SELECT queue_id FROM items WHERE pool = $1 AND state = 'queued' AND overflowed <> '[]'
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
SELECT h.*
  FROM line l
  LEFT JOIN unnest(ARRAY(SELECT unnest($5::uuid[])), ARRAY(SELECT unnest($6::timestamptz[])), ARRAY(SELECT unnest($7::timestamptz[]))) AS b (queue_id, after, upto)
         ON b.queue_id = l.queue_id AND l.channel IN ('ticket', 'email', 'social')
 CROSS JOIN LATERAL (
       SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
              tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
              turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
         FROM items i
        WHERE i.pool = $1 AND i.state = 'queued'
          AND i.queue_id = l.queue_id AND i.signature = l.signature AND i.tier = l.tier AND i.priority = l.priority
          AND i.channel = l.channel AND i.emergency = l.emergency
          AND (i.preferred_until IS NULL OR i.preferred_until <= $3)
          AND NOT i.owned
          AND i.age_adjust_s = 0
          AND NOT i.returned
          AND (b.queue_id IS NULL OR i.enqueued_at > b.after AND i.enqueued_at <= b.upto)
        ORDER BY coalesce(i.due_at, i.enqueued_at), i.id
        LIMIT (SELECT $2::bigint)) h
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND preferred_until IS NOT NULL AND (preferred_until > $3 OR owned)
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND age_adjust_s <> 0
   AND (preferred_until IS NULL OR preferred_until <= $3 AND NOT owned)
UNION ALL
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       turn_at, preferred_agent, preferred_until, return_at, returned, owned, agent_id, accepted_at, wrap_up_at, wrap_up_until, ended_at, because, overflowed, leg, leg_at, version
  FROM items
 WHERE pool = $1 AND state = 'queued' AND returned AND age_adjust_s = 0
   AND (preferred_until IS NULL OR preferred_until <= $3 AND NOT owned);

-- name: candidates
-- Who may be offered work of this pool, since they serve a queue of it or promised what
-- waits there, and has room for the lightest of it or, while a call waits, hands full of what
-- gives way to it. Few have: they come first, and all else
-- is read of each of them by its indexes, for which OFFSET and LIMIT stand here; left to
-- itself the planner thinks of a third of all and reads everybody's. Where nothing waits
-- nobody is looked for: most rounds come of work that somebody took or that is over.
WITH free AS MATERIALIZED (
    SELECT agent_id
      FROM presence
     WHERE status = 'available' AND link = 'connected' AND NOT missed
       AND next_status = ''
       AND load - yields + $2 <= capacity
       AND (load + $2 <= capacity
            OR (SELECT true FROM items WHERE pool = $1 AND state = 'queued' AND channel IN ('call', 'callback', 'walkin') LIMIT 1))
       AND (SELECT true FROM items WHERE pool = $1 AND state = 'queued' LIMIT 1)
)
SELECT d.agent_id, d.load, d.yields, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM free
 CROSS JOIN LATERAL (
       SELECT agent_id, load, yields, capacity, last_idle_at, rung_at, async_at, busy, busy_at, version, mixed, queues, skills, levels, has,
              status, next_status, link, missed
         FROM desks
        WHERE desks.agent_id = free.agent_id
       OFFSET 0) d
 WHERE (SELECT true
          FROM queue_members m
          JOIN queues q ON q.id = m.queue_id
         WHERE m.agent_id = free.agent_id AND q.site_id = $1
         LIMIT 1)
    OR free.agent_id = ANY (ARRAY(SELECT i.preferred_agent FROM items i WHERE i.pool = $1 AND i.state = 'queued' AND i.owned));

-- name: candidates-named
SELECT d.agent_id, d.load, d.yields, d.capacity, d.last_idle_at, d.rung_at, d.async_at, d.busy, d.busy_at, d.version,
       d.mixed, d.queues, d.skills, d.levels, d.has, d.status, d.next_status, d.link, d.missed
  FROM desks d
 WHERE d.agent_id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: matchings
-- Of those queues of a pool that do not match in the usual way, and of all with a surge: who
-- serves one may serve this pool too.
SELECT q.id, q.rings, q.choice, q.bias, q.reserve, s.until AS surge
  FROM queues q
  LEFT JOIN surges s ON s.queue_id = q.id AND s.ended_at IS NULL
 WHERE q.site_id = $1
   AND (q.rings <> '[]' OR q.choice <> 'auto' OR q.bias <> 0 OR q.reserve <> 0)
    OR s.until IS NOT NULL;

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

-- name: terms
SELECT id, offer_s, interruptible
  FROM queues
 WHERE id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: tried
-- Few let work pass in half a minute; each is one probe of its item, where a join reads all
-- that wait.
SELECT o.item_id, o.agent_id
  FROM offers o
 WHERE o.state IN ('timeout', 'rejected')
   AND o.decided_at > $2
   AND (SELECT i.state FROM items i WHERE i.id = o.item_id AND i.pool = $1) = 'queued';

-- name: pools
SELECT id
  FROM sites
 ORDER BY id;

-- name: waiting-pools
-- One probe for each site, where a join reads all that wait.
SELECT s.id
  FROM sites s
 WHERE (SELECT true FROM items i WHERE i.pool = s.id AND i.state = 'queued' LIMIT 1)
 ORDER BY s.id;

-- name: deferred-by
SELECT i.id
  FROM items i
  JOIN queues q ON q.id = i.queue_id
 WHERE i.state = 'deferred'
   AND (q.id = $1::uuid OR q.calendar_id = $1::uuid)
 ORDER BY i.enqueued_at, i.id;
