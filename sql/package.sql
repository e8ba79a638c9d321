-- name: packages
SELECT coalesce((SELECT rows FROM packages WHERE site_id = $1), '[]');

-- name: package-table
SELECT s.id AS site_id, coalesce(p.rows, '[]') AS rows, coalesce(p.version, 0) AS version
  FROM sites s
  LEFT JOIN packages p ON p.site_id = s.id
 WHERE s.id = $1;

-- name: lock-package-table
SELECT s.id AS site_id, coalesce(p.rows, '[]') AS rows, coalesce(p.version, 0) AS version
  FROM sites s
  LEFT JOIN packages p ON p.site_id = s.id
 WHERE s.id = $1
   FOR UPDATE OF s;

-- name: save-package-table
INSERT INTO packages (site_id, rows, version)
VALUES ($1, $2, $3)
    ON CONFLICT (site_id) DO UPDATE SET rows = excluded.rows, version = excluded.version;
