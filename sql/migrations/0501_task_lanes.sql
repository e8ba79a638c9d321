-- +goose Up
-- Looked at each second: what the clock fires next, and what no lane was handed yet. Neither
-- may cost more because a hundred thousand tasks wait for next week.
CREATE INDEX tasks_clock ON tasks (due_at, id) WHERE done_at IS NULL AND lane = 'clock';
CREATE INDEX tasks_unsent ON tasks (due_at, id) WHERE done_at IS NULL AND lane <> 'clock' AND sent_at IS NULL;
