-- +goose Up
-- Which agent is kept from which customer, why and how long. What was ended stays, to be
-- told; of one pair there may be several, since records of customers become one.
CREATE TABLE blocks (
    id          uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers,
    agent_id    uuid NOT NULL REFERENCES agents,
    reason      text NOT NULL CHECK (reason IN ('asked', 'threat', 'conflict')),
    note        text NOT NULL DEFAULT '',
    until       timestamptz,                     -- none: for good
    made_at     timestamptz NOT NULL,
    made_by     text NOT NULL,
    ended_at    timestamptz,
    ended_by    text NOT NULL DEFAULT ''
);
CREATE INDEX blocks_customer ON blocks (customer_id) WHERE ended_at IS NULL;
