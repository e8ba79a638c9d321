-- name: agent
SELECT a.id, a.site_id, a.team_id, a.email, a.name, a.role, a.locale, a.active, a.created_at, a.version,
       coalesce((SELECT jsonb_agg(jsonb_build_object('skill_id', s.skill_id, 'level', s.level) ORDER BY s.skill_id)
                   FROM agent_skills s
                  WHERE s.agent_id = a.id), '[]') AS skills
  FROM agents a
 WHERE a.id = $1;

-- name: lock-agent
SELECT a.id, a.site_id, a.team_id, a.email, a.name, a.role, a.locale, a.active, a.created_at, a.version,
       coalesce((SELECT jsonb_agg(jsonb_build_object('skill_id', s.skill_id, 'level', s.level) ORDER BY s.skill_id)
                   FROM agent_skills s
                  WHERE s.agent_id = a.id), '[]') AS skills
  FROM agents a
 WHERE a.id = $1
   FOR UPDATE OF a;

-- name: agents-by-name
SELECT a.id, a.site_id, a.team_id, a.email, a.name, a.role, a.locale, a.active, a.created_at, a.version,
       coalesce((SELECT jsonb_agg(jsonb_build_object('skill_id', s.skill_id, 'level', s.level) ORDER BY s.skill_id)
                   FROM agent_skills s
                  WHERE s.agent_id = a.id), '[]') AS skills
  FROM agents a
 WHERE (a.name, a.id) > ($1, $2)
   AND ($4::uuid IS NULL
        OR a.site_id = $4
        OR EXISTS (SELECT FROM queue_members m WHERE m.agent_id = a.id AND m.queue_id = ANY ($5::uuid[])))
   AND ($6::uuid IS NULL OR a.site_id = $6)
 ORDER BY a.name, a.id
 LIMIT $3;

-- name: add-agent
-- Everybody has a desk from the first day, so that status and load have a row.
WITH added AS (
    INSERT INTO agents (id, site_id, team_id, email, name, role, locale, active, created_at, version, password_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    RETURNING id, created_at
)
INSERT INTO presence (agent_id, status_since, state_since, link_since, last_idle_at)
SELECT id, created_at, created_at, created_at, created_at
  FROM added;

-- name: save-agent
-- Who is deactivated begins a new epoch: their sessions do not come back with them.
UPDATE agents
   SET site_id = $2, team_id = $3, email = $4, name = $5, role = $6, locale = $7,
       session_epoch = session_epoch + CASE WHEN active AND NOT $8 THEN 1 ELSE 0 END,
       active = $8, version = $9
 WHERE id = $1;

-- name: drop-levels
DELETE FROM agent_skills
 WHERE agent_id = $1;

-- name: add-levels
INSERT INTO agent_skills (agent_id, skill_id, level)
SELECT $1, l.skill_id, l.level
  FROM jsonb_to_recordset($2::jsonb) AS l (skill_id uuid, level int);

-- name: lock-admins
SELECT id
  FROM agents
 WHERE role = 'admin'
   AND active
 ORDER BY id
   FOR UPDATE;

-- name: profile
SELECT a.id, a.name, a.email, a.role, a.locale,
       coalesce(t.id::text, '') AS team_id, coalesce(t.name, '') AS team_name,
       s.id AS site_id, s.name AS site_name
  FROM agents a
  JOIN sites s ON s.id = a.site_id
  LEFT JOIN teams t ON t.id = a.team_id
 WHERE a.id = $1;
