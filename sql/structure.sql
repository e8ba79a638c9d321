-- name: site
SELECT id, name, version
  FROM sites
 WHERE id = $1;

-- name: lock-site
SELECT id, name, version
  FROM sites
 WHERE id = $1
   FOR UPDATE;

-- name: sites-by-name
SELECT id, name, version
  FROM sites
 WHERE (name, id) > ($1, $2)
 ORDER BY name, id
 LIMIT $3;

-- name: add-site
INSERT INTO sites (id, name, version)
VALUES ($1, $2, $3);

-- name: save-site
UPDATE sites
   SET name = $2, version = $3
 WHERE id = $1;

-- name: team
SELECT id, site_id, name, blend, version
  FROM teams
 WHERE id = $1;

-- name: lock-team
SELECT id, site_id, name, blend, version
  FROM teams
 WHERE id = $1
   FOR UPDATE;

-- name: teams-by-name
SELECT id, site_id, name, blend, version
  FROM teams
 WHERE (name, id) > ($1, $2)
   AND ($4::uuid IS NULL OR site_id = $4)
 ORDER BY name, id
 LIMIT $3;

-- name: add-team
INSERT INTO teams (id, site_id, name, blend, version)
VALUES ($1, $2, $3, $4, $5);

-- name: save-team
UPDATE teams
   SET name = $2, blend = $3, version = $4
 WHERE id = $1;

-- name: skill
SELECT id, name, version
  FROM skills
 WHERE id = $1;

-- name: lock-skill
SELECT id, name, version
  FROM skills
 WHERE id = $1
   FOR UPDATE;

-- name: skills-by-name
SELECT id, name, version
  FROM skills
 WHERE (name, id) > ($1, $2)
 ORDER BY name, id
 LIMIT $3;

-- name: add-skill
INSERT INTO skills (id, name, version)
VALUES ($1, $2, $3);

-- name: save-skill
UPDATE skills
   SET name = $2, version = $3
 WHERE id = $1;
