-- +goose Up
-- By how much a supervisor moved an item forward in its line, or back: it counts when its
-- turn is worked out, and nowhere else.
ALTER TABLE items ADD COLUMN age_adjust_s int NOT NULL DEFAULT 0 CHECK (age_adjust_s BETWEEN -86400 AND 86400);
CREATE INDEX items_moved ON items (pool) WHERE state = 'queued' AND age_adjust_s <> 0;
