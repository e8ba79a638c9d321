-- +goose Up
-- A line of waiting items is what every agent sees alike. Channel and emergency belong
-- to it: a hundred tickets at the head must not hide a call, nor a call an emergency.
DROP INDEX items_waiting;
CREATE INDEX items_waiting ON items (pool, queue_id, signature, tier, priority, channel, emergency, enqueued_at, id) WHERE state = 'queued';

-- What waits for one agent alone, for at most a minute each.
CREATE INDEX items_held ON items (pool, preferred_until) WHERE state = 'queued' AND preferred_until IS NOT NULL;

-- Who let work pass in the last half minute.
CREATE INDEX offers_let_pass ON offers (decided_at) WHERE state IN ('timeout', 'rejected');
