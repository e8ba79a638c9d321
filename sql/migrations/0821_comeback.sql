-- +goose Up
-- Transferred work that nobody takes goes back to who transferred it: until when it may be
-- taken, whether it came back, and where it stood before.
ALTER TABLE items ADD COLUMN return_at timestamptz;
ALTER TABLE items ADD COLUMN returned boolean NOT NULL DEFAULT false;
CREATE INDEX items_returned ON items (pool) WHERE state = 'queued' AND returned;
ALTER TABLE transfers ADD COLUMN queue_id uuid REFERENCES queues;
ALTER TABLE transfers ADD COLUMN required jsonb NOT NULL DEFAULT '[]';
ALTER TABLE transfers ADD COLUMN because jsonb;

-- +goose Down
ALTER TABLE transfers DROP COLUMN because;
ALTER TABLE transfers DROP COLUMN required;
ALTER TABLE transfers DROP COLUMN queue_id;
ALTER TABLE items DROP COLUMN returned;
ALTER TABLE items DROP COLUMN return_at;
