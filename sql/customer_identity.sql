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
VALUES ($1, $2, $3, $4, $5);

-- name: remove-link
DELETE FROM customer_links
 WHERE id = $1;
