-- name: screens
-- One query however many screens: each list is the first few of its own index. Of
-- work it is what is in reach, by queue ($9) or as one's own ($10), of other
-- customers those in reach, by site ($11); NULL sets no bound.
SELECT c.id, c.name, c.kind, c.tier, c.language, c.zone, c.needs, c.created_at, c.consent, c.version,
       (SELECT coalesce(jsonb_object_agg(f.key, c.custom->f.key), '{}')
          FROM field_definitions f
         WHERE f.entity = 'customer'
           AND c.custom ? f.key) AS custom,
       (SELECT jsonb_build_object('id', o.id, 'name', o.name, 'role', l.role, 'since', min(l.since))
          FROM customer_links l
          JOIN customers o ON o.id = l.organisation_id
         WHERE l.person_id = c.id
           AND o.merged_into IS NULL
           AND ($11::uuid IS NULL OR o.site_id IS NULL OR o.site_id = $11)
         GROUP BY o.id, l.role
         ORDER BY min(l.since) DESC, min(l.id::text)
         LIMIT 1) AS organisation,
       (SELECT jsonb_build_object('id', o.id, 'name', o.name, 'tier', o.tier, 'by', m.kind)
          FROM customer_matches m
          JOIN customers o ON o.id = m.other_id
         WHERE m.customer_id = c.id
           AND o.merged_into IS NULL
           AND ($11::uuid IS NULL OR o.site_id IS NULL OR o.site_id = $11)
         ORDER BY m.at DESC
         LIMIT 1) AS suggested_match,
       (SELECT k.page
          FROM contacts k
         WHERE k.id = asked.contact_id
           AND k.customer_id = c.id) AS page,
       (SELECT coalesce(jsonb_agg(i), '[]')
          FROM (SELECT id, kind, value, verified
                  FROM customer_identities
                 WHERE customer_id = c.id
                   AND kind <> 'visitor'
                 ORDER BY verified DESC, created_at, id
                 LIMIT (SELECT $3::bigint)) i) AS identities,
       (SELECT coalesce(jsonb_agg(k), '[]')
          FROM (SELECT k.id, k.channel, k.direction, k.opened_at, left(k.subject, 400) AS subject, q.name AS queue,
                       coalesce(a.name, '') AS agent, coalesce(d.label, '') AS disposition, k.rating
                  FROM contacts k
                  JOIN queues q ON q.id = k.queue_id
                  LEFT JOIN agents a ON a.id = k.agent_id
                  LEFT JOIN dispositions d ON d.id = k.disposition_id
                 WHERE k.customer_id = c.id
                   AND k.id IS DISTINCT FROM asked.contact_id
                   AND ($9::uuid[] IS NULL OR k.queue_id = ANY ($9) OR k.agent_id = $10::uuid)
                 ORDER BY k.opened_at DESC, k.id DESC
                 LIMIT (SELECT $4::bigint)) k) AS contacts,
       (SELECT coalesce(jsonb_agg(t), '[]')
          FROM (SELECT id, number, left(subject, 400) AS subject, state, priority,
                       CASE WHEN first_reply_at IS NULL THEN coalesce(first_reply_due_at, resolve_due_at) ELSE resolve_due_at END AS due_at
                  FROM tickets
                 WHERE customer_id = c.id
                   AND state IN ('new', 'open', 'pending', 'on_hold')
                   AND ($9 IS NULL OR queue_id = ANY ($9) OR assignee_id = $10)
                 ORDER BY priority, updated_at DESC, id DESC
                 LIMIT (SELECT $5::bigint)) t) AS tickets,
       -- A promise that was broken lately is the first thing to know of on the next contact.
       (SELECT coalesce(jsonb_agg(b), '[]')
          FROM (SELECT b.id AS callback_id, b.due_at, b.zone, b.state, coalesce(a.name, '') AS owner, left(b.topic, 400) AS topic
                  FROM callbacks b
                  LEFT JOIN agents a ON a.id = b.owner_id
                 WHERE b.customer_id = c.id
                   AND ($9 IS NULL OR b.queue_id = ANY ($9) OR b.owner_id = $10)
                   AND (b.state IN ('scheduled', 'due', 'offered', 'dialing') OR b.state = 'broken' AND b.due_at > now() - interval '30 days')
                 ORDER BY b.state = 'broken', b.due_at, b.id
                 LIMIT (SELECT $6::bigint)) b) AS promises,
       (SELECT coalesce(jsonb_agg(f), '[]')
          FROM (SELECT f.entity, f.key, f.label, h.custom->f.key AS value
                  FROM field_definitions f
                  JOIN (VALUES ('customer', c.custom),
                               ('contact', (SELECT custom FROM contacts WHERE id = asked.contact_id AND customer_id = c.id)),
                               ('ticket', (SELECT custom FROM tickets WHERE id = asked.ticket_id AND customer_id = c.id))) h (entity, custom)
                    ON h.entity = f.entity
                 WHERE f.on_offer
                   AND h.custom ? f.key
                 ORDER BY f.position, f.entity COLLATE "C", f.key COLLATE "C"
                 LIMIT (SELECT $8::bigint)) f) AS fields
  FROM (SELECT customer_id, nullif(contact_id, '')::uuid AS contact_id, nullif(ticket_id, '')::uuid AS ticket_id
          FROM unnest(ARRAY(SELECT unnest($1::uuid[])), ARRAY(SELECT unnest($2::text[])), ARRAY(SELECT unnest($7::text[]))) AS a (customer_id, contact_id, ticket_id)) asked
  JOIN customers c ON c.id = asked.customer_id;
