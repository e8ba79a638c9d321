package bench

import (
	"context"
	stdsql "database/sql"
	"fmt"
)

// How many people there are. The first agents sit at consoles; all stand on the board.
const (
	agents   = 500
	consoles = 50
	visitors = 4000
)

// people fills the database by SQL: what is measured is not how people are hired.
func (s *stage) people(ctx context.Context) error {
	if err := s.db.QueryRowContext(ctx, `INSERT INTO sites (id, name) VALUES (gen_random_uuid(), 'Bench') RETURNING id`).Scan(&s.site); err != nil {
		return err
	}
	err := s.db.QueryRowContext(ctx, `
		INSERT INTO queues (id, site_id, name, wrap_mode, offer_s, public)
		VALUES (gen_random_uuid(), $1, 'Bench', 'none', 60, true) RETURNING id`, s.site).Scan(&s.queue)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%d agents, %d visitors", agents, visitors)
	return s.fill(ctx, what, []string{"agents", "api_tokens", "presence", "agent_state_log", "queue_members", "profiles", "customers", "visitors"}, []statement{
		{`INSERT INTO agents (id, site_id, email, name, role, created_at)
		  SELECT gen_random_uuid(), $1, 'agent' || n || '@bench.example.com', 'Agent ' || n,
		         CASE WHEN n = 0 THEN 'admin' ELSE 'agent' END, now()
		    FROM generate_series(0, $2) n`, []any{s.site, agents}},
		{`INSERT INTO api_tokens (id, agent_id, name, hash, created_at)
		  SELECT gen_random_uuid(), id, 'bench', sha256(('swb_bench-' || split_part(email, '@', 1))::bytea), now() FROM agents`, nil},
		{`INSERT INTO presence (agent_id, status_since, state_since, link_since, last_idle_at)
		  SELECT id, now(), now(), now(), now() FROM agents`, nil},
		{`INSERT INTO agent_state_log (agent_id, seq, at, status, reason, state, link, load)
		  SELECT agent_id, version, now(), status, reason, state, link, load FROM presence`, nil},
		{`INSERT INTO queue_members (queue_id, agent_id)
		  SELECT $1, id FROM agents WHERE role = 'agent' AND substring(split_part(email, '@', 1), 6)::int <= $2`, []any{s.queue, consoles}},
		{`SELECT recount_profiles(ARRAY(SELECT id FROM agents))`, nil}, // no trigger did
		{`INSERT INTO customers (id, name, created_at) SELECT gen_random_uuid(), 'Customer ' || n, now() FROM generate_series(1, $1) n`, []any{visitors}},
		{`INSERT INTO visitors (id, token_hash, customer_id, created_at, seen_at)
		  SELECT gen_random_uuid(), sha256(('visitor' || substring(name, 10))::bytea), id, now(), now() FROM customers`, nil},
	}...)
}

type statement struct {
	text string
	args []any
}

func (s *stage) exec(ctx context.Context, all []statement) error { return execAll(ctx, s.db, all) }

// executor is a database or a transaction.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (stdsql.Result, error)
}

func execAll(ctx context.Context, on executor, all []statement) error {
	for _, q := range all {
		if _, err := on.ExecContext(ctx, q.text, q.args...); err != nil {
			return fmt.Errorf("%.60s: %w", q.text, err)
		}
	}
	return nil
}

// agent is the client of agent n, from 1; 0 is the administrator.
func (s *stage) agent(n int) *client {
	return &client{addr: s.addr, token: fmt.Sprintf("swb_bench-agent%d", n)}
}

// email is how agent n signs in.
func email(n int) string { return fmt.Sprintf("agent%d@bench.example.com", n) }

// visitor is the token of visitor n, from 1.
func visitor(n int) string { return fmt.Sprintf("visitor%d", n) }

// name is how agent n is called.
func name(n int) string { return fmt.Sprintf("Agent %d", n) }
