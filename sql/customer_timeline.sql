-- name: customer-history
-- Each kind gives its newest after the key by its own index; the newest of all
-- are shown. Of work it is what is in reach, by queue ($5) or as one's own ($6), of
-- merges those with somebody in reach, by site ($7); NULL sets no bound.
(SELECT 'contact' AS kind, c.id, c.opened_at AS at, c.subject,
        CASE WHEN c.closed_at IS NULL THEN 'open' ELSE coalesce(nullif(c.outcome, ''), 'closed') END AS state,
        c.channel, c.direction, 0 AS number, q.name AS queue, coalesce(a.name, '') AS agent,
        NULL::timestamptz AS due_at, NULL::timestamptz AS kept_since, coalesce(c.rating, 0) AS rating, NULL::uuid AS other_id, '' AS other_name
   FROM contacts c
   JOIN queues q ON q.id = c.queue_id
   LEFT JOIN agents a ON a.id = c.agent_id
  WHERE c.customer_id = $1
    AND (c.opened_at, c.id) < ($2::timestamptz, $3::uuid)
    AND ($5::uuid[] IS NULL OR c.queue_id = ANY ($5) OR c.agent_id = $6::uuid)
  ORDER BY c.opened_at DESC, c.id DESC
  LIMIT $4)
 UNION ALL
(SELECT 'ticket', t.id, t.created_at, t.subject, t.state, '', '', t.number, q.name, coalesce(a.name, ''),
        t.resolve_due_at, NULL, 0, NULL, ''
   FROM tickets t
   JOIN queues q ON q.id = t.queue_id
   LEFT JOIN agents a ON a.id = t.assignee_id
  WHERE t.customer_id = $1
    AND (t.created_at, t.id) < ($2::timestamptz, $3::uuid)
    AND ($5::uuid[] IS NULL OR t.queue_id = ANY ($5) OR t.assignee_id = $6::uuid)
  ORDER BY t.created_at DESC, t.id DESC
  LIMIT $4)
 UNION ALL
(SELECT 'callback', b.id, b.created_at, b.topic, b.state, '', '', 0, q.name, coalesce(a.name, ''),
        b.due_at, b.in_line_since, 0, NULL, ''
   FROM callbacks b
   JOIN queues q ON q.id = b.queue_id
   LEFT JOIN agents a ON a.id = b.owner_id
  WHERE b.customer_id = $1
    AND (b.created_at, b.id) < ($2::timestamptz, $3::uuid)
    AND ($5::uuid[] IS NULL OR b.queue_id = ANY ($5) OR b.owner_id = $6::uuid)
  ORDER BY b.created_at DESC, b.id DESC
  LIMIT $4)
 UNION ALL
(SELECT 'merge', m.id, m.at, '', CASE WHEN m.undone_at IS NULL THEN 'merged' ELSE 'undone' END, '', '', 0, '', '',
        NULL, NULL, 0, o.id, o.name
   FROM customer_merges m
   JOIN customers o ON o.id = CASE WHEN m.from_id = $1 THEN m.into_id ELSE m.from_id END
  WHERE (m.from_id = $1 OR m.into_id = $1)
    AND (m.at, m.id) < ($2::timestamptz, $3::uuid)
    AND ($7::uuid IS NULL OR o.site_id IS NULL OR o.site_id = $7)
  ORDER BY m.at DESC, m.id DESC
  LIMIT $4)
 ORDER BY at DESC, id DESC
 LIMIT $4;
