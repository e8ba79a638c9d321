-- name: attachment-usage
SELECT count(*) AS count, coalesce(sum(size), 0)::bigint AS total
  FROM attachments
 WHERE contact_id = $1 AND by_kind = $2 AND by_id = $3;

-- name: add-attachment
INSERT INTO attachments (id, contact_id, by_kind, by_id, name, mime, size, sha256, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: attachment
SELECT id, contact_id, by_kind, by_id, name, mime, size, sha256, created_at
  FROM attachments
 WHERE id = $1;

-- name: attachment-for
-- Before it is sent a file is its sender's alone.
SELECT a.id, a.contact_id, a.by_kind, a.by_id, a.name, a.mime, a.size, a.sha256, a.created_at
  FROM attachments a
  JOIN chats c ON c.contact_id = a.contact_id AND c.visitor_id = $2
  LEFT JOIN chat_messages m ON m.contact_id = a.contact_id AND m.seq = a.seq
 WHERE a.id = $1
   AND CASE WHEN a.seq IS NULL THEN a.by_kind = 'visitor' ELSE NOT m.internal END;
