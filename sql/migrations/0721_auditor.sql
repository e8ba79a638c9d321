-- +goose Up
-- How far the auditor came, and what it found.

CREATE TABLE auditor (
    only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    pos        bigint NOT NULL DEFAULT 0,  -- of the stream
    item_id    uuid,                       -- of the walk through all items
    decisions  bigint NOT NULL DEFAULT 0,
    checked_at timestamptz
);
INSERT INTO auditor DEFAULT VALUES;

CREATE TABLE violations (
    invariant    text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    what         text NOT NULL,
    found_at     timestamptz NOT NULL,
    mended_at    timestamptz,
    PRIMARY KEY (subject_id, invariant)
);
