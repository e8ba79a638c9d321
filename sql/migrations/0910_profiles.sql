-- +goose Up
-- What is known of each agent, besides the desk, when work is given out: which queues they
-- serve, whose they are, and how well they can what. It was put together anew from four
-- tables for each agent of each decision; it changes when somebody is trained or moved. The
-- tables stay the truth, and whatever changes them changes the row with them.
CREATE TABLE profiles (
    agent_id uuid PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
    active   boolean NOT NULL,
    mixed    boolean NOT NULL, -- their team carries several kinds of work at once
    pools    uuid[] NOT NULL,  -- the sites of the queues
    queues   uuid[] NOT NULL,
    skills   uuid[] NOT NULL,
    levels   int[] NOT NULL,   -- of the skills, in their order
    CHECK (cardinality(skills) = cardinality(levels))
);

-- As the tables say it now.
CREATE VIEW profiles_counted AS
SELECT a.id AS agent_id, a.active, coalesce(t.blend, 'exclusive') = 'mixed' AS mixed,
       ARRAY(SELECT DISTINCT q.site_id FROM queue_members m JOIN queues q ON q.id = m.queue_id WHERE m.agent_id = a.id ORDER BY q.site_id) AS pools,
       ARRAY(SELECT m.queue_id FROM queue_members m WHERE m.agent_id = a.id ORDER BY m.queue_id) AS queues,
       ARRAY(SELECT s.skill_id FROM agent_skills s WHERE s.agent_id = a.id ORDER BY s.skill_id) AS skills,
       ARRAY(SELECT s.level FROM agent_skills s WHERE s.agent_id = a.id ORDER BY s.skill_id) AS levels
  FROM agents a
  LEFT JOIN teams t ON t.id = a.team_id;

INSERT INTO profiles TABLE profiles_counted;

-- Two who change one agent come after each other: the rows are held first, and what the
-- tables say is read by a statement of its own, which sees what the other did.
-- +goose StatementBegin
CREATE FUNCTION recount_profiles(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM profiles WHERE agent_id = ANY (ids) ORDER BY agent_id FOR UPDATE;
    INSERT INTO profiles
    SELECT * FROM profiles_counted WHERE agent_id = ANY (ids)
        ON CONFLICT (agent_id) DO UPDATE
       SET active = excluded.active, mixed = excluded.mixed, pools = excluded.pools,
           queues = excluded.queues, skills = excluded.skills, levels = excluded.levels;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION profiles_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM recount_profiles(ARRAY(SELECT DISTINCT agent_id FROM changed));
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION profiles_follow_agents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM recount_profiles(ARRAY(SELECT id FROM changed));
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION profiles_follow_teams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM recount_profiles(ARRAY(SELECT a.id FROM agents a JOIN changed c ON c.id = a.team_id));
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION profiles_follow_queues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM recount_profiles(ARRAY(
        SELECT DISTINCT m.agent_id
          FROM queue_members m
          JOIN changed c ON c.id = m.queue_id
          JOIN before b ON b.id = c.id AND b.site_id <> c.site_id));
    RETURN NULL;
END $$;
-- +goose StatementEnd

CREATE TRIGGER queue_members_added AFTER INSERT ON queue_members
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow();
CREATE TRIGGER queue_members_removed AFTER DELETE ON queue_members
   REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow();
CREATE TRIGGER agent_skills_added AFTER INSERT ON agent_skills
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow();
CREATE TRIGGER agent_skills_changed AFTER UPDATE ON agent_skills
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow();
CREATE TRIGGER agent_skills_removed AFTER DELETE ON agent_skills
   REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow();
CREATE TRIGGER agents_added AFTER INSERT ON agents
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow_agents();
CREATE TRIGGER agents_changed AFTER UPDATE ON agents
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow_agents();
CREATE TRIGGER teams_changed AFTER UPDATE ON teams
   REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow_teams();
CREATE TRIGGER queues_changed AFTER UPDATE ON queues
   REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION profiles_follow_queues();

DROP VIEW desks;
CREATE VIEW desks AS
SELECT p.agent_id, p.status, p.next_status, p.link, p.missed, p.load, p.yields, p.capacity, p.last_idle_at,
       p.rung_at, p.async_at, p.busy, p.busy_at, p.version,
       f.mixed, f.pools, f.queues, f.skills, f.levels,
       ARRAY(SELECT o.channel FROM offers o WHERE o.agent_id = p.agent_id AND o.open) AS has
  FROM presence p
  JOIN profiles f ON f.agent_id = p.agent_id AND f.active;

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
       p.async_at, p.yields
  FROM presence p
  JOIN agents a ON a.id = p.agent_id AND a.active
  LEFT JOIN teams t ON t.id = a.team_id;
DROP TRIGGER queues_changed ON queues;
DROP TRIGGER teams_changed ON teams;
DROP TRIGGER agents_changed ON agents;
DROP TRIGGER agents_added ON agents;
DROP TRIGGER agent_skills_removed ON agent_skills;
DROP TRIGGER agent_skills_changed ON agent_skills;
DROP TRIGGER agent_skills_added ON agent_skills;
DROP TRIGGER queue_members_removed ON queue_members;
DROP TRIGGER queue_members_added ON queue_members;
DROP FUNCTION profiles_follow_queues, profiles_follow_teams, profiles_follow_agents, profiles_follow;
DROP FUNCTION recount_profiles;
DROP VIEW profiles_counted;
DROP TABLE profiles;
