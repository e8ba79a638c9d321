-- +goose Up
-- Who works here, what they can do, how they sign in and whether they are there.

CREATE TABLE sites (
    id      uuid PRIMARY KEY,
    name    text NOT NULL CONSTRAINT sites_name_taken UNIQUE,
    version int NOT NULL DEFAULT 1
);

CREATE TABLE teams (
    id      uuid PRIMARY KEY,
    site_id uuid NOT NULL REFERENCES sites,
    name    text NOT NULL CONSTRAINT teams_name_taken UNIQUE,
    blend   text NOT NULL DEFAULT 'exclusive' CHECK (blend IN ('exclusive', 'mixed')),
    version int NOT NULL DEFAULT 1
);

CREATE TABLE agents (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites,
    team_id       uuid REFERENCES teams,
    email         text NOT NULL,
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    password_hash text NOT NULL DEFAULT '',
    locale        text NOT NULL DEFAULT 'en',
    active        boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL,
    version       int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX agents_email_taken ON agents (lower(email));

CREATE TABLE skills (
    id      uuid PRIMARY KEY,
    name    text NOT NULL CONSTRAINT skills_name_taken UNIQUE,
    version int NOT NULL DEFAULT 1
);

CREATE TABLE agent_skills (
    agent_id uuid NOT NULL REFERENCES agents,
    skill_id uuid NOT NULL REFERENCES skills,
    level    int NOT NULL CONSTRAINT agent_skills_level CHECK (level BETWEEN 1 AND 10),
    PRIMARY KEY (agent_id, skill_id)
);

-- What an agent declares (status), what we see (state, link), what they carry.
CREATE TABLE presence (
    agent_id     uuid PRIMARY KEY REFERENCES agents,
    status       text NOT NULL DEFAULT 'offline' CHECK (status IN ('available', 'away', 'offline')),
    reason       text NOT NULL DEFAULT '',
    next_status  text NOT NULL DEFAULT '',
    next_reason  text NOT NULL DEFAULT '',
    status_since timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'offline',
    state_since  timestamptz NOT NULL,
    link         text NOT NULL DEFAULT 'none' CHECK (link IN ('connected', 'grace', 'lost', 'none')),
    link_since   timestamptz NOT NULL,
    node_id      uuid,
    missed       boolean NOT NULL DEFAULT false,
    load         int NOT NULL DEFAULT 0,
    capacity     int NOT NULL DEFAULT 100,
    last_idle_at timestamptz NOT NULL,
    version      int NOT NULL DEFAULT 1,
    CONSTRAINT presence_load_within_capacity CHECK (load BETWEEN 0 AND capacity)
);
CREATE INDEX presence_ready ON presence (last_idle_at) WHERE status = 'available' AND link = 'connected' AND NOT missed;

-- A row per change; an interval ends where the agent's next row begins, so
-- intervals can neither overlap nor leave gaps.
CREATE TABLE agent_state_log (
    agent_id uuid NOT NULL REFERENCES agents,
    seq      int NOT NULL,
    at       timestamptz NOT NULL,
    status   text NOT NULL,
    reason   text NOT NULL,
    state    text NOT NULL,
    link     text NOT NULL,
    load     int NOT NULL,
    PRIMARY KEY (agent_id, seq)
);
CREATE INDEX agent_state_log_at ON agent_state_log (at);

CREATE TABLE sessions (
    token  text PRIMARY KEY,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);

CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY,
    agent_id     uuid NOT NULL REFERENCES agents,
    name         text NOT NULL,
    hash         bytea NOT NULL CONSTRAINT api_tokens_hash UNIQUE,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
