-- +goose Up
-- What a custom field asks of work that arrives: rules stand with their queue, and the
-- one that applied with the item that it sent another way.
ALTER TABLE queues ADD COLUMN field_rules jsonb NOT NULL DEFAULT '[]';
ALTER TABLE items ADD COLUMN because jsonb;
