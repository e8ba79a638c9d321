-- name: lock-auditor
-- Whoever holds this row audits; nobody waits behind them.
SELECT pos, coalesce(item_id::text, '') AS item_id, decisions
  FROM auditor
   FOR UPDATE SKIP LOCKED;

-- name: save-auditor
UPDATE auditor
   SET pos = $1, item_id = $2, decisions = $3, checked_at = $4;

-- name: touched
SELECT coalesce(max(e.pos), $1) AS pos, count(*) AS events,
       count(*) FILTER (WHERE e.kind = 'offer.made') AS decisions,
       coalesce(array_agg(DISTINCT e.item) FILTER (WHERE e.item IS NOT NULL), '{}') AS items,
       coalesce(array_agg(DISTINCT e.agent) FILTER (WHERE e.agent IS NOT NULL), '{}') AS agents
  FROM (SELECT s.pos, j.kind,
               CASE j.subject_kind WHEN 'item' THEN j.subject_id::text
                                   WHEN 'offer' THEN j.data->>'item_id' END AS item,
               CASE j.subject_kind WHEN 'agent' THEN j.subject_id::text END AS agent
          FROM stream s
          JOIN journal j ON j.id = s.journal_id AND j.at = s.journal_at
         WHERE s.pos > $1
         ORDER BY s.pos
         LIMIT $2) e;

-- name: items-after
-- Steps from id to id of whatever is kept as an item or was noted, each one probe of an
-- index, however much was noted of it; and keeps those of items.
WITH RECURSIVE step AS (
    SELECT coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') AS id, 0 AS n
     UNION ALL
    SELECT least((SELECT i.id FROM items i WHERE i.id > s.id ORDER BY i.id LIMIT 1),
                 (SELECT j.subject_id FROM journal j WHERE j.subject_id > s.id ORDER BY j.subject_id LIMIT 1)), s.n + 1
      FROM step s
     WHERE s.id IS NOT NULL
       AND s.n < $2
)
SELECT coalesce(array_agg(s.id::text ORDER BY s.n) FILTER (
           WHERE EXISTS (SELECT FROM items i WHERE i.id = s.id)
              OR (SELECT j.subject_kind FROM journal j WHERE j.subject_id = s.id ORDER BY j.subject_id, j.id LIMIT 1) = 'item'), '{}') AS items,
       coalesce((array_agg(s.id::text ORDER BY s.n DESC))[1], '') AS last,
       count(*) = $2 AS more
  FROM step s
 WHERE s.n > 0
   AND s.id IS NOT NULL;

-- name: accounts
-- Everything of an item in one statement, so that row, offers and journal are of one
-- instant: they change in one transaction. It was passed by what came after it, within a day, and
-- was offered by turn while it may have waited still, in the line in which both stand now: not by
-- what somebody gave away, moved or was kept for, nor where its own customer is kept from anybody.
SELECT w.id,
       CASE WHEN i.id IS NOT NULL THEN jsonb_build_object(
            'state', i.state, 'agent_id', coalesce(i.agent_id::text, ''), 'enqueued_at', i.enqueued_at,
            'ended_at', i.ended_at, 'wrap_up_until', i.wrap_up_until, 'said', m.said, 'last_seq', m.last_seq) END AS item,
       (SELECT jsonb_agg(jsonb_build_object(
               'id', o.id, 'agent_id', o.agent_id, 'state', o.state, 'open', o.open,
               'offered_at', o.offered_at, 'expires_at', o.expires_at, 'waited_ms', o.waited_ms) ORDER BY o.offered_at, o.id)
          FROM offers o
         WHERE o.item_id = w.id) AS offers,
       (SELECT jsonb_agg(jsonb_build_object(
               'kind', j.kind, 'subject', j.subject_id, 'state', coalesce(j.data->>'state', ''), 'at', j.at,
               'since', j.data->>'since', 'preferred_until', j.data->>'preferred_until',
               'desk', CASE WHEN j.kind = 'offer.made' THEN (
                   SELECT d.data
                     FROM journal d
                    WHERE d.subject_id = (j.data->>'agent_id')::uuid AND d.id < j.id AND d.kind = 'agent.state_changed'
                    ORDER BY d.subject_id DESC, d.id DESC
                    LIMIT 1) END) ORDER BY j.id)
          FROM journal j
         WHERE j.subject_id = ANY (w.id || ARRAY(SELECT o.id FROM offers o WHERE o.item_id = w.id))) AS events,
       (SELECT jsonb_agg(jsonb_build_object('offer_id', o.id, 'item_id', o.item_id, 'at', o.offered_at) ORDER BY o.offered_at, o.id)
          FROM items x
          JOIN offers o ON o.item_id = x.id
          JOIN journal m ON m.subject_id = o.id AND m.kind = 'offer.made'
         WHERE x.enqueued_at > i.enqueued_at
           AND x.enqueued_at < least(i.accepted_at, i.ended_at, i.enqueued_at + interval '1 day')
           AND (x.pool, x.queue_id, x.signature, x.channel, x.tier, x.priority, x.emergency)
             = (i.pool, i.queue_id, i.signature, i.channel, i.tier, i.priority, i.emergency)
           AND (x.due_at IS NULL OR x.due_at > i.due_at)
           AND NOT i.owned AND i.age_adjust_s = 0 AND x.age_adjust_s = 0 AND NOT x.returned
           AND o.offered_at < least(i.accepted_at, i.ended_at, 'infinity')
           AND (i.preferred_until IS NULL OR o.offered_at > i.preferred_until)
           AND m.data->>'chosen_by' NOT IN ('preferred', 'handed_over', 'returned', 'promised', 'pushed', 'pulled')
           AND m.data->>'passes' IS NULL
           AND NOT EXISTS (
               SELECT
                 FROM blocks b
                WHERE b.customer_id = i.customer_id AND (b.ended_at IS NULL OR b.ended_at > o.offered_at))
           AND NOT EXISTS (
               SELECT
                 FROM journal k
                WHERE k.subject_id = x.id AND k.at >= o.offered_at
                  AND k.kind IN ('item.aged', 'item.transferred', 'item.redirected', 'item.overflowed', 'item.returned', 'item.callback_accepted', 'item.callback_undone'))) AS passed
  FROM unnest($1::uuid[]) AS w (id)
  LEFT JOIN items i ON i.id = w.id
  LEFT JOIN LATERAL (
       SELECT count(*) AS said, coalesce(max(seq), 0) AS last_seq
         FROM chat_messages
        WHERE contact_id = i.contact_id) m ON true;

-- name: desk-accounts
SELECT p.agent_id, p.status, p.link, p.load, p.yields, p.capacity, coalesce(t.blend, 'exclusive') = 'mixed' AS mixed,
       (SELECT jsonb_agg(jsonb_build_object('channel', o.channel, 'weight', o.weight, 'state', o.state, 'yields', o.yields, 'parked', o.parked))
          FROM offers o
         WHERE o.agent_id = p.agent_id AND o.open) AS open
  FROM presence p
  JOIN agents a ON a.id = p.agent_id
  LEFT JOIN teams t ON t.id = a.team_id
 WHERE p.agent_id = ANY ($1::uuid[]);

-- name: find-violations
WITH found AS (
    SELECT *
      FROM jsonb_to_recordset($1::jsonb) AS f (invariant text, subject_kind text, subject_id uuid, what text)
)
INSERT INTO violations AS v (invariant, subject_kind, subject_id, what, found_at)
SELECT DISTINCT ON (subject_id, invariant) invariant, subject_kind, subject_id, what, $2::timestamptz
  FROM found
    ON CONFLICT (subject_id, invariant) DO UPDATE
   SET what = excluded.what, found_at = excluded.found_at, mended_at = NULL
 WHERE v.mended_at IS NOT NULL;

-- name: mend-violations
UPDATE violations v
   SET mended_at = $3
 WHERE v.subject_id = ANY ($2::uuid[])
   AND v.mended_at IS NULL
   AND NOT EXISTS (
       SELECT
         FROM jsonb_to_recordset($1::jsonb) AS f (invariant text, subject_id uuid)
        WHERE f.subject_id = v.subject_id AND f.invariant = v.invariant);

-- name: board-audit
SELECT a.decisions, a.checked_at,
       (SELECT count(*) FROM violations v WHERE v.mended_at IS NULL) AS violations
  FROM auditor a
 WHERE a.checked_at IS NOT NULL;
