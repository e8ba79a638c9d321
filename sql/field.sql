-- name: fields
SELECT id, entity, key, label, type, choices, position, on_offer, version
  FROM field_definitions
 WHERE $1 = '' OR entity = $1
 ORDER BY entity COLLATE "C", position, key COLLATE "C";

-- name: lock-field
SELECT id, entity, key, label, type, choices, position, on_offer, version
  FROM field_definitions
 WHERE id = $1
   FOR UPDATE;

-- name: add-field
INSERT INTO field_definitions (id, entity, key, label, type, choices, position, on_offer, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: save-field
UPDATE field_definitions
   SET label = $2, choices = $3, position = $4, on_offer = $5, version = $6
 WHERE id = $1;

-- name: remove-field
DELETE FROM field_definitions
 WHERE id = $1;
