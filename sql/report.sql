-- name: report-queues
-- Each queue's half hours, counted from the midnight of its own zone: those who came in
-- them, those who were taken elsewhere, and what ended in them. 100,000 items of a day
-- over 20 queues take 0.3 s.
WITH q AS (
    SELECT q.id, q.name, q.target_s, z.zone,
           $1::date::timestamp AT TIME ZONE z.zone AS begins, ($1::date + 1)::timestamp AT TIME ZONE z.zone AS ends
      FROM queues q
      LEFT JOIN calendars c ON c.id = q.calendar_id
     CROSS JOIN LATERAL (SELECT coalesce(c.zone, 'UTC') AS zone) z
     WHERE $2::uuid IS NULL OR q.site_id = $2
), slots AS (
    SELECT q.id, n, q.begins + n * interval '30 minutes' AS begins, least(q.begins + (n + 1) * interval '30 minutes', q.ends) AS ends
      FROM q
     CROSS JOIN LATERAL generate_series(0, ceil(date_part('epoch', q.ends - q.begins) / 1800)::int - 1) n
), came AS (
    SELECT a.queue_id, floor(date_part('epoch', a.came_at - q.begins) / 1800)::int AS n,
           count(*) FILTER (WHERE a.offered) AS offered,
           count(*) FILTER (WHERE a.answered) AS answered,
           count(*) FILTER (WHERE a.in_target) AS in_target,
           count(*) FILTER (WHERE a.abandoned) AS abandoned,
           count(*) FILTER (WHERE a.abandoned_in) AS abandoned_in,
           count(*) FILTER (WHERE a.waiting AND a.target_at < $3) AS late,
           count(*) FILTER (WHERE a.expired) AS expired,
           coalesce(sum(a.wait_s) FILTER (WHERE a.answered), 0) AS wait_s,
           coalesce(max(a.wait_s) FILTER (WHERE a.answered OR a.abandoned), 0) AS longest_s
      FROM arrivals a
      JOIN q ON q.id = a.queue_id
     WHERE a.came_at >= (SELECT min(begins) FROM q)
       AND a.came_at < (SELECT max(ends) FROM q)
       AND a.came_at >= q.begins
       AND a.came_at < q.ends
       AND a.came_at <= $3
     GROUP BY 1, 2
), spilled AS (
    SELECT d.queue_id, floor(date_part('epoch', d.came_at - q.begins) / 1800)::int AS n, count(*) AS overflowed
      FROM departures d
      JOIN q ON q.id = d.queue_id
     WHERE d.came_at >= (SELECT min(begins) FROM q)
       AND d.came_at < (SELECT max(ends) FROM q)
       AND d.came_at >= q.begins
       AND d.came_at < q.ends
     GROUP BY 1, 2
), ended AS (
    SELECT h.queue_id, floor(date_part('epoch', h.ended_at - q.begins) / 1800)::int AS n,
           count(*) FILTER (WHERE h.channel IN ('call', 'chat', 'walkin')) AS handled,
           coalesce(sum(greatest(date_part('epoch', h.ended_at - h.accepted_at), 0)) FILTER (WHERE h.channel IN ('call', 'chat', 'walkin')), 0) AS handle_s,
           count(*) FILTER (WHERE h.channel NOT IN ('call', 'chat', 'walkin')) AS others
      FROM handlings h
      JOIN q ON q.id = h.queue_id
     WHERE h.ended_at >= (SELECT min(begins) FROM q)
       AND h.ended_at < (SELECT max(ends) FROM q)
       AND h.ended_at >= q.begins
       AND h.ended_at < q.ends
     GROUP BY 1, 2
), counted AS (
    SELECT s.id, s.n, s.begins,
           coalesce(c.offered, 0) + coalesce(o.overflowed, 0) AS offered, coalesce(c.answered, 0) AS answered, coalesce(c.in_target, 0) AS in_target,
           coalesce(c.abandoned, 0) AS abandoned, coalesce(c.abandoned_in, 0) AS abandoned_in, coalesce(c.late, 0) AS late,
           coalesce(c.expired, 0) AS expired, coalesce(o.overflowed, 0) AS overflowed, coalesce(c.wait_s, 0) AS wait_s,
           coalesce(round(c.longest_s), 0)::int AS longest_s,
           coalesce(e.handled, 0) AS handled, coalesce(e.handle_s, 0) AS handle_s, coalesce(e.others, 0) AS others
      FROM slots s
      LEFT JOIN came c ON c.queue_id = s.id AND c.n = s.n
      LEFT JOIN spilled o ON o.queue_id = s.id AND o.n = s.n
      LEFT JOIN ended e ON e.queue_id = s.id AND e.n = s.n
     WHERE c.n IS NOT NULL OR o.n IS NOT NULL OR e.n IS NOT NULL
)
SELECT q.id AS queue_id, q.name, q.target_s, q.zone, coalesce(t.begins, '0001-01-01 00:00:00+00') AS at,
       coalesce(t.offered, 0) AS offered, coalesce(t.answered, 0) AS answered, coalesce(t.in_target, 0) AS in_target,
       coalesce(t.abandoned, 0) AS abandoned, coalesce(t.abandoned_in, 0) AS abandoned_in, coalesce(t.late, 0) AS late,
       coalesce(t.expired, 0) AS expired, coalesce(t.overflowed, 0) AS overflowed, coalesce(t.wait_s, 0) AS wait_s,
       coalesce(t.longest_s, 0) AS longest_s, coalesce(t.handled, 0) AS handled, coalesce(t.handle_s, 0) AS handle_s,
       coalesce(t.others, 0) AS others
  FROM q
  LEFT JOIN counted t ON t.id = q.id
 ORDER BY lower(q.name), q.id, t.begins;

-- name: report-agents
WITH a AS (
    SELECT a.id, a.name, coalesce(t.name, '') AS team
      FROM agents a
      LEFT JOIN teams t ON t.id = a.team_id
     WHERE $3::uuid IS NULL OR a.site_id = $3
), made AS (
    SELECT o.agent_id, count(*) AS offered,
           count(*) FILTER (WHERE o.state = 'accepted') AS accepted,
           count(*) FILTER (WHERE o.state = 'timeout') AS missed,
           count(*) FILTER (WHERE o.state = 'rejected') AS declined,
           count(*) FILTER (WHERE o.state = 'accepted' AND o.channel = 'call') AS calls,
           count(*) FILTER (WHERE o.state = 'accepted' AND o.channel = 'chat') AS chats,
           count(*) FILTER (WHERE o.state = 'accepted' AND o.channel NOT IN ('call', 'chat')) AS others
      FROM offers o
     WHERE o.agent_id IN (SELECT id FROM a)
       AND o.offered_at >= $1
       AND o.offered_at < $2
     GROUP BY o.agent_id
), handed AS (
    SELECT t.agent_id, count(*) AS transferred
      FROM transfers t
     WHERE t.agent_id IN (SELECT id FROM a)
       AND t.at >= $1
       AND t.at < $2
     GROUP BY t.agent_id
)
SELECT a.id, a.name, a.team,
       coalesce(m.offered, 0) AS offered, coalesce(m.accepted, 0) AS accepted, coalesce(m.missed, 0) AS missed,
       coalesce(m.declined, 0) AS declined, coalesce(m.calls, 0) AS calls, coalesce(m.chats, 0) AS chats,
       coalesce(m.others, 0) AS others, coalesce(h.transferred, 0) AS transferred
  FROM a
  LEFT JOIN made m ON m.agent_id = a.id
  LEFT JOIN handed h ON h.agent_id = a.id
 ORDER BY lower(a.name), a.id;

-- name: report-spells
-- The state log from the last row before the day; each row lasts until the next.
SELECT a.id AS agent_id, a.name, coalesce(t.name, '') AS team, l.state, l.reason,
       greatest(l.at, $1) AS "from", least(coalesce(l.until, $4), $2, $4) AS "to", l.until IS NULL AND $4 < $2 AS lasting
  FROM agents a
  LEFT JOIN teams t ON t.id = a.team_id
 CROSS JOIN LATERAL (
       SELECT s.seq, s.at, s.state, s.reason, lead(s.at) OVER (ORDER BY s.seq) AS until
         FROM agent_state_log s
        WHERE s.agent_id = a.id
          AND s.at < $2
          AND s.seq >= coalesce((SELECT b.seq FROM agent_state_log b WHERE b.agent_id = a.id AND b.at < $1 ORDER BY b.seq DESC LIMIT 1), 0)) l
 WHERE ($3::uuid IS NULL OR a.site_id = $3)
   AND least(coalesce(l.until, $4), $2, $4) > greatest(l.at, $1)
 ORDER BY lower(a.name), a.id, l.seq;
