-- +goose Up
-- Sessions carry the epoch of their person: a new one ends them all at once.
ALTER TABLE agents ADD COLUMN session_epoch int NOT NULL DEFAULT 0;
CREATE INDEX agents_by_name ON agents (name, id);
CREATE INDEX api_tokens_by_age ON api_tokens (created_at DESC, id DESC) WHERE revoked_at IS NULL;
