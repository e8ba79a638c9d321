-- name: customers-named
-- Three questions that cannot give the same row, each by its own index, asked
-- one after the other only until there are enough: names that begin so, names
-- with words that begin so, names that hold it anywhere.
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND ($9::uuid IS NULL OR site_id = $9 OR $10::boolean AND site_id IS NULL)
           AND sought ~>=~ (' ' || folded($1))
           AND sought ~<~ (' ' || folded($1) || chr(1114111))
         ORDER BY sought USING ~<~, id
         LIMIT (SELECT $8::int)) first
 UNION ALL
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND ($9::uuid IS NULL OR site_id = $9 OR $10::boolean AND site_id IS NULL)
           AND $2 <> ''
           AND sought LIKE folded($2) AND sought LIKE folded($3) AND sought LIKE folded($4)
           AND NOT (sought ~>=~ (' ' || folded($1)) AND sought ~<~ (' ' || folded($1) || chr(1114111)))
         LIMIT (SELECT $8::int)) words
 UNION ALL
SELECT id
  FROM (SELECT id
          FROM customers
         WHERE merged_into IS NULL
           AND ($9::uuid IS NULL OR site_id = $9 OR $10::boolean AND site_id IS NULL)
           AND $5 <> ''
           AND sought LIKE folded($5) AND sought LIKE folded($6) AND sought LIKE folded($7)
           AND NOT (sought LIKE folded($2) AND sought LIKE folded($3) AND sought LIKE folded($4))
         LIMIT (SELECT $8::int)) inside
 LIMIT $8;

-- name: customers-known-by
-- The beginning of an identity first, then any part of it.
SELECT customer_id
  FROM (SELECT customer_id
          FROM customer_identities
         WHERE kind <> 'visitor'
           AND ($4::uuid IS NULL
                OR EXISTS (SELECT FROM customers c WHERE c.id = customer_id AND (c.site_id = $4 OR $5::boolean AND c.site_id IS NULL)))
           AND lower(value) ~>=~ $1
           AND lower(value) ~<~ ($1 || chr(1114111))
         ORDER BY lower(value) USING ~<~
         LIMIT (SELECT $3::int)) first
 UNION ALL
SELECT customer_id
  FROM (SELECT customer_id
          FROM customer_identities
         WHERE kind <> 'visitor'
           AND ($4::uuid IS NULL
                OR EXISTS (SELECT FROM customers c WHERE c.id = customer_id AND (c.site_id = $4 OR $5::boolean AND c.site_id IS NULL)))
           AND $2 <> ''
           AND lower(value) LIKE $2
           AND NOT (lower(value) ~>=~ $1 AND lower(value) ~<~ ($1 || chr(1114111)))
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
   AND ($3::uuid IS NULL
        OR EXISTS (SELECT FROM customers c WHERE c.id = customer_id AND (c.site_id = $3 OR $4::boolean AND c.site_id IS NULL)))
   AND split_part(lower(value), '@', 2) ~>=~ $1
   AND split_part(lower(value), '@', 2) ~<~ ($1 || chr(1114111))
 ORDER BY split_part(lower(value), '@', 2) USING ~<~
 LIMIT $2;
