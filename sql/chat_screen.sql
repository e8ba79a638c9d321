-- name: chat-ends
SELECT c.visitor_id, coalesce(i.agent_id::text, '') AS agent_id, coalesce(a.name, '') AS agent_name
  FROM chats c
  LEFT JOIN items i ON i.contact_id = c.contact_id AND i.state IN ('active', 'parked', 'wrap_up')
  LEFT JOIN agents a ON a.id = i.agent_id
 WHERE c.contact_id = $1
 LIMIT 1;

-- name: chat-marks
SELECT c.contact_id, k.queue_id, c.customer_delivered, c.customer_read, c.agent_delivered, c.agent_read, c.version
  FROM chats c
  JOIN contacts k ON k.id = c.contact_id
 WHERE c.contact_id = ANY (ARRAY(SELECT unnest($1::uuid[])));

-- name: contacts-by-id
SELECT id, channel, direction, customer_id, queue_id, agent_id, subject, opened_at, answered_at, closed_at, outcome,
       disposition_id, note, rating, rating_text, page, custom, external_id, callback_id, version
  FROM contacts
 WHERE id = ANY (ARRAY(SELECT unnest($1::uuid[])));
