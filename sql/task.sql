-- name: add-tasks
INSERT INTO tasks (event_id, kind, subject_id, lane, due_at)
SELECT event_id, kind, subject_id, lane, due_at
  FROM jsonb_to_recordset($1::jsonb) AS t (event_id bigint, kind text, subject_id uuid, lane text, due_at timestamptz)
    ON CONFLICT ON CONSTRAINT tasks_once_per_event DO NOTHING
RETURNING id, event_id, kind, subject_id, lane, due_at;

-- name: close-task
UPDATE tasks
   SET done_at = $2
 WHERE id = $1 AND done_at IS NULL;

-- name: mark-sent
UPDATE tasks
   SET sent_at = $2
 WHERE id = ANY ($1::bigint[]);

-- name: task
SELECT id, event_id, kind, subject_id, lane, due_at
  FROM tasks
 WHERE id = $1 AND done_at IS NULL;

-- name: clock-tasks
-- What the heap of every node should hold now.
SELECT id, event_id, kind, subject_id, lane, due_at
  FROM tasks
 WHERE done_at IS NULL AND lane = 'clock' AND due_at < $1
 ORDER BY due_at, id
 LIMIT $2;

-- name: unsent-tasks
SELECT id, event_id, kind, subject_id, lane, due_at
  FROM tasks
 WHERE done_at IS NULL AND lane <> 'clock' AND sent_at IS NULL
 ORDER BY due_at, id
 LIMIT $1;

-- name: overdue-tasks
-- Sent, due long ago and still open: the task itself may be gone.
SELECT id, event_id, kind, subject_id, lane, due_at
  FROM tasks
 WHERE done_at IS NULL AND lane <> 'clock' AND due_at < $1 AND sent_at < $1
 ORDER BY due_at, id
 LIMIT $2;

-- name: unsend-tasks
UPDATE tasks
   SET sent_at = NULL
 WHERE done_at IS NULL AND lane <> 'clock' AND sent_at IS NOT NULL;

-- name: forget-tasks
DELETE FROM tasks
 WHERE done_at < $1;
