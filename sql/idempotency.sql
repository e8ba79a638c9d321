-- name: claim-key
-- A second claim waits for the first to commit, and then changes no row.
INSERT INTO idempotency_keys (owner, operation, key, hash, at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING;

-- name: store-answer
UPDATE idempotency_keys
   SET status = $4, body = $5
 WHERE owner = $1 AND operation = $2 AND key = $3;

-- name: stored-answer
SELECT coalesce(status, 0) AS status, coalesce(body, '') AS body, hash
  FROM idempotency_keys
 WHERE owner = $1 AND operation = $2 AND key = $3;

-- name: forget-keys
DELETE FROM idempotency_keys
 WHERE at < $1;
