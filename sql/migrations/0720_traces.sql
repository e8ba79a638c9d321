-- +goose Up
-- The traces that are still kept, oldest first: upkeep empties them when their time is over.
CREATE INDEX offers_traced ON offers (offered_at) WHERE trace <> '{}' AND NOT open;
