-- +goose Up
-- When a promise is tried next and was dialled last, and its list by time.

ALTER TABLE callbacks
    ADD COLUMN next_at     timestamptz,
    ADD COLUMN dialled_at  timestamptz;
CREATE INDEX callbacks_by_due ON callbacks (due_at, id);
