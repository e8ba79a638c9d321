-- +goose Up
-- What the board asks many times a minute.

CREATE INDEX offers_missed ON offers (decided_at) WHERE state = 'timeout';
CREATE INDEX callbacks_ended ON callbacks (ended_at) WHERE ended_at IS NOT NULL;
