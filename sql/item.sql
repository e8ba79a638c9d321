-- name: add-item
INSERT INTO items (id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
                   tier, priority, emergency, required, signature, weight, state, enqueued_at,
                   turn_at, preferred_agent, preferred_until, owned, because, leg, version, not_before, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25);

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

-- name: deferred-by
SELECT i.id
  FROM items i
  JOIN queues q ON q.id = i.queue_id
 WHERE i.state = 'deferred'
   AND (q.id = $1::uuid OR q.calendar_id = $1::uuid)
 ORDER BY i.enqueued_at, i.id;
