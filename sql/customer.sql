-- name: customers
-- Whole customers in the order asked for. An organisation may have thousands of
-- persons: the newest fifty links are shown, those that say the same as one, the oldest.
-- Those asked for are counted as few: a planner that sees their number plans anew each time.
SELECT c.id, c.site_id, c.kind, c.name, c.tier, c.language, c.zone, c.needs, c.preferences, c.consent, c.custom,
       c.merged_into, c.created_at, c.version,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'value', i.value, 'verified', i.verified)
                                  ORDER BY i.created_at, i.id), '[]')
          FROM customer_identities i
         WHERE i.customer_id = c.id) AS identities,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'role', l.role, 'since', l.since, l.side,
                                                     jsonb_build_object('id', l.other_id, 'name', l.name))
                                  ORDER BY l.since DESC, l.id), '[]')
          FROM (SELECT id, role, since, other_id, name, side
                  FROM (SELECT DISTINCT ON (o.id, k.role) k.id, k.role, k.since, o.id AS other_id, o.name,
                               CASE WHEN k.person_id = c.id THEN 'organisation' ELSE 'person' END AS side
                          FROM customer_links k
                          JOIN customers o ON o.id = CASE WHEN k.person_id = c.id THEN k.organisation_id ELSE k.person_id END
                         WHERE (k.person_id = c.id OR k.organisation_id = c.id)
                           AND o.merged_into IS NULL
                         ORDER BY o.id, k.role, k.since, k.id) once
                 ORDER BY since DESC, id
                 LIMIT 50) l) AS links
  FROM customers c
 WHERE c.id = ANY (ARRAY(SELECT unnest($1::uuid[])))
 ORDER BY array_position($1::uuid[], c.id);

-- name: lock-customers
-- Always in the order of ids, so that two who lock the same two never wait for each other.
SELECT id
  FROM customers
 WHERE id = ANY ($1::uuid[])
 ORDER BY id
   FOR UPDATE;

-- name: share-customer
-- Others may change the customer meanwhile, but not merge it away.
SELECT coalesce(merged_into, id)
  FROM customers
 WHERE id = $1
   FOR KEY SHARE;

-- name: survivor
WITH RECURSIVE chain AS (
    SELECT id, merged_into
      FROM customers
     WHERE id = $1
     UNION ALL
    SELECT c.id, c.merged_into
      FROM chain
      JOIN customers c ON c.id = chain.merged_into
)
SELECT id
  FROM chain
 WHERE merged_into IS NULL;

-- name: add-customer
INSERT INTO customers (id, site_id, kind, name, tier, language, zone, needs, preferences, consent, custom, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: save-customer
UPDATE customers
   SET site_id = $2, name = $3, tier = $4, language = $5, zone = $6, needs = $7, preferences = $8, consent = $9,
       custom = $10, merged_into = $11, version = $12
 WHERE id = $1;

-- name: recent-customers
SELECT id
  FROM customers
 WHERE merged_into IS NULL
   AND (created_at, id) < ($1, $2::uuid)
 ORDER BY created_at DESC, id DESC
 LIMIT $3;

-- name: recent-customers-in-reach
-- The same of some places ($4), each by its index.
SELECT c.id
  FROM unnest($4::uuid[]) AS p (place)
 CROSS JOIN LATERAL (
       SELECT created_at, id
         FROM customers
        WHERE merged_into IS NULL
          AND customers.place = p.place
          AND (created_at, id) < ($1, $2::uuid)
        ORDER BY created_at DESC, id DESC
        LIMIT $3) c
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT $3;
