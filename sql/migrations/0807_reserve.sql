-- +goose Up
-- Idle agents whom a queue keeps free for tiers A and B.
ALTER TABLE queues ADD COLUMN reserve int NOT NULL DEFAULT 0 CHECK (reserve BETWEEN 0 AND 2);

-- +goose Down
ALTER TABLE queues DROP COLUMN reserve;
