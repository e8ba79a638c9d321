-- +goose Up
-- When an agent was last offered work that can wait, or came: who had only calls and chats for
-- long is owed some when it is late.
ALTER TABLE presence ADD COLUMN async_at timestamptz NOT NULL DEFAULT 'epoch';
UPDATE presence SET async_at = greatest(rung_at, status_since);

CREATE OR REPLACE VIEW desks AS
SELECT p.agent_id, p.status, p.next_status, p.link, p.missed, p.load, p.capacity, p.last_idle_at,
       p.rung_at, p.busy, p.busy_at, p.version,
       coalesce(t.blend, 'exclusive') = 'mixed' AS mixed,
       ARRAY(SELECT m.queue_id::text FROM queue_members m WHERE m.agent_id = p.agent_id) AS queues,
       ARRAY(SELECT s.skill_id::text FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS skills,
       ARRAY(SELECT s.level FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS levels,
       ARRAY(SELECT o.channel FROM offers o WHERE o.agent_id = p.agent_id AND o.open) AS has,
       p.async_at
  FROM presence p
  JOIN agents a ON a.id = p.agent_id AND a.active
  LEFT JOIN teams t ON t.id = a.team_id;

-- +goose Down
DROP VIEW desks;
ALTER TABLE presence DROP COLUMN async_at;
CREATE VIEW desks AS
SELECT p.agent_id, p.status, p.next_status, p.link, p.missed, p.load, p.capacity, p.last_idle_at,
       p.rung_at, p.busy, p.busy_at, p.version,
       coalesce(t.blend, 'exclusive') = 'mixed' AS mixed,
       ARRAY(SELECT m.queue_id::text FROM queue_members m WHERE m.agent_id = p.agent_id) AS queues,
       ARRAY(SELECT s.skill_id::text FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS skills,
       ARRAY(SELECT s.level FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS levels,
       ARRAY(SELECT o.channel FROM offers o WHERE o.agent_id = p.agent_id AND o.open) AS has
  FROM presence p
  JOIN agents a ON a.id = p.agent_id AND a.active
  LEFT JOIN teams t ON t.id = a.team_id;

