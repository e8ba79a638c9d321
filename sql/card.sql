-- name: item-cards
-- What an item has at most one of is asked for item by item: as joins of twelve tables it took
-- twenty times as long to plan as to run, anew each time, since the number of ids differs.
SELECT i.id, i.channel, i.state, EXISTS (SELECT FROM offers WHERE item_id = i.id AND open AND parked) AS parked, i.queue_id, (SELECT name FROM queues WHERE id = i.queue_id) AS queue_name,
       i.contact_id, i.ticket_id, i.callback_id,
       i.customer_id, c.name AS customer_name, c.tier AS customer_tier, i.tier, i.priority,
       coalesce((SELECT subject FROM tickets WHERE id = i.ticket_id),
                (SELECT topic FROM callbacks WHERE id = i.callback_id),
                (SELECT subject FROM contacts WHERE id = i.contact_id), '') AS subject,
       coalesce((SELECT left(text, 120) FROM chat_messages
                  WHERE contact_id = h.contact_id AND NOT internal AND from_kind <> 'system'
                  ORDER BY seq DESC LIMIT 1), '') AS preview,
       i.enqueued_at, (SELECT in_line_since FROM callbacks WHERE id = i.callback_id AND in_line_since >= i.enqueued_at) AS kept_since, i.accepted_at, i.wrap_up_until, i.agent_id,
       coalesce((SELECT name FROM agents WHERE id = i.agent_id), '') AS agent_name,
       CASE WHEN h.contact_id IS NULL THEN 0
            ELSE (SELECT count(*) FROM chat_messages u
                   WHERE u.contact_id = h.contact_id AND u.seq > h.agent_read AND u.from_kind = 'customer') END AS unread,
       h.last_at AS last_message_at, coalesce(h.last_by, '') AS last_message_by,
       x.at AS handed_at, x.agent_id AS handed_by, coalesce((SELECT name FROM agents WHERE id = x.agent_id), '') AS handed_by_name,
       coalesce(x.note, '') AS handed_note, i.version
  FROM items i
  JOIN customers c ON c.id = i.customer_id
  LEFT JOIN chats h ON h.contact_id = i.contact_id
  LEFT JOIN transfers x ON x.item_id = i.id AND x.leg = i.leg
 WHERE i.id = ANY (ARRAY(SELECT unnest($1::uuid[])))
 ORDER BY i.enqueued_at, i.id;

-- name: in-line
SELECT id, pool, queue_id, channel, contact_id, ticket_id, callback_id, customer_id,
       tier, priority, emergency, required, signature, weight, state, enqueued_at, due_at, age_adjust_s,
       preferred_agent, preferred_until, returned, owned, agent_id, leg, leg_at, version
  FROM items
 WHERE queue_id = $1 AND state IN ('queued', 'offered');

-- name: offers-by-id
SELECT id, item_id, agent_id, channel, weight, state, open, yields, parked, offered_at, expires_at, decided_at, reason, waited_ms, trace
  FROM offers
 WHERE id = ANY (ARRAY(SELECT unnest($1::uuid[])))
 ORDER BY offered_at, id;

-- name: open-offers-of
SELECT id, item_id, agent_id, channel, weight, state, open, yields, parked, offered_at, expires_at, decided_at, reason, waited_ms, trace
  FROM offers
 WHERE agent_id = $1 AND open
 ORDER BY offered_at, id;

-- name: agent-today
SELECT count(*) FILTER (WHERE o.state = 'accepted') AS handled,
       count(*) FILTER (WHERE o.state = 'rejected') AS declined,
       count(*) FILTER (WHERE o.state = 'timeout') AS missed,
       avg(k.rating) FILTER (WHERE o.state = 'accepted')::float8 AS rating_avg,
       count(k.rating) FILTER (WHERE o.state = 'accepted') AS rating_count
  FROM offers o
  JOIN items i ON i.id = o.item_id
  LEFT JOIN contacts k ON k.id = i.contact_id
 WHERE o.agent_id = $1 AND o.offered_at >= $2;
