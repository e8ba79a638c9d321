-- +goose Up
-- Whether a surge may begin by itself in a queue, and what is remembered of its expected wait for
-- that: since when it is too long, and since when it is not any more.
ALTER TABLE queues ADD COLUMN surge_auto boolean NOT NULL DEFAULT false;
CREATE TABLE surge_gauges (
    queue_id uuid PRIMARY KEY REFERENCES queues,
    over_at  timestamptz,
    calm_at  timestamptz
);

-- +goose Down
DROP TABLE surge_gauges;
ALTER TABLE queues DROP COLUMN surge_auto;
