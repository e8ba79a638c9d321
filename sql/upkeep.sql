-- name: journal-partitions
SELECT c.relname
  FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'journal'::regclass;

-- name: forget-sessions
DELETE FROM sessions
 WHERE expiry < $1;
