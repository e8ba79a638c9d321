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

-- name: tried
-- Few let work pass in half a minute; each is one probe of its item, where a join reads all
-- that wait.
SELECT o.item_id, o.agent_id
  FROM offers o
 WHERE o.state IN ('timeout', 'rejected')
   AND o.decided_at > $2
   AND (SELECT i.state FROM items i WHERE i.id = o.item_id AND i.pool = $1) = 'queued';
