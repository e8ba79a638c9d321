-- +goose Up
-- What boards and reports count, said once. Those who wait in person, with what became
-- of each: where an item went on to another queue it counts there.
CREATE VIEW arrivals AS
SELECT i.id, i.queue_id, i.channel, i.tier, i.enqueued_at, due.at AS target_at,
       i.accepted_at IS NOT NULL OR i.state IN ('queued', 'offered', 'abandoned', 'expired') AS offered,
       i.accepted_at IS NOT NULL AS answered,
       coalesce(i.accepted_at <= due.at, false) AS in_target,
       i.state = 'abandoned' AS abandoned,
       i.state = 'abandoned' AND i.ended_at <= due.at AS abandoned_in,
       i.state = 'expired' AS expired,
       i.state IN ('queued', 'offered') AS waiting,
       greatest(date_part('epoch', coalesce(i.accepted_at, i.ended_at)) - date_part('epoch', i.enqueued_at), 0) AS wait_s
  FROM items i
  JOIN queues q ON q.id = i.queue_id
 CROSS JOIN LATERAL (SELECT i.enqueued_at + make_interval(secs => coalesce((i.because->>'target_s')::int, q.target_s)) AS at) due
 WHERE i.channel IN ('call', 'chat', 'walkin');

-- And those whom overflow rules took out of a queue: offered there, answered elsewhere.
CREATE VIEW departures AS
SELECT i.id, (o->>'queue_id')::uuid AS queue_id, i.enqueued_at
  FROM items i
 CROSS JOIN LATERAL jsonb_array_elements(i.overflowed) o
 WHERE i.overflowed <> '[]'
   AND i.channel IN ('call', 'chat', 'walkin')
   AND o->>'action' IN ('queue', 'ticket', 'closed');

-- What was finished in a half hour counts in it, whenever it came.
CREATE INDEX items_handled ON items (ended_at) WHERE ended_at IS NOT NULL AND accepted_at IS NOT NULL;

-- +goose Down
DROP INDEX items_handled;
DROP VIEW departures;
DROP VIEW arrivals;
