-- name: identity-holder
SELECT id, kind, value, verified, customer_id
  FROM customer_identities
 WHERE kind = $1
   AND value = $2
   FOR UPDATE;

-- name: add-identity
INSERT INTO customer_identities (id, customer_id, kind, value, verified, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: save-identity
UPDATE customer_identities
   SET customer_id = $2, verified = $3
 WHERE id = $1;

-- name: remove-identity
DELETE FROM customer_identities
 WHERE id = $1;

-- name: suggest-match
INSERT INTO customer_matches (customer_id, other_id, kind, at)
VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING;

-- name: add-link
INSERT INTO customer_links (id, person_id, organisation_id, role, since)
SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $5::date
 WHERE NOT EXISTS (SELECT
                     FROM customer_links
                    WHERE person_id = $2
                      AND organisation_id = $3
                      AND role = $4);

-- name: remove-link
-- With all that say the same, which merges brought together.
DELETE FROM customer_links same
 USING customer_links l
 WHERE l.id = $1
   AND same.person_id = l.person_id
   AND same.organisation_id = l.organisation_id
   AND same.role = l.role;
