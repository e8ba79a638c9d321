-- name: queue
SELECT q.id, q.site_id, q.calendar_id, q.name, q.priority, q.target_s, q.offer_s,
       q.wrap_mode, q.wrap_s, q.wrap_max_s, q.required, q.rings, q.choice, q.field_rules, q.public, q.version, q.silence_warn_s, q.silence_close_s, q.when_closed, q.overflow, q.back_after_s, q.declines_an_hour, q.bias, q.reserve, q.callback_after_s, q.sticky_s, q.interruptible, q.surge_text, q.surge_auto,
       ARRAY(SELECT m.agent_id::text FROM queue_members m WHERE m.queue_id = q.id ORDER BY m.agent_id) AS members
  FROM queues q
 WHERE q.id = $1;

-- name: lock-queue
SELECT q.id, q.site_id, q.calendar_id, q.name, q.priority, q.target_s, q.offer_s,
       q.wrap_mode, q.wrap_s, q.wrap_max_s, q.required, q.rings, q.choice, q.field_rules, q.public, q.version, q.silence_warn_s, q.silence_close_s, q.when_closed, q.overflow, q.back_after_s, q.declines_an_hour, q.bias, q.reserve, q.callback_after_s, q.sticky_s, q.interruptible, q.surge_text, q.surge_auto,
       ARRAY(SELECT m.agent_id::text FROM queue_members m WHERE m.queue_id = q.id ORDER BY m.agent_id) AS members
  FROM queues q
 WHERE q.id = $1
   FOR UPDATE OF q;

-- name: queues-by-name
SELECT q.id, q.site_id, q.calendar_id, q.name, q.priority, q.target_s, q.offer_s,
       q.wrap_mode, q.wrap_s, q.wrap_max_s, q.required, q.rings, q.choice, q.field_rules, q.public, q.version, q.silence_warn_s, q.silence_close_s, q.when_closed, q.overflow, q.back_after_s, q.declines_an_hour, q.bias, q.reserve, q.callback_after_s, q.sticky_s, q.interruptible, q.surge_text, q.surge_auto,
       ARRAY(SELECT m.agent_id::text FROM queue_members m WHERE m.queue_id = q.id ORDER BY m.agent_id) AS members
  FROM queues q
 WHERE (q.name, q.id) > ($1, $2)
   AND ($4::uuid[] IS NULL OR q.id = ANY ($4))
   AND ($5::uuid IS NULL OR q.site_id = $5)
 ORDER BY q.name, q.id
 LIMIT $3;

-- name: add-queue
INSERT INTO queues (id, site_id, calendar_id, name, priority, target_s, offer_s, wrap_mode, wrap_s, wrap_max_s, required, rings, public, version, field_rules, choice, silence_warn_s, silence_close_s, when_closed, overflow, back_after_s, declines_an_hour, bias, reserve, callback_after_s, sticky_s, interruptible, surge_text, surge_auto, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30);

-- name: save-queue
UPDATE queues
   SET calendar_id = $2, name = $3, priority = $4, target_s = $5, offer_s = $6,
       wrap_mode = $7, wrap_s = $8, wrap_max_s = $9, required = $10, rings = $11, public = $12, version = $13, field_rules = $14, choice = $15,
       silence_warn_s = $16, silence_close_s = $17, when_closed = $18, overflow = $19, back_after_s = $20, declines_an_hour = $21, bias = $22, reserve = $23, callback_after_s = $24, sticky_s = $25, interruptible = $26, surge_text = $27, surge_auto = $28
 WHERE id = $1;

-- name: existing-agents
SELECT id
  FROM agents
 WHERE id = ANY ($1::uuid[]);

-- name: drop-members
DELETE FROM queue_members
 WHERE queue_id = $1
   AND agent_id <> ALL ($2::uuid[]);

-- name: add-members
INSERT INTO queue_members (queue_id, agent_id)
SELECT $1, unnest($2::uuid[])
    ON CONFLICT DO NOTHING;

-- name: calendar
SELECT id, name, zone, weekly, holidays, exceptions, version
  FROM calendars
 WHERE id = $1;

-- name: lock-calendar
SELECT id, name, zone, weekly, holidays, exceptions, version
  FROM calendars
 WHERE id = $1
   FOR UPDATE;

-- name: calendars
SELECT id, name, zone, weekly, holidays, exceptions, version
  FROM calendars
 WHERE id = ANY ($1::uuid[]);

-- name: calendars-by-name
SELECT id, name, zone, weekly, holidays, exceptions, version
  FROM calendars
 WHERE (name, id) > ($1, $2)
 ORDER BY name, id
 LIMIT $3;

-- name: add-calendar
INSERT INTO calendars (id, name, zone, weekly, holidays, exceptions, version)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: save-calendar
UPDATE calendars
   SET name = $2, zone = $3, weekly = $4, holidays = $5, exceptions = $6, version = $7
 WHERE id = $1;

-- name: disposition
SELECT id, queue_id, code, label, position, active, version
  FROM dispositions
 WHERE id = $1;

-- name: lock-disposition
SELECT id, queue_id, code, label, position, active, version
  FROM dispositions
 WHERE id = $1
   FOR UPDATE;

-- name: dispositions-by-code
-- Those of a queue include those of every queue; without a queue it is all.
SELECT id, queue_id, code, label, position, active, version
  FROM dispositions
 WHERE ($1::uuid IS NULL OR queue_id IS NULL OR queue_id = $1)
   AND (code, id) > ($2, $3)
   AND ($5::uuid[] IS NULL OR queue_id IS NULL OR queue_id = ANY ($5))
 ORDER BY code, id
 LIMIT $4;

-- name: add-disposition
INSERT INTO dispositions (id, queue_id, code, label, position, active, version)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: save-disposition
UPDATE dispositions
   SET label = $2, position = $3, active = $4, version = $5
 WHERE id = $1;

-- name: lock-overflow
-- Whoever changes where queues overflow to does so alone: two at once could close a circle.
SELECT pg_advisory_xact_lock(2, 0);

-- name: overflow-ways
-- Where every queue overflows to.
SELECT q.id AS queue_id, q.name, coalesce(array_agg(r->>'queue_id' ORDER BY r->>'queue_id') FILTER (WHERE r->>'action' = 'queue'), '{}') AS targets
  FROM queues q
  LEFT JOIN LATERAL jsonb_array_elements(q.overflow) r ON true
 GROUP BY q.id, q.name
 ORDER BY q.id;
