-- name: secret
SELECT id, site_id, team_id, role, password_hash, active, session_epoch
  FROM agents
 WHERE id = $1;

-- name: lock-secret
SELECT id, site_id, team_id, role, password_hash, active, session_epoch
  FROM agents
 WHERE id = $1
   FOR UPDATE;

-- name: secret-by-email
SELECT id, site_id, team_id, role, password_hash, active, session_epoch
  FROM agents
 WHERE lower(email) = lower($1);

-- name: save-secret
UPDATE agents
   SET password_hash = $2, session_epoch = $3
 WHERE id = $1;

-- name: secret-by-token
SELECT a.id, a.site_id, a.team_id, a.role, a.password_hash, a.active, a.session_epoch
  FROM api_tokens t
  JOIN agents a ON a.id = t.agent_id
 WHERE t.hash = $1
   AND t.revoked_at IS NULL;

-- name: token-used
-- To the minute: a busy program would otherwise write with each request.
UPDATE api_tokens
   SET last_used_at = $2
 WHERE hash = $1
   AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute');

-- name: add-token
INSERT INTO api_tokens (id, agent_id, name, hash, created_at)
VALUES ($1, $2, $3, $4, $5);

-- name: revoke-token
UPDATE api_tokens
   SET revoked_at = $2
 WHERE id = $1
   AND revoked_at IS NULL;

-- name: tokens
SELECT id, agent_id, name, created_at, last_used_at
  FROM api_tokens
 WHERE revoked_at IS NULL
   AND (created_at, id) < ($1, $2)
 ORDER BY created_at DESC, id DESC
 LIMIT $3;
