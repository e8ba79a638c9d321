-- +goose Up
-- What becomes of work that waits too long in a queue: the first rule that fits applies,
-- [{"when":"waited","over":60,"then":"queue","queue_id":…}]; and what such rules did about an item,
-- which is no more than three things.
ALTER TABLE queues ADD COLUMN overflow jsonb NOT NULL DEFAULT '[]';
ALTER TABLE items ADD COLUMN overflowed jsonb NOT NULL DEFAULT '[]'
    CONSTRAINT items_overflow_thrice CHECK (jsonb_array_length(overflowed) <= 3);
CREATE INDEX items_overflowed ON items (enqueued_at) WHERE overflowed <> '[]';

-- Lines of waiting items that nobody on shift could ever serve, since when.
CREATE TABLE unroutable (
    queue_id  uuid NOT NULL REFERENCES queues,
    signature text NOT NULL,
    since     timestamptz NOT NULL,
    PRIMARY KEY (queue_id, signature)
);

-- +goose Down
DROP TABLE unroutable;
DROP INDEX items_overflowed;
ALTER TABLE items DROP COLUMN overflowed;
ALTER TABLE queues DROP COLUMN overflow;
