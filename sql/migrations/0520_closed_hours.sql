-- +goose Up
-- What comes while a queue is closed waits for its opening, or is refused as the queue says.
ALTER TABLE queues ADD COLUMN when_closed text NOT NULL DEFAULT 'refuse' CHECK (when_closed IN ('refuse', 'defer'));

-- What is deferred is live work too: a ticket and a callback have one.
DROP INDEX items_one_live_per_ticket;
DROP INDEX items_one_live_per_callback;
CREATE UNIQUE INDEX items_one_live_per_ticket ON items (ticket_id) WHERE ticket_id IS NOT NULL AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred');
CREATE UNIQUE INDEX items_one_live_per_callback ON items (callback_id) WHERE callback_id IS NOT NULL AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred');
CREATE INDEX items_deferred ON items (queue_id) WHERE state = 'deferred';
