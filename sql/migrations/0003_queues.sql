-- +goose Up
-- Lines of waiting work, their hours and how their contacts may end.

CREATE TABLE calendars (
    id         uuid PRIMARY KEY,
    name       text NOT NULL CONSTRAINT calendars_name_taken UNIQUE,
    zone       text NOT NULL,
    weekly     jsonb NOT NULL,              -- [{"day":1…7 (Monday 1),"from":"09:00","to":"17:00"}]
    holidays   text NOT NULL DEFAULT '',    -- country of rickar/cal, empty for none
    exceptions jsonb NOT NULL DEFAULT '[]', -- [{"date":"2026-12-24","open":[{"from":"09:00","to":"12:00"}]}]
    version    int NOT NULL DEFAULT 1
);

CREATE TABLE queues (
    id          uuid PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES sites,
    calendar_id uuid REFERENCES calendars,  -- none: always open
    name        text NOT NULL CONSTRAINT queues_name_taken UNIQUE,
    priority    int NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 9),
    target_s    int NOT NULL DEFAULT 30,
    offer_s     int NOT NULL DEFAULT 20 CHECK (offer_s BETWEEN 5 AND 600),
    wrap_mode   text NOT NULL DEFAULT 'optional' CHECK (wrap_mode IN ('none', 'optional', 'timed', 'mandatory')),
    wrap_s      int NOT NULL DEFAULT 30 CHECK (wrap_s BETWEEN 1 AND 3600),
    wrap_max_s  int NOT NULL DEFAULT 120 CHECK (wrap_max_s >= wrap_s),
    required    jsonb NOT NULL DEFAULT '[]', -- [{"skill_id":…,"min":1…10}]
    public      boolean NOT NULL DEFAULT false, -- offered in the chat widget
    version     int NOT NULL DEFAULT 1
);

CREATE TABLE queue_members (
    queue_id uuid NOT NULL REFERENCES queues,
    agent_id uuid NOT NULL REFERENCES agents,
    PRIMARY KEY (queue_id, agent_id)
);
CREATE INDEX queue_members_agent ON queue_members (agent_id);

CREATE TABLE dispositions (
    id       uuid PRIMARY KEY,
    queue_id uuid REFERENCES queues,         -- none: for every queue
    code     text NOT NULL CONSTRAINT dispositions_code_taken UNIQUE,
    label    text NOT NULL,
    position int NOT NULL DEFAULT 0,
    active   boolean NOT NULL DEFAULT true,
    version  int NOT NULL DEFAULT 1
);
