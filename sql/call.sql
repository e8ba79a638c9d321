-- name: queue-named
SELECT id
  FROM queues
 WHERE lower(name) = lower($1);

-- name: agent-by-email
SELECT id
  FROM agents
 WHERE lower(email) = lower($1) AND active;

-- name: last-spoke
SELECT agent_id
  FROM contacts
 WHERE customer_id = $1 AND opened_at > $3 AND queue_id = $2
   AND channel = 'call' AND agent_id IS NOT NULL AND answered_at IS NOT NULL
 ORDER BY opened_at DESC, id DESC
 LIMIT 1;
