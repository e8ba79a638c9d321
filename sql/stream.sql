-- name: lock-stream-head
-- Whoever holds this row stamps; nobody waits behind them.
SELECT pos, hash, low_id, mark_id, mark_xid::text AS mark_xid
  FROM stream_head
   FOR UPDATE SKIP LOCKED;

-- name: journal-mark
-- Before stream-marks and before anything that gives this transaction an id of its own.
SELECT CASE WHEN is_called THEN last_value ELSE 0 END
  FROM journal_id_seq;

-- name: stream-marks
-- Whoever was given a journal id up to the mark had a transaction id before ours; once
-- all before ours have ended nothing at or below the mark can still appear. A
-- snapshot's xmax will not do: it is the last to have ended, not the last to have begun. A
-- mark from the future comes from another cluster, by a restore, and has nobody
-- left to wait for.
SELECT pg_current_xact_id()::text AS own_xid,
       pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8 OR pg_current_xact_id() < $1::text::xid8 AS settled;

-- name: unstamped
-- A walk from the low mark along the journal's ids, with one probe of the stream each: as
-- an anti join it read both tables whole.
SELECT j.id, j.at, j.kind, j.actor_kind, j.actor_id, j.subject_kind, j.subject_id, j.topics, j.data::text AS data
  FROM journal j
 WHERE j.id > $1
   AND (SELECT s.pos FROM stream s WHERE s.journal_id = j.id) IS NULL
 ORDER BY j.id
 LIMIT $2;

-- name: append-stream
-- And moves the head to the last of them.
WITH moved AS (
    UPDATE stream_head
       SET pos = $2, hash = $3, low_id = $4, mark_id = $5, mark_xid = $6::text::xid8
)
INSERT INTO stream (pos, journal_id, journal_at, hash)
SELECT pos, id, at, decode(hash, 'hex')
  FROM jsonb_to_recordset($1::jsonb) AS s (pos bigint, id bigint, at timestamptz, hash text);

-- name: stream-head
SELECT pos
  FROM stream_head;

-- name: head-of-stream
SELECT pos, hash, low_id, mark_id, mark_xid::text AS mark_xid
  FROM stream_head;

-- name: chain
-- What is gone from the journal comes without columns.
SELECT s.pos, s.hash, j.id IS NULL AS gone,
       coalesce(j.id, 0) AS id, s.journal_at AS at, coalesce(j.kind, '') AS kind, coalesce(j.actor_kind, '') AS actor_kind,
       coalesce(j.actor_id, '') AS actor_id, coalesce(j.subject_kind, '') AS subject_kind,
       coalesce(j.subject_id::text, '') AS subject_id, j.topics, coalesce(j.data::text, '') AS data
  FROM stream s
  LEFT JOIN journal j ON j.id = s.journal_id AND j.at = s.journal_at
 WHERE s.pos > $1 AND s.pos <= $2
 ORDER BY s.pos
 LIMIT $3;

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
