-- name: add-contact
INSERT INTO contacts (id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, page, external_id, callback_id, custom)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: contact
SELECT id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, answered_at, closed_at, outcome,
       disposition_id, note, rating, rating_text, page, custom, external_id, callback_id, version
  FROM contacts
 WHERE id = $1;

-- name: lock-contact
SELECT id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, answered_at, closed_at, outcome,
       disposition_id, note, rating, rating_text, page, custom, external_id, callback_id, version
  FROM contacts
 WHERE id = $1
   FOR UPDATE;

-- name: contact-named
SELECT id
  FROM contacts
 WHERE external_id = $1;

-- name: last-call
SELECT id
  FROM contacts
 WHERE callback_id = $1
 ORDER BY opened_at DESC, id DESC
 LIMIT 1;

-- name: disposition-coded
SELECT id
  FROM dispositions
 WHERE code = $1;

-- name: choosable-disposition
SELECT id
  FROM dispositions
 WHERE id = $1 AND active
   AND (queue_id IS NULL OR queue_id = $2);

-- name: save-contact
UPDATE contacts
   SET queue_id = $2, agent_id = $3, subject = $4, answered_at = $5, closed_at = $6, outcome = $7, disposition_id = $8,
       note = $9, rating = $10, rating_text = $11, page = $12, custom = $13, version = $14
 WHERE id = $1;

-- name: contacts-of
SELECT id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, answered_at, closed_at, outcome,
       disposition_id, note, rating, rating_text, page, custom, external_id, callback_id, version
  FROM contacts
 WHERE customer_id = $1
   AND (opened_at, id) < ($2, $3::uuid)
   AND ($5::uuid[] IS NULL OR queue_id = ANY ($5) OR agent_id = $6::uuid)
 ORDER BY opened_at DESC, id DESC
 LIMIT $4;
