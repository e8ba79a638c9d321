-- name: journal-entries
SELECT id, at, kind, actor_kind, actor_id, subject_kind, subject_id, data::text AS data
  FROM journal
 WHERE id < $1
 ORDER BY id DESC
 LIMIT $2;

-- name: journal-entries-of
SELECT id, at, kind, actor_kind, actor_id, subject_kind, subject_id, data::text AS data
  FROM journal
 WHERE subject_id = $1
   AND id < $2
 ORDER BY id DESC
 LIMIT $3;
