-- name: queues-of
-- Without a site ($1) it is every queue.
SELECT q.id
  FROM queues q
 WHERE $1::uuid IS NULL
    OR q.site_id = $1
    OR EXISTS (SELECT FROM queue_members m WHERE m.queue_id = q.id AND m.agent_id = $2::uuid)
 ORDER BY q.id;

-- name: reached
-- How many of the things ($2) of a kind ($1) somebody reaches, by the queues whose
-- work they see ($3), their site ($4) and who they are ($5). The desk is the work
-- that they have in hand or on offer.
WITH desk AS (
    SELECT id, contact_id, ticket_id, callback_id, customer_id
      FROM items
     WHERE agent_id = $5::uuid
       AND state IN ('offered', 'active', 'parked', 'wrap_up')
     UNION ALL
    SELECT i.id, i.contact_id, i.ticket_id, i.callback_id, i.customer_id
      FROM offers o
      JOIN items i ON i.id = o.item_id
     WHERE o.agent_id = $5
       AND o.open
)
SELECT count(*)
  FROM unnest($2::uuid[]) AS asked (id)
 WHERE CASE $1::text
       WHEN 'queue' THEN asked.id = ANY ($3::uuid[])
       WHEN 'disposition' THEN EXISTS (
            SELECT FROM dispositions
             WHERE id = asked.id
               AND (queue_id IS NULL OR queue_id = ANY ($3)))
       WHEN 'team' THEN EXISTS (SELECT FROM teams WHERE id = asked.id AND site_id = $4::uuid)
       WHEN 'agent' THEN EXISTS (
            SELECT FROM agents a
             WHERE a.id = asked.id
               AND (a.site_id = $4
                    OR EXISTS (SELECT FROM queue_members m WHERE m.agent_id = a.id AND m.queue_id = ANY ($3))))
       WHEN 'ticket' THEN EXISTS (
            SELECT FROM tickets
             WHERE id = asked.id
               AND (queue_id = ANY ($3) OR assignee_id = $5 OR id IN (SELECT ticket_id FROM desk)))
       WHEN 'attachment' THEN EXISTS (
            SELECT FROM attachments f
              JOIN contacts k ON k.id = f.contact_id
             WHERE f.id = asked.id
               AND (k.queue_id = ANY ($3) OR k.agent_id = $5 OR k.id IN (SELECT contact_id FROM desk)))
       WHEN 'callback' THEN EXISTS (
            SELECT FROM callbacks
             WHERE id = asked.id
               AND (queue_id = ANY ($3) OR owner_id = $5 OR id IN (SELECT callback_id FROM desk)))
       WHEN 'customer' THEN EXISTS (
            WITH RECURSIVE chain AS (
                SELECT id, merged_into, site_id
                  FROM customers
                 WHERE id = asked.id
                 UNION ALL
                SELECT c.id, c.merged_into, c.site_id
                  FROM chain
                  JOIN customers c ON c.id = chain.merged_into
            )
            SELECT FROM chain
             WHERE merged_into IS NULL
               AND (site_id IS NULL
                    OR site_id = $4
                    OR id IN (SELECT customer_id FROM desk)
                    OR EXISTS (SELECT FROM tickets t
                                WHERE t.customer_id = chain.id
                                  AND t.assignee_id = $5
                                  AND t.state IN ('new', 'open', 'pending', 'on_hold'))
                    OR EXISTS (SELECT FROM callbacks b
                                WHERE b.customer_id = chain.id
                                  AND b.owner_id = $5
                                  AND b.state IN ('scheduled', 'due', 'offered', 'dialing'))))
       WHEN 'merge' THEN EXISTS (
            SELECT FROM customer_merges m
             WHERE m.id = asked.id
               AND NOT EXISTS (SELECT FROM customers c WHERE c.id IN (m.from_id, m.into_id) AND c.site_id IS NOT NULL AND c.site_id IS DISTINCT FROM $4))
       ELSE false
       END;

-- name: reached-item
-- Items, offers and contacts have questions of their own: they are asked about with every act,
-- and what reaches all the others takes longer to make ready than to answer.
SELECT count(*)
  FROM unnest(ARRAY(SELECT unnest($1::uuid[]))) AS asked (id)
  JOIN items i ON i.id = asked.id
 WHERE i.queue_id = ANY (ARRAY(SELECT unnest($2::uuid[])))
    OR i.agent_id = $3::uuid
    OR EXISTS (SELECT FROM offers o WHERE o.item_id = i.id AND o.agent_id = $3 AND o.open);

-- name: reached-offer
SELECT count(*)
  FROM unnest(ARRAY(SELECT unnest($1::uuid[]))) AS asked (id)
  JOIN offers o ON o.id = asked.id
  JOIN items i ON i.id = o.item_id
 WHERE i.queue_id = ANY (ARRAY(SELECT unnest($2::uuid[])))
    OR o.agent_id = $3::uuid;

-- name: reached-contact
SELECT count(*)
  FROM unnest(ARRAY(SELECT unnest($1::uuid[]))) AS asked (id)
  JOIN contacts k ON k.id = asked.id
 WHERE k.queue_id = ANY (ARRAY(SELECT unnest($2::uuid[])))
    OR k.agent_id = $3::uuid
    OR EXISTS (SELECT FROM items i
                WHERE i.contact_id = k.id
                  AND (i.agent_id = $3 AND i.state IN ('offered', 'active', 'parked', 'wrap_up')
                       OR EXISTS (SELECT FROM offers o WHERE o.item_id = i.id AND o.agent_id = $3 AND o.open)));

-- name: reached-by-name
-- The same for what is asked for by name.
SELECT count(*)
  FROM unnest($2::text[]) AS asked (name)
 WHERE CASE $1::text
       WHEN 'queue name' THEN EXISTS (SELECT FROM queues WHERE lower(name) = lower(asked.name) AND id = ANY ($3::uuid[]))
       WHEN 'call' THEN EXISTS (SELECT FROM contacts WHERE external_id = asked.name AND (queue_id = ANY ($3) OR agent_id = $4::uuid))
       ELSE false
       END;
