-- +goose Up
-- What the clock of a resolution has counted, and the ticket that another follows.

ALTER TABLE tickets
    ADD COLUMN follows         uuid REFERENCES tickets,
    ADD COLUMN resolve_used_ms bigint NOT NULL DEFAULT 0,
    ADD COLUMN resolve_since   timestamptz;
