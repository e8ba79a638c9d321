-- name: customers-named
-- Three questions that cannot give the same row, each by its own index, asked
-- one after the other only until there are enough: names that begin so, names
-- with words that begin so, names that hold it anywhere.
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND sought ~>=~ (' ' || folded($1))
           AND sought ~<~ (' ' || folded($1) || chr(1114111))
         ORDER BY sought USING ~<~, id
         LIMIT (SELECT $8::int)) first
 UNION ALL
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND $2 <> ''
           AND sought LIKE folded($2) AND sought LIKE folded($3) AND sought LIKE folded($4)
           AND NOT (sought ~>=~ (' ' || folded($1)) AND sought ~<~ (' ' || folded($1) || chr(1114111)))
         LIMIT (SELECT $8::int)) words
 UNION ALL
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND $5 <> ''
           AND sought LIKE folded($5) AND sought LIKE folded($6) AND sought LIKE folded($7)
           AND NOT (sought LIKE folded($2) AND sought LIKE folded($3) AND sought LIKE folded($4))
         LIMIT (SELECT $8::int)) inside
 LIMIT $8;

-- name: customers-named-in-reach
-- The same of some places ($9), each by the indexes that it leads.
SELECT id
  FROM (SELECT c.id
          FROM unnest($9::uuid[]) AS p (place)
         CROSS JOIN LATERAL (
               SELECT id, sought
                 FROM customers
                WHERE merged_into IS NULL
                  AND customers.place = p.place
                  AND sought ~>=~ (SELECT ' ' || folded($1))
                  AND sought ~<~ (SELECT ' ' || folded($1) || chr(1114111))
                ORDER BY sought USING ~<~, id
                LIMIT (SELECT $8::int)) c
         ORDER BY c.sought USING ~<~, c.id
         LIMIT (SELECT $8::int)) first
 UNION ALL
SELECT id
  FROM (SELECT c.id
          FROM unnest($9) AS p (place)
         CROSS JOIN LATERAL (
               SELECT id
                 FROM customers
                WHERE merged_into IS NULL
                  AND customers.place = p.place
                  AND $2 <> ''
                  AND sought LIKE (SELECT folded($2)) AND sought LIKE (SELECT folded($3)) AND sought LIKE (SELECT folded($4))
                  AND NOT (sought ~>=~ (SELECT ' ' || folded($1)) AND sought ~<~ (SELECT ' ' || folded($1) || chr(1114111)))
                LIMIT (SELECT $8::int)) c
         LIMIT (SELECT $8::int)) words
 UNION ALL
SELECT id
  FROM (SELECT c.id
          FROM unnest($9) AS p (place)
         CROSS JOIN LATERAL (
               SELECT id
                 FROM customers
                WHERE merged_into IS NULL
                  AND customers.place = p.place
                  AND $5 <> ''
                  AND sought LIKE (SELECT folded($5)) AND sought LIKE (SELECT folded($6)) AND sought LIKE (SELECT folded($7))
                  AND NOT (sought LIKE (SELECT folded($2)) AND sought LIKE (SELECT folded($3)) AND sought LIKE (SELECT folded($4)))
                LIMIT (SELECT $8::int)) c
         LIMIT (SELECT $8::int)) inside
 LIMIT $8;

-- name: customers-known-by
-- The beginning of an identity first, then any part of it.
SELECT customer_id
  FROM (SELECT customer_id
          FROM customer_identities
         WHERE kind <> 'visitor'
           AND lower(value) ~>=~ $1
           AND lower(value) ~<~ ($1 || chr(1114111))
         ORDER BY lower(value) USING ~<~
         LIMIT (SELECT $3::int)) first
 UNION ALL
SELECT customer_id
  FROM (SELECT customer_id
          FROM customer_identities
         WHERE kind <> 'visitor'
           AND $2 <> ''
           AND lower(value) LIKE $2
           AND NOT (lower(value) ~>=~ $1 AND lower(value) ~<~ ($1 || chr(1114111)))
         LIMIT (SELECT $3::int)) inside
 LIMIT $3;

-- name: customers-known-by-in-reach
-- The same of some places ($4), each by the indexes that it leads.
SELECT customer_id
  FROM (SELECT i.customer_id
          FROM unnest($4::uuid[]) AS p (place)
         CROSS JOIN LATERAL (
               SELECT customer_id, lower(value) AS value
                 FROM customer_identities i
                WHERE kind <> 'visitor'
                  AND i.place = p.place
                  AND lower(value) ~>=~ $1
                  AND lower(value) ~<~ ($1 || chr(1114111))
                ORDER BY lower(value) USING ~<~
                LIMIT (SELECT $3::int)) i
         ORDER BY i.value USING ~<~
         LIMIT (SELECT $3::int)) first
 UNION ALL
SELECT customer_id
  FROM (SELECT i.customer_id
          FROM unnest($4) AS p (place)
         CROSS JOIN LATERAL (
               SELECT customer_id
                 FROM customer_identities i
                WHERE kind <> 'visitor'
                  AND i.place = p.place
                  AND $2 <> ''
                  AND lower(value) LIKE $2
                  AND NOT (lower(value) ~>=~ $1 AND lower(value) ~<~ ($1 || chr(1114111)))
                LIMIT (SELECT $3::int)) i
         LIMIT (SELECT $3::int)) inside
 LIMIT $3;

-- name: tickets-numbered
-- The number itself comes before those that begin with it.
SELECT t.id, t.number, t.subject, t.state, t.priority, c.id AS customer_id, c.name AS customer_name
  FROM (SELECT id
          FROM tickets
         WHERE number::text ~>=~ $1
           AND number::text ~<~ ($1 || ':')
           AND ($3::uuid[] IS NULL OR queue_id = ANY ($3) OR assignee_id = $4::uuid)
         ORDER BY number::text USING ~<~
         LIMIT $2) found
  JOIN tickets t ON t.id = found.id
  JOIN customers c ON c.id = t.customer_id
 ORDER BY t.number;

-- name: tickets-about
SELECT t.id, t.number, t.subject, t.state, t.priority, c.id AS customer_id, c.name AS customer_name
  FROM (SELECT id
          FROM tickets
         WHERE lower(subject) LIKE $1
           AND ($3::uuid[] IS NULL OR queue_id = ANY ($3) OR assignee_id = $4::uuid)
         LIMIT (SELECT $2::int)) found
  JOIN tickets t ON t.id = found.id
  JOIN customers c ON c.id = t.customer_id
 ORDER BY t.number DESC;

-- name: customers-at-domain
SELECT customer_id
  FROM customer_identities
 WHERE kind = 'email'
   AND split_part(lower(value), '@', 2) ~>=~ $1
   AND split_part(lower(value), '@', 2) ~<~ ($1 || chr(1114111))
 ORDER BY split_part(lower(value), '@', 2) USING ~<~
 LIMIT $2;

-- name: customers-at-domain-in-reach
-- The same of some places ($3), each by its index.
SELECT i.customer_id
  FROM unnest($3::uuid[]) AS p (place)
 CROSS JOIN LATERAL (
       SELECT customer_id, split_part(lower(value), '@', 2) AS domain
         FROM customer_identities i
        WHERE kind = 'email'
          AND i.place = p.place
          AND split_part(lower(value), '@', 2) ~>=~ $1
          AND split_part(lower(value), '@', 2) ~<~ ($1 || chr(1114111))
        ORDER BY split_part(lower(value), '@', 2) USING ~<~
        LIMIT (SELECT $2::int)) i
 ORDER BY i.domain USING ~<~
 LIMIT $2;
