-- +goose Up
-- A decision looks at the lines of the queues that its agents serve, and at those with work
-- that came from another queue.
CREATE INDEX items_overflowed_waiting ON items (pool, queue_id) WHERE state = 'queued' AND overflowed <> '[]';

-- +goose Down
DROP INDEX items_overflowed_waiting;
