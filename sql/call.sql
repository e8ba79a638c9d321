-- name: queue-named
SELECT id
  FROM queues
 WHERE lower(name) = lower($1);

-- name: agent-by-email
SELECT id
  FROM agents
 WHERE lower(email) = lower($1) AND active;
