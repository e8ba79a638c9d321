-- +goose Up
-- A key that comes again with another request is a mistake of its sender, not a repetition.
ALTER TABLE idempotency_keys ADD COLUMN hash bytea;
