package bench

import (
	"context"
	"fmt"
	"time"
)

// tickets makes tickets until there are so many, spread over states, agents and time.
func (s *stage) tickets(ctx context.Context, total int) error {
	have, err := s.count(ctx, `SELECT count(*) FROM tickets`)
	if err != nil || have >= total {
		return err
	}
	return s.fill(ctx, fmt.Sprintf("%d tickets", total), []string{"tickets"}, statement{`
		WITH a AS (SELECT array_agg(id) AS ids FROM agents), c AS (SELECT array_agg(id) AS ids FROM customers)
		INSERT INTO tickets (id, subject, state, priority, queue_id, customer_id, assignee_id, created_at, updated_at)
		SELECT gen_random_uuid(), 'Ticket about matter ' || n, (ARRAY['new', 'open', 'open', 'pending', 'solved', 'closed', 'closed', 'closed'])[1 + n % 8], 1 + n % 5,
		       $1, c.ids[1 + n % cardinality(c.ids)], a.ids[1 + n % cardinality(a.ids)],
		       now() - make_interval(mins => n), now() - make_interval(mins => n)
		  FROM generate_series($2::int, $3) n, a, c`, []any{s.queue, have + 1, total}})
}

// lists are the pages that people look at: everything, what is open, one agent's, one queue's.
func (s *stage) lists(ctx context.Context, name string, total int) ([]Figure, error) {
	if err := s.tickets(ctx, total); err != nil {
		return nil, err
	}
	var agent string
	if err := s.db.QueryRowContext(ctx, `SELECT id FROM agents WHERE role = 'agent' LIMIT 1`).Scan(&agent); err != nil {
		return nil, err
	}
	var times []time.Duration
	pages := []string{"", "&state=new,open", "&state=pending", "&assignee=" + agent, "&assignee=" + agent + "&state=open", "&queue=" + s.queue + "&state=new,open,pending"}
	for n := range s.scale(600, 300) + 60 {
		began := time.Now()
		if err := get(ctx, "http://"+s.addr+"/api/v1/tickets?limit=30"+pages[n%len(pages)]); err != nil {
			return nil, err
		}
		if n >= 60 { // the first ones warm it up
			times = append(times, time.Since(began))
		}
	}
	note := fmt.Sprintf("30 of %d tickets over HTTP: all, by state, by agent, by queue; one at a time", total)
	return []Figure{percentile(name, .99, times, note)}, nil
}

func list70k(ctx context.Context, s *stage) ([]Figure, error) {
	return s.lists(ctx, "list_70k_p99_ms", 70_000)
}

func list1m(ctx context.Context, s *stage) ([]Figure, error) {
	if s.Quick {
		return []Figure{ungiven("list_1m_p99_ms", "a million tickets take more than a minute to make: run without --quick")}, nil
	}
	return s.lists(ctx, "list_1m_p99_ms", 1_000_000)
}
