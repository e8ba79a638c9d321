-- name: lock-customer-visitors
SELECT id
  FROM visitors
 WHERE customer_id = $1
 ORDER BY id
   FOR UPDATE;

-- name: lock-customer-items
SELECT id
  FROM items
 WHERE customer_id = $1
   AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred')
 ORDER BY id
   FOR UPDATE;

-- name: lock-customer-contacts
SELECT id
  FROM contacts
 WHERE customer_id = $1
 ORDER BY id
   FOR UPDATE;

-- name: move-belongings
-- All of it, links that the survivor has too included: what undo gives back must
-- not depend on other merges. Chats belong to contacts and visitors and move with
-- them.
WITH
identities AS (UPDATE customer_identities SET customer_id = $2 WHERE customer_id = $1 RETURNING id),
person_links AS (UPDATE customer_links SET person_id = $2 WHERE person_id = $1 RETURNING id),
organisation_links AS (UPDATE customer_links SET organisation_id = $2 WHERE organisation_id = $1 RETURNING id),
visitors AS (UPDATE visitors SET customer_id = $2 WHERE customer_id = $1 RETURNING id),
blocks AS (UPDATE blocks SET customer_id = $2 WHERE customer_id = $1 AND ended_at IS NULL RETURNING id),
items AS (
    UPDATE items
       SET customer_id = $2, version = version + 1
     WHERE customer_id = $1
       AND state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred')
 RETURNING id, version, agent_id),
contacts AS (
    UPDATE contacts
       SET customer_id = $2, version = version + 1
     WHERE customer_id = $1
 RETURNING id, version, agent_id, closed_at IS NULL AS live),
tickets AS (
    UPDATE tickets
       SET customer_id = $2, version = version + 1
     WHERE customer_id = $1
 RETURNING id, version, assignee_id, state IN ('new', 'open', 'pending', 'on_hold') AS live),
callbacks AS (
    UPDATE callbacks
       SET customer_id = $2, version = version + 1
     WHERE customer_id = $1
 RETURNING id, version, owner_id, state IN ('scheduled', 'due', 'offered', 'dialing') AS live),
live AS (
    SELECT 'item' AS kind, id, version, agent_id FROM items
     UNION ALL
    SELECT 'contact', id, version, agent_id FROM contacts WHERE live
     UNION ALL
    SELECT 'ticket', id, version, assignee_id FROM tickets WHERE live
     UNION ALL
    SELECT 'callback', id, version, owner_id FROM callbacks WHERE live)
SELECT jsonb_build_object(
           'identities', (SELECT jsonb_agg(id) FROM identities),
           'person_links', (SELECT jsonb_agg(id) FROM person_links),
           'organisation_links', (SELECT jsonb_agg(id) FROM organisation_links),
           'visitors', (SELECT jsonb_agg(id) FROM visitors),
           'blocks', (SELECT jsonb_agg(id) FROM blocks),
           'items', (SELECT jsonb_agg(id) FROM items),
           'contacts', (SELECT jsonb_agg(id) FROM contacts),
           'tickets', (SELECT jsonb_agg(id) FROM tickets),
           'callbacks', (SELECT jsonb_agg(id) FROM callbacks)) AS belongings,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'version', version, 'agent', coalesce(agent_id::text, ''))
                                  ORDER BY kind, id), '[]')
          FROM live) AS live;

-- name: give-back
-- Of what a merge moved, that which is still where it was moved to.
WITH
moved AS MATERIALIZED (
    SELECT key AS kind, jsonb_array_elements_text(value)::uuid AS id
      FROM jsonb_each($3::jsonb)
     WHERE jsonb_typeof(value) = 'array'),
identities AS (UPDATE customer_identities SET customer_id = $1 WHERE customer_id = $2 AND id IN (SELECT id FROM moved WHERE kind = 'identities') RETURNING id),
person_links AS (UPDATE customer_links SET person_id = $1 WHERE person_id = $2 AND id IN (SELECT id FROM moved WHERE kind = 'person_links') RETURNING id),
organisation_links AS (UPDATE customer_links SET organisation_id = $1 WHERE organisation_id = $2 AND id IN (SELECT id FROM moved WHERE kind = 'organisation_links') RETURNING id),
visitors AS (UPDATE visitors SET customer_id = $1 WHERE customer_id = $2 AND id IN (SELECT id FROM moved WHERE kind = 'visitors') RETURNING id),
blocks AS (UPDATE blocks SET customer_id = $1 WHERE customer_id = $2 AND id IN (SELECT id FROM moved WHERE kind = 'blocks') RETURNING id),
items AS (
    UPDATE items
       SET customer_id = $1, version = version + 1
     WHERE customer_id = $2
       AND id IN (SELECT id FROM moved WHERE kind = 'items')
 RETURNING id, version, agent_id, state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred') AS live),
contacts AS (
    UPDATE contacts
       SET customer_id = $1, version = version + 1
     WHERE customer_id = $2
       AND id IN (SELECT id FROM moved WHERE kind = 'contacts')
 RETURNING id, version, agent_id, closed_at IS NULL AS live),
tickets AS (
    UPDATE tickets
       SET customer_id = $1, version = version + 1
     WHERE customer_id = $2
       AND id IN (SELECT id FROM moved WHERE kind = 'tickets')
 RETURNING id, version, assignee_id, state IN ('new', 'open', 'pending', 'on_hold') AS live),
callbacks AS (
    UPDATE callbacks
       SET customer_id = $1, version = version + 1
     WHERE customer_id = $2
       AND id IN (SELECT id FROM moved WHERE kind = 'callbacks')
 RETURNING id, version, owner_id, state IN ('scheduled', 'due', 'offered', 'dialing') AS live),
live AS (
    SELECT 'item' AS kind, id, version, agent_id FROM items WHERE live
     UNION ALL
    SELECT 'contact', id, version, agent_id FROM contacts WHERE live
     UNION ALL
    SELECT 'ticket', id, version, assignee_id FROM tickets WHERE live
     UNION ALL
    SELECT 'callback', id, version, owner_id FROM callbacks WHERE live)
SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'version', version, 'agent', coalesce(agent_id::text, ''))
                          ORDER BY kind, id), '[]')
  FROM live;

-- name: add-merge
INSERT INTO customer_merges (id, from_id, into_id, at, by_id, moved)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: lock-merge
SELECT id, from_id, into_id, at, by_id, moved, undone_at
  FROM customer_merges
 WHERE id = $1
   FOR UPDATE;

-- name: end-merge
UPDATE customer_merges
   SET undone_at = $2
 WHERE id = $1;

-- name: standing-merges
SELECT id, from_id, into_id, at, by_id, moved, undone_at
  FROM customer_merges
 WHERE into_id = $1
   AND undone_at IS NULL
 ORDER BY at, id
   FOR UPDATE;

-- name: save-moved
UPDATE customer_merges
   SET moved = $2
 WHERE id = $1;
