-- +goose Up
-- What waits for an agent, and who was offered it.

CREATE TABLE items (
    id              uuid PRIMARY KEY,
    pool            uuid NOT NULL REFERENCES sites,
    queue_id        uuid NOT NULL REFERENCES queues,
    channel         text NOT NULL,
    contact_id      uuid REFERENCES contacts,
    ticket_id       uuid REFERENCES tickets,
    callback_id     uuid REFERENCES callbacks,
    customer_id     uuid NOT NULL REFERENCES customers,
    tier            text NOT NULL DEFAULT 'C',
    priority        int NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 9),
    emergency       boolean NOT NULL DEFAULT false,
    required        jsonb NOT NULL DEFAULT '[]',  -- [{"skill_id","min"}], sorted by skill
    signature       text NOT NULL DEFAULT '',     -- of required: one line of waiting items has one signature
    weight          int NOT NULL,
    state           text NOT NULL CHECK (state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'completed', 'abandoned', 'ended', 'expired', 'cancelled', 'deferred')),
    enqueued_at     timestamptz NOT NULL,         -- first arrival: a place in line is never lost
    not_before      timestamptz,
    preferred_agent uuid REFERENCES agents,
    preferred_until timestamptz,
    agent_id        uuid REFERENCES agents,
    accepted_at     timestamptz,
    wrap_up_at      timestamptz,
    wrap_up_until   timestamptz,
    ended_at        timestamptz,
    leg             int NOT NULL DEFAULT 1,       -- a transfer begins the next leg
    version         int NOT NULL DEFAULT 1,
    CONSTRAINT items_about_one_thing CHECK (num_nonnulls(contact_id, ticket_id, callback_id) >= 1)
);
-- The index that matters: one line's head is one probe, in order of arrival.
CREATE INDEX items_waiting ON items (pool, queue_id, signature, tier, priority, enqueued_at, id) WHERE state = 'queued';
CREATE INDEX items_open ON items (queue_id, state) WHERE state IN ('queued', 'offered', 'active', 'parked', 'wrap_up');
CREATE INDEX items_agent ON items (agent_id) WHERE state IN ('offered', 'active', 'parked', 'wrap_up');
CREATE INDEX items_contact ON items (contact_id);
CREATE UNIQUE INDEX items_one_live_per_ticket ON items (ticket_id) WHERE ticket_id IS NOT NULL AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up');
CREATE UNIQUE INDEX items_one_live_per_callback ON items (callback_id) WHERE callback_id IS NOT NULL AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up');
CREATE INDEX items_today ON items (enqueued_at);
ALTER TABLE items SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

-- An offer is open from the moment it is made until its work is over, so that
-- open offers are all an item's and an agent's live obligations.
CREATE TABLE offers (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES items,
    agent_id   uuid NOT NULL REFERENCES agents,
    channel    text NOT NULL,
    weight     int NOT NULL,
    state      text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'rejected', 'timeout', 'cancelled')),
    open       boolean NOT NULL DEFAULT true,
    offered_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decided_at timestamptz,
    reason     text NOT NULL DEFAULT '',
    waited_ms  bigint NOT NULL,
    trace      jsonb NOT NULL,               -- winner, next five, causes of exclusion by count
    CONSTRAINT offers_pending_is_open CHECK (open OR state <> 'pending')
);
CREATE UNIQUE INDEX offers_one_live_per_item ON offers (item_id) WHERE open;
CREATE INDEX offers_live_of_agent ON offers (agent_id) WHERE open;
CREATE INDEX offers_item ON offers (item_id, offered_at);
CREATE INDEX offers_agent_day ON offers (agent_id, offered_at);
ALTER TABLE offers SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
