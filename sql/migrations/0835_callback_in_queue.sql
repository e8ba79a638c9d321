-- +goose Up
-- A callback in queue: whoever waits accepts a call instead and keeps their place.
ALTER TABLE queues ADD COLUMN callback_after_s int NOT NULL DEFAULT 120 CHECK (callback_after_s >= 0); -- 0: none is offered
ALTER TABLE callbacks ADD COLUMN in_line_since timestamptz; -- since when the customer waits; null: promised for a time
-- Asked for twice by one number in one queue it is one.
CREATE UNIQUE INDEX callbacks_one_in_line ON callbacks (phone, queue_id)
 WHERE in_line_since IS NOT NULL AND state IN ('scheduled', 'due', 'offered', 'dialing');

-- +goose Down
DROP INDEX callbacks_one_in_line;
ALTER TABLE callbacks DROP COLUMN in_line_since;
ALTER TABLE queues DROP COLUMN callback_after_s;
