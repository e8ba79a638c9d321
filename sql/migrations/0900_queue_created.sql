-- +goose Up
-- Since when there is a queue: nobody can have been missing from it before. Ids made by the
-- application hold the millisecond in which they were made.
ALTER TABLE queues ADD COLUMN created_at timestamptz; -- NULL: not known
UPDATE queues
   SET created_at = to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
 WHERE substr(id::text, 15, 1) = '7';

-- +goose Down
ALTER TABLE queues DROP COLUMN created_at;
