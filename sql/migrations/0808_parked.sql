-- +goose Up
-- Tickets and e-mail give way to a call, unless their queue says otherwise: whoever takes one
-- parks them, and they weigh nothing until it is over. A load passes what its agent can carry
-- only while a call rings beside what would give way to it.
ALTER TABLE queues ADD COLUMN interruptible boolean NOT NULL DEFAULT true;
ALTER TABLE offers ADD COLUMN yields boolean NOT NULL DEFAULT false,
                   ADD COLUMN parked boolean NOT NULL DEFAULT false,
                   ADD CONSTRAINT offers_parked_yields CHECK (NOT parked OR open AND yields AND state = 'accepted');
ALTER TABLE presence ADD COLUMN yields int NOT NULL DEFAULT 0,
                     DROP CONSTRAINT presence_load_within_capacity,
                     ADD CONSTRAINT presence_load_within_capacity CHECK (yields BETWEEN 0 AND load AND load - yields <= capacity);
UPDATE offers SET yields = true WHERE open AND channel IN ('ticket', 'email');
UPDATE presence p
   SET yields = y.weight
  FROM (SELECT agent_id, sum(weight) AS weight FROM offers WHERE open AND yields AND state = 'accepted' GROUP BY agent_id) y
 WHERE y.agent_id = p.agent_id;
-- Whether a call waits at all is asked each time that work is given out.
CREATE INDEX items_voice_waiting ON items (pool) WHERE state = 'queued' AND channel IN ('call', 'callback', 'walkin');

CREATE OR REPLACE VIEW desks AS
SELECT p.agent_id, p.status, p.next_status, p.link, p.missed, p.load, p.capacity, p.last_idle_at,
       p.rung_at, p.busy, p.busy_at, p.version,
       coalesce(t.blend, 'exclusive') = 'mixed' AS mixed,
       ARRAY(SELECT m.queue_id::text FROM queue_members m WHERE m.agent_id = p.agent_id) AS queues,
       ARRAY(SELECT s.skill_id::text FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS skills,
       ARRAY(SELECT s.level FROM agent_skills s WHERE s.agent_id = p.agent_id ORDER BY s.skill_id) AS levels,
       ARRAY(SELECT o.channel FROM offers o WHERE o.agent_id = p.agent_id AND o.open) AS has,
       p.async_at, p.yields
  FROM presence p
  JOIN agents a ON a.id = p.agent_id AND a.active
  LEFT JOIN teams t ON t.id = a.team_id;

-- +goose Down
DROP VIEW desks;
CREATE VIEW desks AS
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
DROP INDEX items_voice_waiting;
ALTER TABLE presence DROP CONSTRAINT presence_load_within_capacity;
UPDATE presence SET load = least(load, capacity);
ALTER TABLE presence ADD CONSTRAINT presence_load_within_capacity CHECK (load BETWEEN 0 AND capacity), DROP COLUMN yields;
ALTER TABLE offers DROP COLUMN yields, DROP COLUMN parked;
ALTER TABLE queues DROP COLUMN interruptible;
