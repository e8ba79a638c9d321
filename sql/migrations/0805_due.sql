-- +goose Up
-- By when work that can wait should be done: tickets by their clocks, all else a day after it
-- came. It stands in its line by that; who waits at the other end stands by their arrival.
ALTER TABLE items ADD COLUMN due_at timestamptz;
UPDATE items i
   SET due_at = coalesce((SELECT least(CASE WHEN t.first_reply_at IS NULL THEN t.first_reply_due_at END, t.resolve_due_at)
                            FROM tickets t
                           WHERE t.id = i.ticket_id), i.enqueued_at + interval '24 hours')
 WHERE channel IN ('ticket', 'email', 'social')
   AND state NOT IN ('completed', 'abandoned', 'ended', 'expired', 'cancelled');
DROP INDEX items_waiting;
CREATE INDEX items_waiting ON items (pool, queue_id, signature, tier, priority, channel, emergency, coalesce(due_at, enqueued_at), id) WHERE state = 'queued';

-- +goose Down
DROP INDEX items_waiting;
CREATE INDEX items_waiting ON items (pool, queue_id, signature, tier, priority, channel, emergency, enqueued_at, id) WHERE state = 'queued';
ALTER TABLE items DROP COLUMN due_at;
