-- +goose Up
-- Promises to call, and the leave to dial without which nobody is called.

CREATE TABLE callbacks (
    id          uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers,
    queue_id    uuid NOT NULL REFERENCES queues,
    owner_id    uuid REFERENCES agents,
    contact_id  uuid REFERENCES contacts,     -- the contact in which it was promised
    phone       text NOT NULL,                -- E.164
    zone        text NOT NULL,                -- the customer's
    local       text NOT NULL,                -- as promised, in that zone: 2026-11-23T10:15
    due_at      timestamptz NOT NULL,
    window_from timestamptz NOT NULL,
    window_to   timestamptz NOT NULL,
    topic       text NOT NULL DEFAULT '',
    state       text NOT NULL DEFAULT 'scheduled' CHECK (state IN ('scheduled', 'due', 'offered', 'dialing', 'kept', 'moved', 'broken', 'cancelled')),
    outcome     text NOT NULL DEFAULT '',
    note        text NOT NULL DEFAULT '',
    attempts    int NOT NULL DEFAULT 0,
    moved_from  uuid REFERENCES callbacks,
    by_kind     text NOT NULL,
    by_id       text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    version     int NOT NULL DEFAULT 1
);
CREATE INDEX callbacks_due ON callbacks (due_at, id) WHERE state IN ('scheduled', 'due', 'offered', 'dialing');
CREATE INDEX callbacks_customer ON callbacks (customer_id, due_at DESC);
CREATE INDEX callbacks_owner ON callbacks (owner_id, due_at);
-- The same promise asked for twice is one promise.
CREATE UNIQUE INDEX callbacks_one_open ON callbacks (phone, queue_id, due_at) WHERE state IN ('scheduled', 'due', 'offered', 'dialing');

CREATE TABLE permits (
    id          uuid PRIMARY KEY,
    callback_id uuid NOT NULL REFERENCES callbacks,
    phone       text NOT NULL,
    purpose     text NOT NULL,
    allowed     boolean NOT NULL,
    reason      text NOT NULL DEFAULT '',
    zones       text[] NOT NULL DEFAULT '{}',
    rule_pack   text NOT NULL,
    at          timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    used_at     timestamptz
);
CREATE INDEX permits_phone ON permits (phone, at DESC);
CREATE INDEX permits_callback ON permits (callback_id);
