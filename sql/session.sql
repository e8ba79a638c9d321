-- name: session
SELECT data
  FROM sessions
 WHERE token = $1
   AND expiry > $2;

-- name: save-session
INSERT INTO sessions (token, data, expiry)
VALUES ($1, $2, $3)
    ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry;

-- name: end-session
DELETE FROM sessions
 WHERE token = $1;
