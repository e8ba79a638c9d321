package bench

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/lib/pq"
)

// known is a customer as somebody may ask for them: "Mikalo Brusu", "+12025550123",
// "mikalo.brusu.7@mail7.example".
type known struct{ name, phone, address string }

// questions are what is typed, each about somebody.
var questions = []func(known) string{
	func(k known) string { return k.name },
	func(k known) string { return k.name[:5] }, // a first name begun
	func(k known) string { first, last, _ := strings.Cut(k.name, " "); return last[:4] + " " + first[:4] },
	func(k known) string { _, last, _ := strings.Cut(k.name, " "); return last[2:] }, // inside a name
	func(k known) string { return k.phone },
	func(k known) string { return k.phone[len(k.phone)-7:] },
	func(k known) string { return k.address },
	func(k known) string { return k.address[:12] },
	func(k known) string { return k.address[strings.IndexByte(k.address, '@'):] },
}

// syllables make a few tens of thousands of first names and as many surnames.
var syllables = strings.Fields("ban ka mi lo re su ta vin no be chi do el fa gu ha jin jo le mar ne os pe ri sa to hul va we xi yo zu bru cla dri fer gra hel kiva kri")

// customers makes so many, with a number and an address each.
func (s *stage) customers(ctx context.Context, total int) error {
	return s.fill(ctx, fmt.Sprintf("%d customers, a number and an address each", total), []string{"customers", "customer_identities"},
		statement{`INSERT INTO customers (id, name, created_at)
		  SELECT md5('customer ' || n)::uuid,
		         initcap(s[1 + n % 40] || s[1 + n / 40 % 40] || s[1 + n / 7 % 40]) || ' ' ||
		         initcap(s[1 + n / 3 % 40] || s[1 + n / 120 % 40] || s[1 + n / 4801 % 40]), now() - make_interval(secs => n)
		    FROM generate_series(1, $2::int) n, CAST($1 AS text[]) s`, []any{pq.Array(syllables), total}},
		statement{`INSERT INTO customer_identities (id, customer_id, kind, value, created_at, place)
		  SELECT gen_random_uuid(), id, 'phone', '+1' || 2000000000 + n::bigint * 7919 % 7999999999, created_at, place
		    FROM generate_series(1, $1::int) n JOIN customers ON id = md5('customer ' || n)::uuid`, []any{total}},
		statement{`INSERT INTO customer_identities (id, customer_id, kind, value, created_at, place)
		  SELECT gen_random_uuid(), id, 'email', lower(replace(name, ' ', '.')) || '.' || n || '@mail' || n % 5000 || '.example', created_at, place
		    FROM generate_series(1, $1::int) n JOIN customers ON id = md5('customer ' || n)::uuid`, []any{total}})
}

// some gives customers from all over the million.
func (s *stage) some(ctx context.Context, count, total int) ([]known, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT c.name, p.value, m.value
		  FROM generate_series(1, $1::int) n
		  JOIN customers c ON c.id = md5('customer ' || (n::bigint * 7919 % $2 + 1))::uuid
		  JOIN customer_identities p ON p.customer_id = c.id AND p.kind = 'phone'
		  JOIN customer_identities m ON m.customer_id = c.id AND m.kind = 'email'`, count, total)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []known
	for rows.Next() {
		var k known
		if err := rows.Scan(&k.name, &k.phone, &k.address); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// search1m asks for customers as people do: by name, number and address, whole and in part.
func search1m(ctx context.Context, s *stage) ([]Figure, error) {
	const total, warm = 1_000_000, 90
	if s.Quick {
		return []Figure{ungiven("search_1m_p99_ms", "a million customers take minutes to make: run without --quick")}, nil
	}
	if err := s.customers(ctx, total); err != nil {
		return nil, err
	}
	people, err := s.some(ctx, 900+warm, total)
	if err != nil {
		return nil, err
	}
	var times []time.Duration
	for n, k := range people {
		asked := url.Values{"q": {questions[n%len(questions)](k)}}
		began := time.Now()
		if err := get(ctx, "http://"+s.addr+"/api/v1/search?"+asked.Encode()); err != nil {
			return nil, err
		}
		if n >= warm {
			times = append(times, time.Since(began))
		}
	}
	return []Figure{percentile("search_1m_p99_ms", .99, times, "1,000,000 customers, 2,000,000 numbers and addresses: nine sorts of question over HTTP, one at a time")}, nil
}
