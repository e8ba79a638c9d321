-- +goose Up
-- Points that the items of a queue have before those of others, for who serves several.
ALTER TABLE queues ADD COLUMN bias int NOT NULL DEFAULT 0 CHECK (bias BETWEEN -1000 AND 1000);

-- +goose Down
ALTER TABLE queues DROP COLUMN bias;
