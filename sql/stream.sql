-- name: lock-stream-head
-- Whoever holds this row stamps; nobody waits behind them.
SELECT pos, hash, low_id, mark_id, mark_xid::text AS mark_xid
  FROM stream_head
   FOR UPDATE SKIP LOCKED;

-- name: stream-marks
-- Read in this order: ids given so far, then the transactions begun so far. Once
-- all of these have ended nothing at or below that id can still appear.
SELECT (SELECT last_value FROM journal_id_seq) AS last_id,
       pg_snapshot_xmax(pg_current_snapshot())::text AS next_xid,
       (pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8) AS settled;

-- name: unstamped
SELECT j.id, j.at, j.kind, j.actor_kind, j.actor_id, j.subject_kind, j.subject_id, j.topics, j.data::text AS data
  FROM journal j
 WHERE j.id > $1
   AND NOT EXISTS (SELECT FROM stream s WHERE s.journal_id = j.id)
 ORDER BY j.id
 LIMIT $2;

-- name: append-stream
INSERT INTO stream (pos, journal_id, journal_at, hash)
SELECT pos, id, at, decode(hash, 'hex')
  FROM jsonb_to_recordset($1::jsonb) AS s (pos bigint, id bigint, at timestamptz, hash text);

-- name: move-stream-head
UPDATE stream_head
   SET pos = $1, hash = $2, low_id = $3, mark_id = $4, mark_xid = $5::text::xid8;

-- name: stream-head
SELECT pos
  FROM stream_head;

-- name: stream-since
SELECT s.pos, j.id, j.at, j.kind, j.actor_kind, j.actor_id, j.subject_kind, j.subject_id, j.topics, j.data::text AS data
  FROM stream s
  JOIN journal j ON j.id = s.journal_id AND j.at = s.journal_at
 WHERE s.pos > $1
 ORDER BY s.pos
 LIMIT $2;

-- name: stream-since-for
SELECT s.pos, j.id, j.at, j.kind, j.actor_kind, j.actor_id, j.subject_kind, j.subject_id, j.topics, j.data::text AS data
  FROM stream s
  JOIN journal j ON j.id = s.journal_id AND j.at = s.journal_at
 WHERE s.pos > $1
   AND j.topics && $2::text[]
 ORDER BY s.pos
 LIMIT $3;
