-- name: append-journal
-- One round trip however many events; the ids come back in the order given. The
-- transaction gets its own id first (WHERE), journal ids after: the stamper's
-- low mark rests on that order.
INSERT INTO journal (at, kind, actor_kind, actor_id, subject_kind, subject_id, topics, data)
SELECT (e->>'at')::timestamptz,
       e->>'kind',
       e->>'actor_kind',
       e->>'actor_id',
       e->>'subject_kind',
       (e->>'subject_id')::uuid,
       ARRAY(SELECT jsonb_array_elements_text(e->'topics')),
       e->'data'
  FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS t (e, n)
 WHERE pg_current_xact_id() IS NOT NULL
 ORDER BY n
RETURNING id;

-- name: changes-since
-- A token acts for the person who owns it.
SELECT j.at, j.kind, j.actor_kind, j.actor_id, coalesce(a.name, '') AS actor_name, (j.data->>'version')::int AS version,
       ARRAY(SELECT jsonb_array_elements_text(coalesce(j.data->'fields', '[]'))) AS fields
  FROM journal j
  LEFT JOIN agents a ON j.actor_kind IN ('agent', 'token') AND a.id::text = j.actor_id
 WHERE j.subject_id = $1
   AND (j.data->>'version')::int > $2
 ORDER BY j.id DESC
 LIMIT 20;
