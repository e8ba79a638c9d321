-- +goose Up
-- What an agent promised waits for them strictly, and may be offered to them whatever
-- queues they serve.
ALTER TABLE items ADD COLUMN owned boolean NOT NULL DEFAULT false;
CREATE INDEX items_owned ON items (pool, preferred_agent) WHERE state = 'queued' AND owned;
