-- +goose Up
-- What an item went through before its present wait: a transfer ends a leg that was served,
-- coming back ends one that nobody took. The present leg is the item's own.
CREATE TABLE legs (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id     uuid NOT NULL REFERENCES items,
    queue_id    uuid NOT NULL REFERENCES queues,
    began_at    timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at    timestamptz NOT NULL,
    because     jsonb
);
CREATE INDEX legs_item ON legs (item_id);
CREATE INDEX legs_began ON legs (began_at);
CREATE INDEX legs_ended ON legs (ended_at);
ALTER TABLE items ADD COLUMN leg_at timestamptz; -- when the present leg began; NULL: as it came
CREATE INDEX items_leg ON items (leg_at) WHERE leg_at IS NOT NULL;

-- What boards and reports count, said once. Every wait of somebody who waits in person, and
-- what became of it.
CREATE VIEW arrivals AS
SELECT w.id, w.queue_id, w.channel, w.tier, w.came_at, due.at AS target_at,
       w.accepted_at IS NOT NULL OR w.state IN ('queued', 'offered', 'abandoned', 'expired') AS offered,
       w.accepted_at IS NOT NULL AS answered,
       coalesce(w.accepted_at <= due.at, false) AS in_target,
       w.state = 'abandoned' AS abandoned,
       w.state = 'abandoned' AND w.ended_at <= due.at AS abandoned_in,
       w.state = 'expired' AS expired,
       w.state IN ('queued', 'offered') AS waiting,
       greatest(date_part('epoch', coalesce(w.accepted_at, w.ended_at)) - date_part('epoch', w.came_at), 0) AS wait_s
  FROM (SELECT id, queue_id, channel, tier, because, state, enqueued_at AS came_at, accepted_at, ended_at FROM items WHERE leg_at IS NULL
         UNION ALL
        SELECT id, queue_id, channel, tier, because, state, leg_at, accepted_at, ended_at FROM items WHERE leg_at IS NOT NULL
         UNION ALL
        SELECT i.id, l.queue_id, i.channel, i.tier, l.because, 'completed', l.began_at, l.accepted_at, l.ended_at
          FROM legs l
          JOIN items i ON i.id = l.item_id
         WHERE l.accepted_at IS NOT NULL) w
  JOIN queues q ON q.id = w.queue_id
 CROSS JOIN LATERAL (SELECT w.came_at + make_interval(secs => coalesce((w.because->>'target_s')::int, q.target_s)) AS at) due
 WHERE w.channel IN ('call', 'chat', 'walkin');

-- And those who went on to another queue without being served: by overflow rules, or back to
-- where they were transferred from.
CREATE VIEW departures AS
SELECT i.id, (o->>'queue_id')::uuid AS queue_id, i.enqueued_at AS came_at
  FROM items i
 CROSS JOIN LATERAL jsonb_array_elements(i.overflowed) o
 WHERE i.overflowed <> '[]'
   AND i.channel IN ('call', 'chat', 'walkin')
   AND o->>'action' IN ('queue', 'ticket', 'closed')
 UNION ALL
SELECT i.id, l.queue_id, l.began_at
  FROM legs l
  JOIN items i ON i.id = l.item_id
 WHERE l.accepted_at IS NULL
   AND i.channel IN ('call', 'chat', 'walkin');

-- What agents had in hand, from acceptance to the end of it.
CREATE VIEW handlings AS
SELECT id, queue_id, channel, accepted_at, ended_at
  FROM items
 WHERE ended_at IS NOT NULL AND accepted_at IS NOT NULL
 UNION ALL
SELECT i.id, l.queue_id, i.channel, l.accepted_at, l.ended_at
  FROM legs l
  JOIN items i ON i.id = l.item_id
 WHERE l.accepted_at IS NOT NULL;
CREATE INDEX items_handled ON items (ended_at) WHERE ended_at IS NOT NULL AND accepted_at IS NOT NULL;

-- +goose Down
DROP VIEW handlings;
DROP VIEW departures;
DROP VIEW arrivals;
DROP INDEX items_handled;
ALTER TABLE items DROP COLUMN leg_at;
DROP TABLE legs;
