-- name: blocked
-- Few customers are kept from anybody: each is one probe for what they have waiting.
SELECT i.id AS item_id, b.agent_id
  FROM blocks b
  JOIN items i ON i.customer_id = b.customer_id AND i.state = 'queued' AND i.pool = $1
 WHERE b.ended_at IS NULL
   AND (b.until IS NULL OR b.until > $2);

-- name: blocked-from
SELECT EXISTS (SELECT
                 FROM blocks
                WHERE customer_id = $2 AND agent_id = $1 AND ended_at IS NULL
                  AND (until IS NULL OR until > $3));

-- name: add-block
INSERT INTO blocks (id, customer_id, agent_id, reason, note, until, made_at, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: lock-block
SELECT b.id, b.customer_id, b.agent_id, '' AS agent_name, b.reason, b.note, b.until, b.made_at, b.made_by, '' AS by_name
  FROM blocks b
 WHERE b.id = $1 AND b.customer_id = $2 AND b.ended_at IS NULL
   FOR UPDATE;

-- name: end-block
-- With all others of the two: customers who became one may each have brought one.
UPDATE blocks b
   SET ended_at = $2, ended_by = $3
  FROM blocks one
 WHERE one.id = $1
   AND b.customer_id = one.customer_id AND b.agent_id = one.agent_id AND b.ended_at IS NULL
RETURNING b.id;

-- name: blocks-of
-- Those that hold, the oldest first.
SELECT b.id, b.customer_id, b.agent_id, a.name AS agent_name, b.reason, b.note, b.until, b.made_at, b.made_by, coalesce(m.name, '') AS by_name
  FROM blocks b
  JOIN agents a ON a.id = b.agent_id
  LEFT JOIN agents m ON m.id::text = b.made_by
 WHERE b.customer_id = $1
   AND b.ended_at IS NULL
   AND (b.until IS NULL OR b.until > $2)
 ORDER BY b.id;
