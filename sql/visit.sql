-- name: public-queues
SELECT q.id, q.name, c.zone, c.weekly, c.holidays, c.exceptions
  FROM queues q
  LEFT JOIN calendars c ON c.id = q.calendar_id
 WHERE q.public
 ORDER BY q.priority, q.name;
