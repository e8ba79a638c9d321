-- +goose Up
-- How long work of a queue waits for the agent who knows its customer. NULL: as is usual on
-- its channel; 0: not at all.
ALTER TABLE queues ADD COLUMN sticky_s int CHECK (sticky_s BETWEEN 0 AND 86400);

-- +goose Down
ALTER TABLE queues DROP COLUMN sticky_s;
