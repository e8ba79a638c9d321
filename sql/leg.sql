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
