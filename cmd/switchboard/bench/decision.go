package bench

import (
	"context"
	"fmt"
	"time"
)

// The floor of a decision: as many agents, waiting items and skills. Some agents have room
// and know too little for anything that waits: they are looked at, and passed over.
const (
	floorAgents = 1000
	floorFree   = 300
	floorItems  = 10_000
	floorSkills = 50
)

// crowd fills the other database: a queue for each skill, agents with three skills each
// and room for three chats, a backlog over three tiers and the work of the day before.
// Nobody who could take any of it is free.
func (s *stage) crowd(ctx context.Context) (site string, err error) {
	err = s.Other.QueryRowContext(ctx, `SELECT id FROM sites`).Scan(&site)
	if err == nil {
		return site, nil // another part filled it
	}
	err = s.Other.QueryRowContext(ctx, `INSERT INTO sites (id, name) VALUES (gen_random_uuid(), 'Crowd') RETURNING id`).Scan(&site)
	if err != nil {
		return "", err
	}
	other := &stage{Options: s.Options, db: s.Other}
	what := fmt.Sprintf("%d agents, %d waiting and the work of a day", floorAgents, floorItems)
	return site, other.fill(ctx, what, []string{"skills", "queues", "agents", "agent_skills", "queue_members", "profiles", "presence", "customers", "contacts", "items", "offers"}, []statement{
		{`INSERT INTO skills (id, name) SELECT gen_random_uuid(), 'Skill ' || n FROM generate_series(0, $1 - 1) n`, []any{floorSkills}},
		{`INSERT INTO queues (id, site_id, name, required)
		  SELECT gen_random_uuid(), $1, name, jsonb_build_array(jsonb_build_object('skill_id', id, 'min', 3)) FROM skills`, []any{site}},
		{`INSERT INTO agents (id, site_id, email, name, role, created_at)
		  SELECT gen_random_uuid(), $1, n || '@bench.example.com', 'Agent ' || n, 'agent', now() FROM generate_series(0, $2 - 1) n`, []any{site, floorAgents}},
		{`INSERT INTO agent_skills (agent_id, skill_id, level)
		  SELECT a.id, s.id, CASE WHEN substring(a.name, 7)::int < $2 THEN 5 ELSE 2 END FROM agents a JOIN skills s
		    ON (substring(s.name, 7)::int - substring(a.name, 7)::int) % $1 IN (0, 7, 19, 7 - $1, 19 - $1)`, []any{floorSkills, floorAgents - floorFree}},
		{`INSERT INTO queue_members (queue_id, agent_id)
		  SELECT q.id, k.agent_id FROM agent_skills k JOIN skills s ON s.id = k.skill_id JOIN queues q ON q.name = s.name`, nil},
		{`SELECT recount_profiles(ARRAY(SELECT id FROM agents))`, nil}, // no trigger did
		{`INSERT INTO presence (agent_id, status, state, link, load, status_since, state_since, link_since, last_idle_at)
		  SELECT id, 'available', CASE WHEN taken THEN 'on_contact' ELSE 'ready' END, 'connected', CASE WHEN taken THEN 100 ELSE 0 END,
		         now(), now(), now(), now() - make_interval(secs => n)
		    FROM (SELECT id, n, n < $1 AS taken FROM (SELECT id, substring(name, 7)::int AS n FROM agents) a) b`, []any{floorAgents - floorFree}},
		{`INSERT INTO customers (id, name, created_at) SELECT gen_random_uuid(), 'Customer ' || n, now() FROM generate_series(1, $1) n`, []any{floorItems}},
		{`INSERT INTO contacts (id, channel, customer_id, queue_id, opened_at)
		  SELECT gen_random_uuid(), 'chat', c.id, q.id, now() - make_interval(secs => substring(c.name, 10)::int % 600)
		    FROM customers c JOIN queues q ON substring(q.name, 7)::int = substring(c.name, 10)::int % $1`, []any{floorSkills}},
		{`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, tier, required, signature, weight, state, enqueued_at)
		  SELECT gen_random_uuid(), $1, k.queue_id, 'chat', k.id, k.customer_id, (ARRAY['A', 'B', 'C', 'C', 'C'])[1 + substring(c.name, 10)::int / $2::int % 5],
		         q.required, (q.required -> 0 ->> 'skill_id') || '>3', 33, 'queued', k.opened_at
		    FROM contacts k JOIN queues q ON q.id = k.queue_id JOIN customers c ON c.id = k.customer_id`, []any{site, floorSkills}},
		{`INSERT INTO items (id, pool, queue_id, channel, contact_id, customer_id, tier, required, signature, weight, state, enqueued_at, ended_at)
		  SELECT gen_random_uuid(), pool, queue_id, channel, contact_id, customer_id, tier, required, signature, weight, 'completed', enqueued_at - interval '1 day', enqueued_at
		    FROM items, generate_series(1, 5)`, nil},
		{`INSERT INTO offers (id, item_id, agent_id, channel, weight, state, open, offered_at, expires_at, decided_at, waited_ms, trace)
		  SELECT gen_random_uuid(), i.id, a.id, i.channel, i.weight, 'accepted', false, i.enqueued_at, i.enqueued_at, i.enqueued_at, 0, '{}'
		    FROM (SELECT *, row_number() OVER () AS n FROM items WHERE state = 'completed') i
		    JOIN (SELECT id, row_number() OVER () AS n FROM agents) a ON a.n = 1 + i.n % $1`, []any{floorAgents}},
	}...)
}

// decision frees one agent after another and times the round that gives them work:
// loading, deciding, writing and committing.
func decision(ctx context.Context, s *stage) ([]Figure, error) {
	site, err := s.crowd(ctx)
	if err != nil {
		return nil, err
	}
	var times []time.Duration
	for n := range s.scale(300, 100) + 10 {
		if _, err := s.Other.ExecContext(ctx, `UPDATE presence SET load = 67, state = 'ready', version = version + 1 WHERE agent_id = (SELECT id FROM agents WHERE name = 'Agent ' || $1::int)`, n); err != nil {
			return nil, err
		}
		began := time.Now()
		made, err := s.Round(ctx, site)
		took := time.Since(began)
		switch {
		case err != nil:
			return nil, err
		case made != 1:
			return nil, fmt.Errorf("the round made %d offers where one agent had become free", made)
		case n >= 10: // the first ones warm it up
			times = append(times, took)
		}
	}
	note := "one agent becomes free: the whole round of the router, commit and all; 1,000 agents, 300 with room who know too little, 10,000 waiting, 50 skills"
	return []Figure{percentile("decision_p99_ms", .99, times, note)}, nil
}

// assignments frees everybody at once and times the rounds until all have what they can.
func assignments(ctx context.Context, s *stage) ([]Figure, error) {
	site, err := s.crowd(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := s.Other.ExecContext(ctx, `UPDATE presence SET load = 0, state = 'ready', version = version + 1
		WHERE agent_id NOT IN (SELECT agent_id FROM offers WHERE open)`); err != nil {
		return nil, err
	}
	began, spent, all := time.Now(), s.meter(), 0
	for {
		made, err := s.Round(ctx, site)
		if err != nil {
			return nil, err
		}
		if made == 0 {
			break
		}
		all += made
	}
	return []Figure{rate("assignments_per_s", all, time.Since(began), "offers written and committed out of a backlog of 10,000 by the router alone, in the load's process"+spent(all))}, nil
}
